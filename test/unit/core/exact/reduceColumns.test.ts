import { describe, expect, it } from 'vitest';
import { reduceColumns } from '../../../../workers/core/exact/reduceColumns';
import { invertUpper, solveUpper } from '../../../../workers/core/exact/triangular';

const isTiny = ({ residual, norm }: { residual: number; norm: number }): boolean => residual <= 1e-12 * norm;
const columnsOf = (...columns: number[][]): Float64Array[] =>
  columns.map((column) => Float64Array.from(column));

describe('columns reduced in their order', () => {
  it('give the triangular factor, the projected target and what is left of it', () => {
    // Columns 3 e1 and 4 e1 + 5 e2, target (7, 10, 2): beyond the plane lies 2.
    const reduced = reduceColumns(
      { columns: columnsOf([3, 0, 0], [4, 5, 0]), target: Float64Array.of(7, 10, 2) },
      isTiny,
    );
    expect(reduced.kept).toEqual([0, 1]);
    expect(Array.from(reduced.upper, Math.abs)).toEqual([3, 4, 0, 5]);
    expect(reduced.residual).toBe(2);
    const solution = reduced.projected.slice();
    solveUpper(reduced.upper, 2, 2, solution);
    expect(solution[1]).toBeCloseTo(2, 14);
    expect(solution[0]).toBeCloseTo((7 - 8) / 3, 14);
  });

  it('leave out the later of dependent columns and say what they are made of', () => {
    // The third is twice the first less the second; the fourth is new; the fifth is the fourth.
    const columns = columnsOf([1, 2, 3, 4], [1, 0, 1, 0], [1, 4, 5, 8], [0, 0, 1, 5], [0, 0, 1, 5]);
    const reduced = reduceColumns({ columns, target: new Float64Array(4) }, isTiny);
    expect(reduced.kept).toEqual([0, 1, 3]);
    expect(reduced.dropped.map(({ column }) => column)).toEqual([2, 4]);
    const [third, fifth] = reduced.dropped.map(({ relation }) => Array.from(relation));
    [2, -1].forEach((factor, i) => expect(third![i]).toBeCloseTo(factor, 13));
    [0, 0, 1].forEach((factor, i) => expect(fifth![i]).toBeCloseTo(factor, 13));
  });

  it('leave out a column of zeros, and all columns beyond the number of rows', () => {
    const columns = columnsOf([0, 0], [1, 2], [3, 4], [5, 6]);
    const reduced = reduceColumns({ columns, target: Float64Array.of(1, 1) }, isTiny);
    expect(reduced.kept).toEqual([1, 2]);
    expect(reduced.dropped.map(({ column }) => column)).toEqual([0, 3]);
    expect(reduced.residual).toBe(0);
  });
});

describe('the inverse of a triangular matrix', () => {
  it('is that worked by hand', () => {
    const inverse = invertUpper(Float64Array.of(2, 4, 0, 5), 2);
    expect(Array.from(inverse)).toEqual([0.5, -0.4, 0, 0.2]);
  });
});
