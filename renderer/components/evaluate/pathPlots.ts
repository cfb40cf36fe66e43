import type { StudyEntry, StudyResult } from '../../../electron/contract';
import { linearAxis, type Axis } from '../../../workers/core/report/axis';
import type { PlotLine, PlotMark } from '../understand/common/curvePlot';
import { lossScale, powerAxis } from './studyLines';

export interface PathPlots {
  x: Axis;
  marks: PlotMark[];
  /** `named`: those with a colour of their own. null where no weights are known. */
  weights: { y: Axis; lines: PlotLine[]; named: PlotLine[] } | null;
  losses: { y: Axis; lines: PlotLine[] } | null;
}

/** As many have a colour of their own. */
const NAMED = 7;

/**
 * Weights over the penalty, each divided by the largest size that it has: columns of any unit then share one axis, from -1 to 1, and
 * what is seen is how each gives way.
 */
function weightLines({ featureNames, entries }: StudyResult): NonNullable<PathPlots['weights']> | null {
  const known = entries.filter((entry): entry is StudyEntry & { weights: number[] } => entry.weights !== null);
  if (known.length === 0) return null;
  const lines = featureNames.map((name, j): PlotLine => {
    const most = Math.max(...known.map(({ weights }) => Math.abs(weights[j] ?? 0)));
    return {
      id: name,
      label: name,
      color: j < NAMED ? `--series-${j + 1}` : '--series-8',
      points: known.map(({ value, weights }) => ({ x: Math.log10(value), y: most === 0 ? 0 : (weights[j] ?? NaN) / most })),
    };
  });
  const ys = lines.flatMap(({ points }) => points.map(({ y }) => y));
  return { y: linearAxis(Math.min(0, ...ys), Math.max(0, ...ys)), lines, named: lines.slice(0, NAMED) };
}

function lossLines(entries: readonly StudyEntry[]): PathPlots['losses'] {
  const known = entries.filter(({ trainingLoss }) => trainingLoss !== null);
  if (known.length === 0) return null;
  const { axis, at } = lossScale(known.flatMap(({ trainingLoss, validationLoss }) => [trainingLoss ?? NaN, validationLoss ?? NaN]));
  const along = (pick: (entry: StudyEntry) => number | null) =>
    known.map((entry) => ({ x: Math.log10(entry.value), y: at(pick(entry) ?? NaN) }));
  const training = { id: 'training', label: 'training loss', color: '--series-1', points: along(({ trainingLoss }) => trainingLoss) };
  const validation = { id: 'validation', label: 'validation loss', color: '--series-2', points: along(({ validationLoss }) => validationLoss) };
  const isValidated = known.some(({ validationLoss }) => validationLoss !== null);
  return { y: axis, lines: isValidated ? [training, validation] : [training] };
}

export const pathPlots = (result: StudyResult, best: StudyEntry | null): PathPlots => ({
  x: powerAxis(result.entries.map(({ value }) => value)),
  marks: best === null ? [] : [{ x: Math.log10(best.value), label: 'best' }],
  weights: weightLines(result),
  losses: lossLines(result.entries),
});
