import { powerOfTwoFactor, type ColumnFigures } from './columnFigures';

/** Figures of a number of whole blocks, or of the last one. */
interface Part {
  nBlocks: number;
  /** Sum of the weights of its rows: their number where they have none. */
  weight: number;
  means: Float64Array;
  deviations: Float64Array;
}

export interface FiguresBuilder {
  /**
   * Adds the rows `rows[0]`, ..., `rows[count - 1]` of the columns; the first `count` where `rows` is null. `weights` are of all
   * rows of the columns, each above 0; none: each counts the same.
   */
  push(columns: readonly Float64Array[], count: number, rows: Uint32Array | null, weights?: Float64Array | null): void;
  finish(): ColumnFigures;
}

/** Rows of a block: its sums are short, and it is in the cache when its deviations are taken. */
const BLOCK_ROWS = 1_024;

/**
 * mean = mean_a + d n_b / n,  s^2 = (n_a s_a^2 + n_b s_b^2 + d^2 n_a n_b / n) / n  with d = mean_b - mean_a, into `a`; n are
 * sums of weights. A power of two keeps the squares in range.
 */
const merge = (a: Part, b: Part): void => {
  const weight = a.weight + b.weight;
  for (let j = 0; j < a.means.length; j++) {
    const difference = b.means[j]! - a.means[j]!;
    const factor = powerOfTwoFactor(Math.max(a.deviations[j]!, b.deviations[j]!, Math.abs(difference)));
    const [ofA, ofB, between] = [a.deviations[j]! * factor, b.deviations[j]! * factor, difference * factor];
    const squares = a.weight * ofA * ofA + b.weight * ofB * ofB + between * between * ((a.weight / weight) * b.weight);
    a.means[j] = a.means[j]! + difference * (b.weight / weight);
    a.deviations[j] = Math.sqrt(squares / weight) / factor;
  }
  a.weight = weight;
  a.nBlocks += b.nBlocks;
};

const sumOf = (values: Float64Array, count: number): number => {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  return sum;
};

const meanOf = (column: Float64Array, weights: Float64Array, count: number, weight: number): number => {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i]! * column[i]!;
  return sum / weight;
};

/**
 * Ranges, means sum w x / sum w and deviations (sum w (x - mean)^2 / sum w, 1/N without weights) of columns whose rows are not
 * kept. Rows are taken in blocks of 1,024, however they come. Numbers are counted from the mean of the first block, so that differences of large numbers are not lost; then a
 * block's mean m, sum (x - m) and sum (x - m)^2 give its figures by the corrected two-pass algorithm, and blocks are
 * merged pairwise in a fixed order, so that errors grow as the logarithm of their number.
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, Updating formulae and a pairwise algorithm for computing sample
 * variances, 1979.
 */
export const createStreamedFigures = (nColumns: number): FiguresBuilder => {
  const minima = new Array<number>(nColumns).fill(Infinity);
  const maxima = new Array<number>(nColumns).fill(-Infinity);
  const block = Array.from({ length: nColumns }, () => new Float64Array(BLOCK_ROWS));
  const blockWeights = new Float64Array(BLOCK_ROWS);
  const origins = new Float64Array(nColumns);
  const parts: Part[] = [];
  let filled = 0;

  const closeBlock = (): void => {
    const part: Part = {
      nBlocks: 1,
      weight: sumOf(blockWeights, filled),
      means: new Float64Array(nColumns),
      deviations: new Float64Array(nColumns),
    };
    block.forEach((column, j) => {
      let low = minima[j]!;
      let high = maxima[j]!;
      for (let i = 0; i < filled; i++) {
        const value = column[i]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      minima[j] = low;
      maxima[j] = high;
      if (parts.length === 0) origins[j] = meanOf(column, blockWeights, filled, part.weight);
      const origin = origins[j]!;
      for (let i = 0; i < filled; i++) column[i] = column[i]! - origin;
      const center = meanOf(column, blockWeights, filled, part.weight);
      const factor = powerOfTwoFactor(high - low);
      let drift = 0;
      let squares = 0;
      for (let i = 0; i < filled; i++) {
        const deviation = (column[i]! - center) * factor;
        const weighted = blockWeights[i]! * deviation;
        drift += weighted;
        squares += weighted * deviation;
      }
      drift /= part.weight;
      part.means[j] = center + drift / factor;
      part.deviations[j] = Math.sqrt(Math.max(0, squares / part.weight - drift * drift)) / factor;
    });
    filled = 0;
    parts.push(part);
    while (parts.length > 1 && parts.at(-1)!.nBlocks === parts.at(-2)!.nBlocks) mergeLast();
  };

  const mergeLast = (): void => {
    const last = parts.pop()!;
    merge(parts.at(-1)!, last);
  };

  return {
    push: (columns, count, rows, weights = null) => {
      for (let from = 0; from < count; ) {
        const length = Math.min(BLOCK_ROWS - filled, count - from);
        const take = (into: Float64Array, column: Float64Array): void => {
          if (rows === null) into.set(column.subarray(from, from + length), filled);
          else for (let i = 0; i < length; i++) into[filled + i] = column[rows[from + i]!]!;
        };
        block.forEach((into, j) => take(into, columns[j]!));
        if (weights) take(blockWeights, weights);
        else blockWeights.fill(1, filled, filled + length);
        filled += length;
        from += length;
        if (filled === BLOCK_ROWS) closeBlock();
      }
    },
    finish: () => {
      if (filled > 0) closeBlock();
      while (parts.length > 1) mergeLast();
      const means = Array.from(origins, (origin, j) => origin + (parts[0]?.means[j] ?? NaN));
      const deviations = Array.from(origins, (_, j) => parts[0]?.deviations[j] ?? NaN);
      return { minima, maxima, centers: means, means, deviations };
    },
  };
};
