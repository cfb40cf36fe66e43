import { checkSolveSettings } from '../../core/exact/checkSettings';
import { isForClasses } from '../../core/losses/properties';
import { FallLineError, type DatasetSummary, type SolveSettings } from '../../core/schema';
import type { Engine } from '../api';
import type { ColumnSelection } from '../training/designMatrix';
import type { MatrixUse } from './matrixUse';
import type { SolverOptions } from './factorMatrix';
import { newtonTwin } from './newtonTwin';
import type { FindOptimum } from './optimum';
import { solveMatrix } from './solveMatrix';

export interface TwinOptions extends SolverOptions {
  findOptimum: FindOptimum;
}

export interface SolverHost {
  describe: (datasetId: string) => DatasetSummary;
  use: MatrixUse;
  isClosed: () => boolean;
}

/**
 * What a solution reads: the columns of the file in their order, in float64; or the shards of the run that it is the twin of,
 * whose rows are the same.
 */
const selectionsOf = (settings: SolveSettings): { selection: ColumnSelection; instead: ColumnSelection } => {
  const { target, features, standardize, degree, intercept, storage, validationShare, seed, isShuffled, loss } = settings;
  const { scaledBy, weightColumn, partColumn } = settings;
  const targetKind: ColumnSelection['targetKind'] = isForClasses(loss) ? 'classes' : 'number';
  const rows = { target, features, targetKind, loss: loss.kind, intercept, scaledBy, validationShare, seed, weightColumn, partColumn };
  const instead: ColumnSelection = { ...rows, standardize, degree, storage, isShuffled: isShuffled || validationShare > 0 };
  // Newton's method descends as a run does, on what a run would have.
  if (loss.kind !== 'squared') return { selection: instead, instead };
  const isShuffledAlone = validationShare > 0;
  // The ranges of powers do not follow from those of their features.
  if (standardize && scaledBy === 'range') {
    return { selection: { ...instead, storage: 'float64', isShuffled: isShuffledAlone }, instead };
  }
  return {
    selection: {
      ...rows,
      // Without an intercept the columns may not be shifted.
      standardize: standardize && intercept,
      degree: 1,
      storage: 'float64',
      isShuffled: isShuffledAlone,
    },
    instead,
  };
};

/** The exact solution of a dataset, from the shards of a run on the same columns where they are there. */
export const createSolver =
  (options: TwinOptions, { describe, use, isClosed }: SolverHost): Engine['solve'] =>
  async (datasetId, settings, hooks = {}) => {
    if (isClosed()) throw new FallLineError('not-open', 'The engine has been closed.');
    const dataset = describe(datasetId);
    checkSolveSettings(settings, dataset.columns);
    const { instead, selection } = selectionsOf(settings);
    const nameOf = (index: number): string =>
      dataset.columns.find((column) => column.index === index)?.name ?? '';
    const source = { targetName: nameOf(settings.target), featureNames: settings.features.map(nameOf) };
    const request = { dataset, selection, instead, purpose: 'solve' as const };
    return use.follow(datasetId, hooks.signal, (signal) =>
      use.acquire(request, { ...hooks, signal }, (matrix) =>
        use.read(
          settings.loss.kind === 'squared'
            ? solveMatrix(options, matrix, settings, source, { ...hooks, signal })
            : newtonTwin(options.findOptimum, matrix, settings, source, { ...hooks, signal }),
        ),
      ),
    );
  };
