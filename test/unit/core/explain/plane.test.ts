import { describe, expect, it } from 'vitest';
import {
  coordinateOf,
  pointOn,
  project,
  projectChange,
  rawAxis,
  readerOnRaw,
  slopeOn,
  standardisedAxis,
  trainingAxis,
  vectorAxis,
  type Plane,
} from '../../../../workers/core/explain/plane';
import { toRaw, toRawGradient, toTraining } from '../../../../workers/core/training/parameters';

/** z_1 = (x_1 - 10) / 2, z_2 = (x_2 + 3) / 0.5. */
const scaling = { means: [10, -3], scales: [2, 0.5] };
const theta = Float64Array.of(6, 1, 4);
/** w = 6 / 2 = 3 and 1 / 0.5 = 2; b = 4 - 3 * 10 - 2 * -3 = -20. */
const raw = [3, 2, -20];

const rawOf = (parameters: Float64Array): number[] => {
  const out = new Float64Array(parameters.length);
  toRaw(parameters, scaling, out);
  return [...out];
};
const planeOf = (first: number, second: number): Plane => ({
  origin: theta,
  first: rawAxis(3, first, scaling),
  second: rawAxis(3, second, scaling),
});

describe('a plane over two parameters in the units of the file', () => {
  it('has the raw parameters as coordinates', () => {
    raw.forEach((value, j) => expect(coordinateOf(rawAxis(3, j, scaling), theta)).toBeCloseTo(value, 12));
  });

  it.each([
    [0, 1],
    [0, 2],
    [2, 1],
  ])('moves the raw parameters %i and %i and holds the third', (first, second) => {
    const moved = rawOf(pointOn(planeOf(first, second), { x: 7, y: -1 }));
    const wanted = raw.map((value, j) => (j === first ? 7 : j === second ? -1 : value));
    wanted.forEach((value, j) => expect(moved[j]).toBeCloseTo(value, 12));
  });

  it('has the slope along its axes that the chain rule gives for raw parameters', () => {
    const gradient = Float64Array.of(1, -2, 3);
    const wanted = new Float64Array(3);
    toRawGradient(gradient, scaling, wanted);
    expect(slopeOn(planeOf(0, 2), gradient)).toEqual({ x: wanted[0], y: wanted[2] });
    // By hand: 2 * 1 + 10 * 3 = 32, and 3.
    expect(slopeOn(planeOf(0, 2), gradient)).toEqual({ x: 32, y: 3 });
  });

  it('shows a step of training as the change of the raw parameters', () => {
    const step = Float64Array.of(-0.5, 0.25, 1);
    const after = rawOf(theta.map((value, j) => value + (step[j] ?? 0)));
    const seen = projectChange(planeOf(1, 2), step);
    expect(seen.x).toBeCloseTo((after[1] ?? NaN) - 2, 12);
    expect(seen.y).toBeCloseTo((after[2] ?? NaN) + 20, 12);
  });

  it('belongs to the set of its class', () => {
    const axis = rawAxis(6, 5, scaling);
    // b_2 = theta_5 - (10 / 2) theta_3 - (-3 / 0.5) theta_4, and nothing of the first class.
    expect([...axis.reader]).toEqual([0, 0, 0, -5, 6, 1]);
    expect([...axis.direction]).toEqual([0, 0, 0, 0, 0, 1]);
  });
});

describe('a plane over parameters as training has them', () => {
  it('has them as coordinates and moves nothing else', () => {
    const plane: Plane = { origin: theta, first: trainingAxis(3, 2), second: trainingAxis(3, 0) };
    expect(project(plane, theta)).toEqual({ x: 4, y: 6 });
    expect([...pointOn(plane, { x: -1, y: 8 })]).toEqual([8, 1, -1]);
  });
});

describe('a plane over two eigenvectors', () => {
  /** (0.6, 0.8, 0) and (-0.8, 0.6, 0), about (1, 1, 9). */
  const center = Float64Array.of(1, 1, 9);
  const plane: Plane = {
    origin: center,
    first: vectorAxis(Float64Array.of(0.6, 0.8, 0), center),
    second: vectorAxis(Float64Array.of(-0.8, 0.6, 0), center),
  };

  it('is 0, 0 at its centre', () => {
    expect(project(plane, center).x).toBeCloseTo(0, 15);
    expect(project(plane, center).y).toBeCloseTo(0, 15);
  });

  it('goes through the point along the vectors, and back', () => {
    // (1, 1, 9) + 5 (0.6, 0.8, 0) + 10 (-0.8, 0.6, 0) = (-4, 11, 9).
    const point = pointOn(plane, { x: 5, y: 10 });
    [-4, 11, 9].forEach((value, j) => expect(point[j]).toBeCloseTo(value, 12));
    expect(project(plane, point).x).toBeCloseTo(5, 12);
    expect(project(plane, point).y).toBeCloseTo(10, 12);
  });

  it('leaves out what a point has beside the plane', () => {
    const beside = Float64Array.of(-4, 11, -100);
    expect(project(plane, beside).x).toBeCloseTo(5, 12);
  });
});

describe('reading a trace of raw parameters', () => {
  it.each([
    ['raw', rawAxis(3, 2, scaling), 1],
    ['training', trainingAxis(3, 2), 3],
    ['eigen', vectorAxis(Float64Array.of(0.6, 0, 0.8), theta), 3],
  ])('gives the coordinate on a %s axis from the entries that count', (_, axis, count) => {
    const entries = readerOnRaw(axis, scaling);
    expect(entries).toHaveLength(count);
    const other = Float64Array.of(0.3, -7, 2);
    const rawOther = rawOf(other);
    const sum = entries.reduce((total, { index, factor }) => total + factor * (rawOther[index] ?? NaN), axis.offset);
    expect(sum).toBeCloseTo(coordinateOf(axis, other), 12);
  });
});

describe('a plane over standardised parameters of a run on the columns as they are', () => {
  const rawTheta = Float64Array.from(raw);
  const plane = (first: number, second: number): Plane => ({
    origin: rawTheta,
    first: standardisedAxis(3, first, scaling),
    second: standardisedAxis(3, second, scaling),
  });
  const standardisedOf = (parameters: Float64Array): number[] => {
    const out = new Float64Array(parameters.length);
    toTraining(parameters, scaling, out);
    return [...out];
  };

  it('has the standardised parameters as coordinates', () => {
    theta.forEach((value, j) => expect(coordinateOf(standardisedAxis(3, j, scaling), rawTheta)).toBeCloseTo(value, 12));
  });

  it.each([
    [0, 1],
    [0, 2],
    [2, 1],
  ])('moves the standardised parameters %i and %i and holds the third', (first, second) => {
    const moved = standardisedOf(pointOn(plane(first, second), { x: 7, y: -1 }));
    const wanted = [...theta].map((value, j) => (j === first ? 7 : j === second ? -1 : value));
    wanted.forEach((value, j) => expect(moved[j]).toBeCloseTo(value, 12));
  });

  it('has the slope that training on standardised columns has', () => {
    // dL/dw_std_1 = (dL/dw_1 - 10 dL/db) / 2 and dL/db_std = dL/db, by the chain rule.
    expect(slopeOn(plane(0, 2), Float64Array.of(32, -2, 3))).toEqual({ x: 1, y: 3 });
  });
});
