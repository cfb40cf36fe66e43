import { describe, expect, it } from 'vitest';
import { cellAfterKey, cellAt, cellEdges, levelsOf } from '../../../renderer/components/evaluate/cellPlot';
import { forestRows } from '../../../renderer/components/evaluate/forest';
import { bestEntry, geometric, lossAt, lossScale, validationBand } from '../../../renderer/components/evaluate/studyLines';
import type { BinnedPlane, StudyEntry } from '../../../electron/contract';
import { runInfo } from '../export/fixtures';

const plane: BinnedPlane = {
  xLow: 0,
  xHigh: 4,
  yLow: -1,
  yHigh: 1,
  nColumns: 4,
  nRows: 2,
  // The lower row first.
  counts: [5, 0, 0, 2, 0, 0, 9, 0],
};

describe('a plot of cells', () => {
  it('finds the cell under a point, and its edges', () => {
    expect(cellAt(plane, 0.5, -0.5)).toBe(0);
    expect(cellAt(plane, 4, 1)).toBe(7);
    expect(cellAt(plane, 2.5, 0.1)).toBe(6);
    expect(cellAt(plane, 4.1, 0)).toBeNull();
    expect(cellEdges(plane, 6)).toEqual({ x: [2, 3], y: [0, 1] });
  });

  it('goes by keys to the next cell with rows, and begins at the fullest', () => {
    expect(cellAfterKey(plane, 'ArrowLeft', null)).toBe(6);
    expect(cellAfterKey(plane, 'Home', 0)).toBe(6);
    expect(cellAfterKey(plane, 'ArrowRight', 0)).toBe(3);
    expect(cellAfterKey(plane, 'ArrowRight', 3)).toBe(3);
    expect(cellAfterKey(plane, 'ArrowDown', 6)).toBe(6);
    expect(cellAfterKey(plane, 'x', 6)).toBeNull();
  });

  it.each([1, 2, 7, 40, 1_000, 123_456])('gives every count up to %i one shade, the darkest to the largest', (largest) => {
    const levels = levelsOf(largest);
    expect(levels[0]!.from).toBe(1);
    expect(levels.at(-1)!.to).toBe(largest);
    expect(levels.at(-1)!.strength).toBeCloseTo(1, 12);
    levels.slice(1).forEach((level, k) => expect(level.from).toBe(levels[k]!.to + 1));
  });
});

describe('coefficients', () => {
  const info = {
    ...runInfo,
    featureNames: ['a', 'b'],
    nFeatures: 2,
    nOutputs: 1,
    scaling: { means: [1, 2], scales: [2, 4] },
    settings: { ...runInfo.settings, intercept: true },
  };
  const theta = Float64Array.of(6, -20, 3);
  const bounds = (name: string, low: number, high: number) => ({ name, value: 0, standardError: 1, t: 0, p: 0.2, low, high, vif: 1 });
  const solution = { coefficients: [bounds('(intercept)', 1, 2), bounds('a', 2, 4), bounds('b', -6, -4)] };

  it('are in units of the file, the intercept first, with the intervals of the exact solution', () => {
    const rows = forestRows(info, theta, solution, { isStandardised: false, isByMagnitude: false });
    expect(rows.map(({ name, value, low, high }) => [name, value, low, high])).toEqual([
      ['(intercept)', 3 - 3 + 10, 1, 2],
      ['a', 3, 2, 4],
      ['b', -5, -6, -4],
    ]);
  });

  it('are compared for one scale of each column, without the intercept, the largest first where that is wanted', () => {
    const rows = forestRows(info, theta, solution, { isStandardised: true, isByMagnitude: true });
    expect(rows.map(({ name, value, low, high }) => [name, value, low, high])).toEqual([
      ['b', -20, -24, -16],
      ['a', 6, 4, 8],
    ]);
  });

  it('have no interval where none is valid', () => {
    const rows = forestRows(info, theta, null, { isStandardised: false, isByMagnitude: true });
    expect(rows.map(({ name, low }) => [name, low])).toEqual([['(intercept)', null], ['b', null], ['a', null]]);
  });
});

describe('studies', () => {
  const entry = (value: number, validationLoss: number | null): StudyEntry => ({
    label: '',
    value,
    nTraining: 1,
    nValidation: 1,
    trainingLoss: 1,
    validationLoss,
    weights: null,
    trace: null,
    problem: null,
  });

  it('finds the penalty of the least validation loss', () => {
    expect(bestEntry([entry(1, 3), entry(2, 1), entry(3, NaN), entry(4, null)])?.value).toBe(2);
    expect(bestEntry([entry(1, null)])).toBeNull();
  });

  it('spans the losses of all folds at each step, also after one has ended', () => {
    const trace = (steps: number[], validation: number[]) => ({ trace: { steps, training: validation, validation } });
    const band = validationBand([trace([0, 2, 4], [8, 4, 2]), trace([0, 1], [6, 5])]);
    expect(band).toEqual({
      steps: [0, 1, 2, 4],
      low: [6, 5, 4, 2],
      high: [8, 6, 5, 5],
      mean: [7, 5.5, 4.5, 3.5],
    });
    expect(validationBand([{ trace: null }])).toBeNull();
    expect(lossAt({ steps: [0, 10] }, [4, 2], 5)).toBe(3);
  });

  it('sets values apart by the same factor, the last one exactly', () => {
    expect(geometric(0.01, 10, 4)).toEqual([0.01, 0.1, 1, 10]);
    expect(geometric(0.3, 1, 1)).toEqual([1]);
  });

  it('takes powers of ten where losses differ by more than ten times, and never for losses below 0', () => {
    expect(lossScale([1, 1000]).at(100)).toBe(2);
    expect(lossScale([1, 5]).at(4)).toBe(4);
    expect(lossScale([-1, 1000]).at(4)).toBe(4);
  });
});
