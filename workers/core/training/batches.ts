import { createRandom } from '../random/generator';

/** Half-open. */
export interface RowRange {
  rowStart: number;
  rowEnd: number;
  /** At most so many of the first rows of each chunk that the range touches; not given: all. */
  mostOfChunk?: number;
}

/**
 * The rows of each update where they come in batches. The rows lie shuffled, so batch b is the contiguous range
 * [b B, (b + 1) B) of them, the last one as short as it happens to be; its loss is the mean over its own rows. An epoch takes each
 * batch once, in an order of its own that the seed and the number of the epoch decide alone, so that a run can go on from any step.
 * Source: Bottou, Curtis and Nocedal, Optimization Methods for Large-Scale Machine Learning (2018), section 4.1; the order is a
 * Fisher-Yates shuffle (Knuth, The Art of Computer Programming 2, algorithm P).
 */
export interface BatchOrder {
  /** Of an epoch. */
  readonly nBatches: number;
  /** Of update `step`, counted from 0; the same object each time. */
  rowsOf(step: number): RowRange;
}

/** Seeds of the epochs: neighbours of a number that the seed of the run draws, which the generator spreads. */
const SEEDS = 2 ** 52;

export const createBatchOrder = (nSamples: number, batchSize: number, seed: number): BatchOrder => {
  const nBatches = Math.ceil(nSamples / batchSize);
  const order = new Uint32Array(nBatches);
  const firstSeed = Math.floor(createRandom(seed)() * SEEDS);
  const rows: RowRange = { rowStart: 0, rowEnd: 0 };
  let epoch = -1;

  const shuffle = (): void => {
    const random = createRandom(firstSeed + epoch);
    for (let b = 0; b < nBatches; b++) order[b] = b;
    for (let left = nBatches; left > 1; left--) {
      const other = Math.floor(random() * left);
      const last = order[left - 1]!;
      order[left - 1] = order[other]!;
      order[other] = last;
    }
  };

  return {
    nBatches,
    rowsOf: (step) => {
      const wanted = Math.floor(step / nBatches);
      if (wanted !== epoch) {
        epoch = wanted;
        shuffle();
      }
      rows.rowStart = order[step - epoch * nBatches]! * batchSize;
      rows.rowEnd = Math.min(nSamples, rows.rowStart + batchSize);
      return rows;
    },
  };
};
