import { describe, expect, it } from 'vitest';
import { LEFT_OUT, resplit, splitRowsKept, TEST, TRAIN, VALIDATION } from '../../../../workers/core/preparation/parts';
import { shuffledPositions } from '../../../../workers/core/design/shuffle';

const kept = (nRows: number, out: number[] = []): Uint8Array => {
  const codes = new Uint8Array(nRows);
  for (const row of out) codes[row] = LEFT_OUT;
  return codes;
};
const rowsWith = (codes: Uint8Array, code: number): number[] => [...codes.keys()].filter((i) => codes[i] === code);

describe('the split of the rows kept', () => {
  it('takes whole rows of a share: rounded, and one at least', () => {
    const codes = kept(12, [0, 5]);
    splitRowsKept(codes, { kind: 'share', validation: 0.25, test: 0.01, seed: 4 });
    expect([TRAIN, VALIDATION, TEST, LEFT_OUT].map((code) => rowsWith(codes, code).length)).toEqual([6, 3, 1, 2]);
    expect(rowsWith(codes, LEFT_OUT)).toEqual([0, 5]);
  });

  it('goes by the shuffle of the rows kept: those that come last are the test part, those before them the validation part', () => {
    const codes = kept(50, [3, 17]);
    splitRowsKept(codes, { kind: 'share', validation: 0.25, test: 0.125, seed: 9 });
    const rows = [...codes.keys()].filter((i) => i !== 3 && i !== 17);
    shuffledPositions(48, 9).forEach((position, i) => {
      expect(codes[rows[i]!]).toBe(position < 30 ? TRAIN : position < 42 ? VALIDATION : TEST);
    });
  });

  it('in the order of the file takes the last rows', () => {
    const codes = kept(10, [9]);
    splitRowsKept(codes, { kind: 'order', validation: 0.2, test: 0.3 });
    expect([...codes]).toEqual([0, 0, 0, 0, 1, 1, 2, 2, 2, LEFT_OUT]);
  });

  it('is refused where none is left to train on', () => {
    expect(() => splitRowsKept(kept(2), { kind: 'order', validation: 0.4, test: 0.5 })).toThrow(
      'The parts for validation and test take all of the 2 rows, and none is left to train on. Choose smaller parts or add rows.',
    );
    expect(() => splitRowsKept(Uint8Array.of(VALIDATION, TEST, LEFT_OUT), null)).toThrow('all of the 2 rows');
  });

  it('in folds leaves every row of training and validation out once, in parts that differ by one row at most', () => {
    const base = kept(53, [1, 2]);
    splitRowsKept(base, { kind: 'share', validation: 0.1, test: 0.2, seed: 1 });
    const times = new Uint8Array(53);
    const sizes = [0, 1, 2, 3].map((fold) => {
      const codes = base.slice();
      resplit(codes, { kind: 'fold', k: 4, seed: 5, fold });
      expect(rowsWith(codes, TEST)).toEqual(rowsWith(base, TEST));
      expect(rowsWith(codes, LEFT_OUT)).toEqual([1, 2]);
      for (const row of rowsWith(codes, VALIDATION)) times[row]!++;
      return rowsWith(codes, VALIDATION).length;
    });
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect([...times].every((n, i) => n === (base[i] === TRAIN || base[i] === VALIDATION ? 1 : 0))).toBe(true);
    expect(() => resplit(kept(3), { kind: 'fold', k: 4, seed: 1, fold: 0 })).toThrow('3 rows cannot be split into 4 folds.');
  });

  it('of smaller shares of the training rows is nested, and leaves the validation part alone', () => {
    const base = kept(40);
    splitRowsKept(base, { kind: 'order', validation: 0.25, test: 0 });
    const trained = [0.1, 0.5, 1].map((share) => {
      const codes = base.slice();
      resplit(codes, { kind: 'share', share, seed: 2 });
      expect(rowsWith(codes, VALIDATION)).toEqual(rowsWith(base, VALIDATION));
      return rowsWith(codes, TRAIN);
    });
    expect(trained.map((rows) => rows.length)).toEqual([3, 15, 30]);
    expect(trained[0]!.every((row) => trained[1]!.includes(row))).toBe(true);
    expect(trained[2]).toEqual(rowsWith(base, TRAIN));
  });
});
