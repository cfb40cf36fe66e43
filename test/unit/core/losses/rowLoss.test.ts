import { describe, expect, it } from 'vitest';
import { curvatureBound } from '../../../../workers/core/losses/properties';
import { rowLossOf, type ScalarLoss } from '../../../../workers/core/losses/rowLoss';

const quantities: ScalarLoss[] = [
  { kind: 'squared' },
  { kind: 'huber', delta: 1 },
  { kind: 'huber', delta: 0.3 },
  { kind: 'absolute' },
  { kind: 'quantile', quantile: 0.9 },
  { kind: 'quantile', quantile: 0.25 },
];
const losses: ScalarLoss[] = [...quantities, { kind: 'logistic' }, { kind: 'poisson' }];
// No residual of theirs is a kink (0, +-0.3, +-1) or nearer to one than the difference below reaches.
const etas = [-5.3, -2.07, -0.61, -0.1, 0.13, 0.87, 1.7, 3.9];
const targets = (loss: ScalarLoss): number[] =>
  loss.kind === 'logistic' ? [0, 1] : loss.kind === 'poisson' ? [0, 1, 7] : [-2.5, 0.02, 1.44];

const central = (f: (x: number) => number, x: number): number => (f(x + 1e-5) - f(x - 1e-5)) / 2e-5;

describe.each(losses)('the loss of a row, %o,', (loss) => {
  const { value, slope, curvature } = rowLossOf(loss);
  const pairs = targets(loss).flatMap((y) => etas.map((eta) => [eta, y] as const));

  it('has the slope that central differences of its value give', () => {
    for (const [eta, y] of pairs) {
      const expected = central((x) => value(x, y), eta);
      // Rounding of the differences: eps |l| / h, l below 150.
      expect(Math.abs(slope(eta, y) - expected)).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected)));
    }
  });

  it('has the curvature that central differences of its slope give, within its bound', () => {
    for (const [eta, y] of pairs) {
      const expected = central((x) => slope(x, y), eta);
      expect(Math.abs(curvature(eta, y) - expected)).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected)));
      expect(curvature(eta, y)).toBeLessThanOrEqual(curvatureBound(loss) ?? Infinity);
    }
  });

  it('is least where its slope changes sign', () => {
    for (const y of targets(loss)) {
      // The exponential losses have their minimum at infinity for a target at the end of its range.
      if (loss.kind === 'logistic' || (loss.kind === 'poisson' && y === 0)) continue;
      const at = loss.kind === 'poisson' ? Math.log(y) : y;
      expect(slope(at - 1e-3, y)).toBeLessThan(0);
      expect(slope(at + 1e-3, y)).toBeGreaterThan(0);
      expect(Math.abs(slope(at, y))).toBeLessThan(1e-14);
    }
  });
});

describe('the loss of a row', () => {
  it.each<[ScalarLoss, eta: number, y: number, value: number, slope: number]>([
    [{ kind: 'squared' }, 3, 1, 4, 4],
    [{ kind: 'huber', delta: 2 }, 3, 1, 2, 2],
    [{ kind: 'huber', delta: 2 }, 6, 1, 2 * (5 - 1), 2],
    [{ kind: 'huber', delta: 2 }, -4, 1, 2 * (5 - 1), -2],
    [{ kind: 'absolute' }, -4, 1, 5, -1],
    [{ kind: 'quantile', quantile: 0.75 }, 1, 5, 0.75 * 4, -0.75],
    [{ kind: 'quantile', quantile: 0.75 }, 5, 1, 0.25 * 4, 0.25],
    [{ kind: 'logistic' }, 0, 0, Math.LN2, 0.5],
    [{ kind: 'logistic' }, 0, 1, Math.LN2, -0.5],
    // 1 + exp(log 3) = 4, p = 3 / 4.
    [{ kind: 'logistic' }, Math.log(3), 1, Math.log(4 / 3), -0.25],
    [{ kind: 'poisson' }, 0, 4, 1, -3],
    [{ kind: 'poisson' }, Math.log(2), 3, 2 - 3 * Math.LN2, -1],
  ])('%o at eta = %f, y = %f is worked by hand', (loss, eta, y, value, slope) => {
    expect(rowLossOf(loss).value(eta, y)).toBeCloseTo(value, 14);
    expect(rowLossOf(loss).slope(eta, y)).toBeCloseTo(slope, 14);
  });

  it('has slope 0 on the kink, where the row is met', () => {
    expect(rowLossOf({ kind: 'absolute' }).slope(2, 2)).toBe(0);
    expect(rowLossOf({ kind: 'quantile', quantile: 0.9 }).slope(2, 2)).toBe(0);
  });

  it('of absolute error is twice that of the median', () => {
    const [absolute, median] = [rowLossOf({ kind: 'absolute' }), rowLossOf({ kind: 'quantile', quantile: 0.5 })];
    for (const eta of etas) expect(absolute.value(eta, 1.44)).toBe(2 * median.value(eta, 1.44));
  });
});

describe('the logistic loss far out', () => {
  const { value, slope, curvature } = rowLossOf({ kind: 'logistic' });
  it('neither overflows nor loses its tail', () => {
    // log(1 + exp(-50)) = exp(-50) to 1e-44 of itself.
    expect(value(50, 1) / Math.exp(-50)).toBeCloseTo(1, 12);
    expect(value(-50, 0) / Math.exp(-50)).toBeCloseTo(1, 12);
    expect(slope(50, 1) / -Math.exp(-50)).toBeCloseTo(1, 12);
    expect(curvature(-50, 0) / Math.exp(-50)).toBeCloseTo(1, 12);
    expect([value(1e300, 0), value(-1e300, 1), value(1e300, 1), value(-1e300, 0)]).toEqual([1e300, 1e300, 0, 0]);
    expect([slope(1e300, 0), slope(-1e300, 1), slope(-1e300, 0)]).toEqual([1, -1, 0]);
    expect(curvature(1e300, 0)).toBe(0);
  });
});
