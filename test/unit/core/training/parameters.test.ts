import { describe, expect, it } from 'vitest';
import {
  initialTheta,
  toRaw,
  toRawChange,
  toRawGradient,
  toTraining,
} from '../../../../workers/core/training/parameters';

// x_1 = 10 + 2 z_1, x_2 = -3 + 0.5 z_2.
const scaling = { means: [10, -3], scales: [2, 0.5] };
const theta = Float64Array.from([4, 1, 7]);

describe('parameters in raw units', () => {
  it('predict what the training parameters predict: y = 4 z_1 + z_2 + 7 = 2 x_1 + 2 x_2 - 7', () => {
    // w = 4 / 2, 1 / 0.5; b = 7 - 2 * 10 - 2 * (-3) = -7
    const raw = new Float64Array(3);
    toRaw(theta, scaling, raw);
    expect(Array.from(raw)).toEqual([2, 2, -7]);
  });

  it('come back from the training space', () => {
    const there = new Float64Array(3);
    toTraining(Float64Array.from([2, 2, -7]), scaling, there);
    expect(Array.from(there)).toEqual([4, 1, 7]);
  });

  it('may be written over what they are made from', () => {
    const own = Float64Array.from(theta);
    toRaw(own, scaling, own);
    expect(Array.from(own)).toEqual([2, 2, -7]);
    toTraining(own, scaling, own);
    expect(Array.from(own)).toEqual([4, 1, 7]);
  });

  it('have the gradient that central differences of the loss give', () => {
    // A loss of the training parameters with a gradient known by hand.
    const loss = (t: Float64Array): number => t[0]! ** 2 + 3 * t[0]! * t[1]! + Math.sin(t[2]!);
    const gradient = Float64Array.from([2 * theta[0]! + 3 * theta[1]!, 3 * theta[0]!, Math.cos(theta[2]!)]);
    const rawGradient = new Float64Array(3);
    toRawGradient(gradient, scaling, rawGradient);
    const raw = new Float64Array(3);
    toRaw(theta, scaling, raw);
    const h = 1e-5;
    for (let j = 0; j < 3; j++) {
      const at = (shift: number): number => {
        const moved = Float64Array.from(raw);
        moved[j] = moved[j]! + shift;
        toTraining(moved, scaling, moved);
        return loss(moved);
      };
      expect(rawGradient[j]).toBeCloseTo((at(h) - at(-h)) / (2 * h), 5);
    }
  });

  it('change by what a step in the training space changes them', () => {
    const gradient = Float64Array.from([0.5, -2, 3]);
    const eta = 0.25;
    const before = new Float64Array(3);
    const after = new Float64Array(3);
    toRaw(theta, scaling, before);
    toRaw(
      theta.map((value, j) => value - eta * gradient[j]!),
      scaling,
      after,
    );
    const change = new Float64Array(3);
    toRawChange(gradient, eta, scaling, change);
    // By hand: -0.25 * 0.5 / 2, -0.25 * -2 / 0.5, -0.25 * (3 - (10 * 0.5 / 2 + -3 * -2 / 0.5)).
    expect(Array.from(change)).toEqual([-0.0625, 1, 2.875]);
    change.forEach((value, j) => expect(after[j]! - before[j]!).toBeCloseTo(value, 12));
  });
});

describe('the parameters of several classes', () => {
  // The set of the test above, and one of another class: y = -2 z_1 + 3 z_2 + 1 = -x_1 + 6 x_2 + 29.
  const two = Float64Array.from([4, 1, 7, -2, 3, 1]);
  it('are those of each class, one set after the other', () => {
    const raw = new Float64Array(6);
    toRaw(two, scaling, raw);
    expect(Array.from(raw)).toEqual([2, 2, -7, -1, 6, 29]);
    toTraining(raw, scaling, raw);
    expect(raw).toEqual(two);
  });

  it('have gradients and changes of each class', () => {
    const gradient = Float64Array.from([0.5, -2, 3, 1, 0, 0]);
    const raw = new Float64Array(6);
    toRawGradient(gradient, scaling, raw);
    // By hand: 2 * 0.5 + 10 * 3, 0.5 * -2 - 3 * 3, 3; 2 * 1, 0, 0.
    expect(Array.from(raw)).toEqual([31, -10, 3, 2, 0, 0]);
    const change = new Float64Array(6);
    toRawChange(gradient, 0.25, scaling, change);
    // The second class: -0.25 * 1 / 2 to the weight, and 0.125 * 10 to the bias.
    expect(Array.from(change.subarray(0, 4))).toEqual([-0.0625, 1, 2.875, -0.125]);
    expect(change[5]).toBe(1.25);
  });
});

describe('initial parameters', () => {
  it('are a set for each class, and have no bias where there is no intercept', () => {
    const shape = { nOutputs: 3, intercept: false };
    expect(initialTheta({ kind: 'zeros' }, scaling, shape)).toEqual(new Float64Array(9));
    const random = initialTheta({ kind: 'random', seed: 5 }, scaling, shape);
    expect([random[2], random[5], random[8]]).toEqual([0, 0, 0]);
    expect(new Set(random).size).toBe(7);
  });

  it('are zeros, seeded random numbers, or those given in raw units', () => {
    expect(Array.from(initialTheta({ kind: 'zeros' }, scaling))).toEqual([0, 0, 0]);
    expect(Array.from(initialTheta({ kind: 'given', weights: [2, 2], bias: -7 }, scaling))).toEqual([
      4, 1, 7,
    ]);
    const random = initialTheta({ kind: 'random', seed: 5 }, scaling);
    expect(random).toEqual(initialTheta({ kind: 'random', seed: 5 }, scaling));
    expect(random).not.toEqual(initialTheta({ kind: 'random', seed: 6 }, scaling));
    expect(random.every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
  });
});
