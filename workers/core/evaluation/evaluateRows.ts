import type { ClassificationEvaluation, Evaluation, PartName, RegressionEvaluation } from '../schema';
import { counted } from '../text/counted';
import { classCurves } from './classCurves';
import type { PartRows } from './partRows';
import { regressionFigures } from './regressionFigures';
import { regressionPlots } from './regressionPlots';
import { totalWeight, weightedMean } from './weightedMean';

export interface EvaluationHost {
  /** Features of the design, the intercept not counted. */
  nFeatures: number;
  classNames: readonly string[] | null;
  notes: readonly string[];
  /** Throws where nobody waits any more. */
  check: () => void;
}

const TITLES: Record<PartName, string> = { train: 'training', validation: 'validation', test: 'test' };

const notFinite = (rows: PartRows): string[] => {
  const n = rows.predicted.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
  return n === 0 ? [] : [`${counted(n, 'prediction')} of the ${TITLES[rows.part]} part beyond the range of numbers, and not drawn.`];
};

const evaluateQuantity = (parts: readonly PartRows[], { nFeatures, notes, check }: EvaluationHost): RegressionEvaluation => ({
  kind: 'regression',
  parts: parts.map((rows) => {
    check();
    return { part: rows.part, figures: regressionFigures(rows, nFeatures), plots: regressionPlots(rows, check) };
  }),
  notes: [...notes, ...parts.flatMap(notFinite)],
});

/** Rows by their class, columns by the likeliest one. */
const confusionOf = ({ actual, predicted }: PartRows, nClasses: number): number[] => {
  const counts = new Array<number>(nClasses * nClasses).fill(0);
  for (let i = 0; i < actual.length; i++) {
    const cell = actual[i]! * nClasses + predicted[i]!;
    counts[cell] = counts[cell]! + 1;
  }
  return counts;
};

/**
 * Log loss: the mean of -log of the probability given to the class that a row has, taken from the linear predictor, where no
 * logarithm of 0 can come up. Accuracy: the share of rows whose likeliest class is theirs. Both by weight where rows have one;
 * the curves and the confusion matrix count rows.
 */
const evaluateClasses = (
  parts: readonly PartRows[],
  { notes, check }: EvaluationHost,
  classNames: readonly string[],
): ClassificationEvaluation => ({
  kind: 'classification',
  classNames: [...classNames],
  parts: parts.map((rows) => {
    const { part, actual, predicted, losses, weights } = rows;
    const nRows = actual.length;
    return {
      part,
      figures: {
        nRows,
        logLoss: weightedMean(weights, nRows, (i) => losses[i]!),
        accuracy: weightedMean(weights, nRows, (i) => (actual[i] === predicted[i] ? 1 : 0)),
      },
      confusion: confusionOf(rows, classNames.length),
      curves: rows.probabilities.map(({ classNumber, values }) => {
        check();
        return classCurves(classNames[classNumber] ?? '', values, (i) => actual[i] === classNumber);
      }),
    };
  }),
  notes: [...notes],
});

/** Figures and plots of each part. A part in which no row counts has none, and a note says so. */
export const evaluateRows = (parts: readonly PartRows[], host: EvaluationHost): Evaluation => {
  const counting = parts.filter(({ weights, rows }) => totalWeight(weights, rows.length) > 0);
  const without = parts.filter((part) => !counting.includes(part));
  const isWeighted = parts.some(({ weights }) => weights !== null);
  const notes = [
    ...host.notes,
    ...(isWeighted ? ['Figures count each row by its weight; plots, curves and the confusion matrix count rows.'] : []),
    ...without.map(({ part }) => `The weights of the ${TITLES[part]} part are all 0, so that it has no figures.`),
  ];
  return host.classNames === null
    ? evaluateQuantity(counting, { ...host, notes })
    : evaluateClasses(counting, { ...host, notes }, host.classNames);
};
