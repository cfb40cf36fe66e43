import type { ClassCurves } from '../schema';
import { THRESHOLDS } from './classCurves';

/** A row is taken for the class where its probability is at least the threshold. Ratios of nothing are null. */
export interface ThresholdFigures {
  truePositive: number;
  falsePositive: number;
  falseNegative: number;
  trueNegative: number;
  /** Of those taken for the class, the share that is of it. */
  precision: number | null;
  /** Of those of the class, the share taken for it. */
  recall: number | null;
  /** 2 precision recall / (precision + recall) = 2 TP / (2 TP + FP + FN). */
  f1: number | null;
  accuracy: number | null;
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/**
 * The confusion matrix of one class against the others at the threshold nearest to the given one, in thousandths.
 * Source: C. J. van Rijsbergen, Information Retrieval (1979), chapter 7.
 */
export const atThreshold = ({ nPositive, nNegative, atLeast }: ClassCurves, threshold: number): ThresholdFigures => {
  const k = Math.min(THRESHOLDS, Math.max(0, Math.round(threshold * THRESHOLDS)));
  const truePositive = atLeast.positive[k] ?? 0;
  const falsePositive = atLeast.negative[k] ?? 0;
  const falseNegative = nPositive - truePositive;
  const trueNegative = nNegative - falsePositive;
  return {
    truePositive,
    falsePositive,
    falseNegative,
    trueNegative,
    precision: ratio(truePositive, truePositive + falsePositive),
    recall: ratio(truePositive, nPositive),
    f1: ratio(2 * truePositive, 2 * truePositive + falsePositive + falseNegative),
    accuracy: ratio(truePositive + trueNegative, nPositive + nNegative),
  };
};
