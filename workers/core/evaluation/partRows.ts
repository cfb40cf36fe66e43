import type { PartName } from '../schema';

/** Rows on which a model is judged, column by column in the order of the file; all columns have one length. */
export interface ScoredRows {
  /** Of the file, from 1. */
  rows: Float64Array;
  /** The quantity, or the number of the class. */
  actual: Float64Array;
  predicted: Float64Array;
  /** What each row costs, by the loss that was trained on. */
  losses: Float64Array;
  /** null: each the same. */
  weights: Float64Array | null;
  /** Of classes: which of them, and its probability in each row. None where the target is a quantity. */
  probabilities: { classNumber: number; values: Float64Array }[];
}

/** Those of one part. */
export interface PartRows extends ScoredRows {
  part: PartName;
}

/** By their numbers in a part column. */
export const PART_NAMES: readonly PartName[] = ['train', 'validation', 'test'];

const indicesOf = (parts: Uint8Array, part: number): Uint32Array => {
  const count = parts.reduce((sum, value) => sum + (value === part ? 1 : 0), 0);
  const indices = new Uint32Array(count);
  let at = 0;
  parts.forEach((value, i) => {
    if (value === part) indices[at++] = i;
  });
  return indices;
};

const taken = (values: Float64Array, indices: Uint32Array): Float64Array => {
  const out = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) out[i] = values[indices[i]!]!;
  return out;
};

/** The parts that have rows, in their order; `parts` holds a number a row. */
export const splitParts = (scored: ScoredRows, parts: Uint8Array): PartRows[] =>
  PART_NAMES.flatMap((part, number): PartRows[] => {
    const indices = indicesOf(parts, number);
    if (indices.length === 0) return [];
    if (indices.length === parts.length) return [{ part, ...scored }];
    return [
      {
        part,
        rows: taken(scored.rows, indices),
        actual: taken(scored.actual, indices),
        predicted: taken(scored.predicted, indices),
        losses: taken(scored.losses, indices),
        weights: scored.weights && taken(scored.weights, indices),
        probabilities: scored.probabilities.map(({ classNumber, values }) => ({ classNumber, values: taken(values, indices) })),
      },
    ];
  });
