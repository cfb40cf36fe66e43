import type { ClassCurves } from '../schema';
import { binOf } from './bins';
import { eachThreshold, rankScores, type RankedScores } from './rankedScores';

const MOST_POINTS = 500;
const CALIBRATION_BINS = 20;
export const THRESHOLDS = 1_000;

/** Whether a curve that has come to `done` of `total` is due for a point, so that all of them are at most MOST_POINTS - 2. */
const createPacer = (total: number): ((done: number) => boolean) => {
  let next = 0;
  const stride = total / (MOST_POINTS - 2);
  return (done) => {
    if (done < next) return false;
    next = total <= MOST_POINTS - 2 ? 0 : (Math.floor(done / stride) + 1) * stride;
    return true;
  };
};

/**
 * The share of the positive side found against the share of the negative side taken for it, at each threshold, thinned to 500
 * points. Area = (number of pairs of a positive and a negative row in which the positive one has the higher score, pairs with
 * equal ones counting half) / (number of pairs), which is the area under the whole curve.
 * Source: J. A. Hanley and B. J. McNeil, The meaning and use of the area under a receiver operating characteristic curve,
 * Radiology 143 (1982).
 */
export const rocOf = (scores: RankedScores): ClassCurves['roc'] => {
  const [nPositive, nNegative] = [scores.positive.length, scores.negative.length];
  if (nPositive === 0 || nNegative === 0) return null;
  const falsePositive = [0];
  const truePositive = [0];
  // In halves of pairs: whole numbers as long as there are fewer than 2^52 of them.
  let halves = 0;
  const isDue = createPacer(nPositive + nNegative);
  eachThreshold(scores, ({ tp, fp }, before) => {
    halves += (fp - before.fp) * (tp + before.tp);
    if (!isDue(tp + fp) && !(tp === nPositive && fp === nNegative)) return;
    falsePositive.push(fp / nNegative);
    truePositive.push(tp / nPositive);
  });
  return { falsePositive, truePositive, area: halves / 2 / nPositive / nNegative };
};

/**
 * Precision = true positives / (true and false ones) against recall = true positives / positives at each threshold, up to the
 * one that finds all. Average precision = sum over thresholds of (recall - the one before) precision.
 * Source: M. Zhu, Recall, Precision and Average Precision, University of Waterloo (2004).
 */
export const precisionRecallOf = (scores: RankedScores): ClassCurves['precisionRecall'] => {
  const nPositive = scores.positive.length;
  if (nPositive === 0 || scores.negative.length === 0) return null;
  const recall: number[] = [];
  const precision: number[] = [];
  let average = 0;
  const isDue = createPacer(nPositive + scores.negative.length);
  eachThreshold(scores, ({ tp, fp }, before) => {
    average += ((tp - before.tp) / nPositive) * (tp / (tp + fp));
    const findsLast = tp === nPositive && before.tp < nPositive;
    if (!findsLast && (before.tp === nPositive || !isDue(tp + fp))) return;
    recall.push(tp / nPositive);
    precision.push(tp / (tp + fp));
  });
  return { recall, precision, average };
};

/** Mean predicted probability and share found of the rows whose probability falls into each of 20 bins of equal width. */
export const calibrationOf = (scores: Float64Array, isPositive: (i: number) => boolean): ClassCurves['calibration'] => {
  const sums = new Float64Array(CALIBRATION_BINS);
  const found = new Float64Array(CALIBRATION_BINS);
  const counts = new Float64Array(CALIBRATION_BINS);
  for (let i = 0; i < scores.length; i++) {
    const bin = binOf(scores[i]!, { low: 0, high: 1 }, CALIBRATION_BINS);
    sums[bin] = sums[bin]! + scores[i]!;
    counts[bin] = counts[bin]! + 1;
    if (isPositive(i)) found[bin] = found[bin]! + 1;
  }
  const filled = [...counts.keys()].filter((bin) => counts[bin]! > 0);
  return {
    predicted: filled.map((bin) => sums[bin]! / counts[bin]!),
    found: filled.map((bin) => found[bin]! / counts[bin]!),
    counts: filled.map((bin) => counts[bin]!),
  };
};

/** For k = 0..1000 how many of ascending scores are at least k / 1000. */
export const countsAtLeast = (ascending: Float64Array): number[] => {
  let below = 0;
  return Array.from({ length: THRESHOLDS + 1 }, (_, k) => {
    while (below < ascending.length && ascending[below]! < k / THRESHOLDS) below++;
    return ascending.length - below;
  });
};

/** All curves of one class against the others. */
export const classCurves = (className: string, scores: Float64Array, isPositive: (i: number) => boolean): ClassCurves => {
  const ranked = rankScores(scores, isPositive);
  return {
    className,
    nPositive: ranked.positive.length,
    nNegative: ranked.negative.length,
    roc: rocOf(ranked),
    precisionRecall: precisionRecallOf(ranked),
    calibration: calibrationOf(scores, isPositive),
    atLeast: { positive: countsAtLeast(ranked.positive), negative: countsAtLeast(ranked.negative) },
  };
};
