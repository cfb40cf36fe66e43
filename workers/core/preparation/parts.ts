import { shuffledPositions } from '../design/shuffle';
import { FallLineError, type SplitRule } from '../schema';
import { counted } from '../text/counted';

/** What becomes of a row of the file, as a code. */
export const TRAIN = 0;
export const VALIDATION = 1;
export const TEST = 2;
export const LEFT_OUT = 255;

/** A part of another kind than the recipe's own: one of k folds for validation, or less to train on. */
export type Resplit =
  /** Training and validation rows in k folds by the seed, the fold number `fold` (from 0) for validation. */
  | { kind: 'fold'; k: number; seed: number; fold: number }
  /** The first share of the training rows in the order of a shuffle by the seed: the rows of a smaller share are among those of a larger one. */
  | { kind: 'share'; share: number; seed: number };

/** Whole rows of a share: round(share n), at least 1 where there is a share at all. */
const rowsOf = (share: number, nRows: number): number => (share === 0 ? 0 : Math.max(1, Math.round(share * nRows)));

const tooFew = (nRows: number): FallLineError =>
  new FallLineError(
    'too-few-rows',
    `The parts for validation and test take all of the ${counted(nRows, 'row')}, and none is left to train on. Choose smaller parts or add rows.`,
  );

/**
 * The parts of the rows kept, in the order of the file: by a shuffle with the seed, or in that order the last rows for the
 * test and those before them for validation. The validation rows of a share without a test part are those that training itself
 * would leave out with this share and seed.
 */
const byShare = (nRows: number, { validation, test }: { validation: number; test: number }, positions: Uint32Array | null): Uint8Array => {
  const nValidation = rowsOf(validation, nRows);
  const nTrain = nRows - nValidation - rowsOf(test, nRows);
  if (nTrain < 1) throw tooFew(nRows);
  return Uint8Array.from({ length: nRows }, (_, i) => {
    const position = positions === null ? i : positions[i]!;
    if (position < nTrain) return TRAIN;
    return position < nTrain + nValidation ? VALIDATION : TEST;
  });
};

/**
 * Splits the rows kept. `codes` has a code for each row of the file, of which those that are not LEFT_OUT are kept; they are
 * written over, but for a split by a column, which they hold already.
 * Throws FallLineError 'too-few-rows' where no row is left to train on.
 */
export const splitRowsKept = (codes: Uint8Array, rule: SplitRule | null): void => {
  let nKept = 0;
  for (const code of codes) if (code !== LEFT_OUT) nKept++;
  if (rule === null || rule.kind === 'column') {
    if (!codes.includes(TRAIN)) throw tooFew(nKept);
    return;
  }
  const parts = byShare(nKept, rule, rule.kind === 'share' ? shuffledPositions(nKept, rule.seed) : null);
  let next = 0;
  for (let i = 0; i < codes.length; i++) if (codes[i] !== LEFT_OUT) codes[i] = parts[next++]!;
};

const rowsWith = (codes: Uint8Array, isOne: (code: number) => boolean): Uint32Array => {
  let n = 0;
  for (const code of codes) if (isOne(code)) n++;
  const rows = new Uint32Array(n);
  let next = 0;
  for (let i = 0; i < codes.length; i++) if (isOne(codes[i]!)) rows[next++] = i;
  return rows;
};

/**
 * Splits anew what a recipe has split. Folds differ in size by one row at most. Throws FallLineError 'too-few-rows' where a
 * fold or a share would be empty.
 */
export const resplit = (codes: Uint8Array, how: Resplit): void => {
  const rows = rowsWith(codes, (code) => code === TRAIN || (how.kind === 'fold' && code === VALIDATION));
  const positions = shuffledPositions(rows.length, how.seed);
  if (how.kind === 'fold') {
    if (how.k > rows.length) {
      throw new FallLineError('too-few-rows', `${counted(rows.length, 'row')} cannot be split into ${how.k} folds. Choose fewer folds or add rows.`);
    }
    rows.forEach((row, i) => (codes[row] = positions[i]! % how.k === how.fold ? VALIDATION : TRAIN));
    return;
  }
  const nKept = rowsOf(how.share, rows.length);
  rows.forEach((row, i) => (codes[row] = positions[i]! < nKept ? TRAIN : LEFT_OUT));
};
