import { rowLossOf } from '../losses/rowLoss';
import { softmaxValue } from '../losses/softmax';
import type { LossSettings } from '../schema';
import type { ScoredRows } from './partRows';
import { linearPredictors, predictionsOf, type PredictingModel } from './predictor';

/** Rows as they come, with no value missing. */
export interface RowChunk {
  count: number;
  /** Those of the model, in its order. */
  features: Float64Array[];
  /** The quantity, or the number of the class. */
  actual: Float64Array;
  weights: Float64Array | null;
  /** Of the file, from 1. */
  rows: Float64Array;
  parts: Uint8Array;
}

export interface RowScorer {
  append(chunk: RowChunk): void;
  finish(): { scored: ScoredRows; parts: Uint8Array; nWithout: number };
}

/** What each of the first `count` rows costs at its linear predictors. */
const lossesOf = (loss: LossSettings, etas: readonly Float64Array[], actual: Float64Array, count: number): Float64Array => {
  const losses = new Float64Array(count);
  if (loss.kind !== 'softmax') {
    const { value } = rowLossOf(loss);
    const eta = etas[0]!;
    for (let i = 0; i < count; i++) losses[i] = value(eta[i]!, actual[i]!);
    return losses;
  }
  const row = new Float64Array(etas.length);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < etas.length; k++) row[k] = etas[k]![i]!;
    losses[i] = softmaxValue(row, actual[i]!);
  }
  return losses;
};

/** Whether each of the first `count` values is a number. */
const areNumbers = (columns: readonly Float64Array[], count: number): boolean => {
  for (const column of columns) for (let i = 0; i < count; i++) if (Number.isNaN(column[i]!)) return false;
  return true;
};

/**
 * Predicts rows chunk by chunk and keeps what evaluation needs of them: 4 to 5 numbers a row, and one for each of `shownClasses`.
 * Rows in which a predictor is no number (a sum of infinities of either sign) are counted and left out. Each row is judged by
 * itself, so the size of the chunks has no effect.
 */
export const createRowScorer = (
  model: PredictingModel,
  loss: LossSettings,
  { capacity, shownClasses, isWeighted }: { capacity: number; shownClasses: readonly number[]; isWeighted: boolean },
): RowScorer => {
  const room = (): Float64Array => new Float64Array(capacity);
  const scored: ScoredRows = {
    rows: room(),
    actual: room(),
    predicted: room(),
    losses: room(),
    weights: isWeighted ? room() : null,
    probabilities: shownClasses.map((classNumber) => ({ classNumber, values: room() })),
  };
  const parts = new Uint8Array(capacity);
  let used = 0;
  let nWithout = 0;
  return {
    append: (chunk) => {
      const { count, features, actual } = chunk;
      const etas = linearPredictors(model, features, count);
      const losses = lossesOf(loss, etas, actual, count);
      const { values, probabilities } = predictionsOf(model, etas, count);
      const known = [...etas, ...probabilities];
      const areAllKnown = areNumbers(known, count);
      for (let i = 0; i < count; i++) {
        if (!areAllKnown && known.some((column) => Number.isNaN(column[i]!))) {
          nWithout++;
          continue;
        }
        if (used >= capacity) throw new RangeError(`More rows than the ${capacity} planned.`);
        scored.rows[used] = chunk.rows[i]!;
        scored.actual[used] = actual[i]!;
        scored.predicted[used] = values[i]!;
        scored.losses[used] = losses[i]!;
        if (scored.weights) scored.weights[used] = chunk.weights?.[i] ?? 1;
        for (const { classNumber, values: kept } of scored.probabilities) kept[used] = probabilities[classNumber]![i]!;
        parts[used++] = chunk.parts[i]!;
      }
    },
    finish: () => ({
      scored: {
        rows: scored.rows.subarray(0, used),
        actual: scored.actual.subarray(0, used),
        predicted: scored.predicted.subarray(0, used),
        losses: scored.losses.subarray(0, used),
        weights: scored.weights && scored.weights.subarray(0, used),
        probabilities: scored.probabilities.map(({ classNumber, values }) => ({ classNumber, values: values.subarray(0, used) })),
      },
      parts: parts.subarray(0, used),
      nWithout,
    }),
  };
};
