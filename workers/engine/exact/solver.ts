import { checkSolveSettings } from '../../core/exact/checkSettings';
import { FallLineError, type DatasetSummary } from '../../core/schema';
import type { Engine } from '../api';
import type { ColumnSelection } from '../training/designMatrix';
import type { MatrixUse } from './matrixUse';
import { solveMatrix, type SolverOptions } from './solveMatrix';

export interface SolverHost {
  describe: (datasetId: string) => DatasetSummary;
  use: MatrixUse;
  isClosed: () => boolean;
}

/** The exact solution of a dataset, from the shards of a run on the same columns where they are there. */
export const createSolver =
  (options: SolverOptions, { describe, use, isClosed }: SolverHost): Engine['solve'] =>
  async (datasetId, settings, hooks = {}) => {
    if (isClosed()) throw new FallLineError('not-open', 'The engine has been closed.');
    const dataset = describe(datasetId);
    checkSolveSettings(settings, dataset.columns);
    const { target, features, standardize, intercept, storage, validationShare, seed, isShuffled } = settings;
    // Without an intercept the columns may not be shifted.
    const selection: ColumnSelection = {
      target,
      features,
      standardize: standardize && intercept,
      targetKind: 'number',
      loss: settings.loss.kind,
      isShuffled,
      degree: 1,
      intercept,
      storage,
      validationShare,
      seed,
    };
    const nameOf = (index: number): string =>
      dataset.columns.find((column) => column.index === index)?.name ?? '';
    const source = { targetName: nameOf(target), featureNames: features.map(nameOf) };
    const request = { dataset, selection, purpose: 'solve' as const };
    return use.follow(datasetId, hooks.signal, (signal) =>
      use.acquire(request, { ...hooks, signal }, (matrix) =>
        use.read(solveMatrix(options, matrix, settings, source, { ...hooks, signal })),
      ),
    );
  };
