import { describe, expect, it } from 'vitest';
import {
  directionAt,
  exchangeOf,
  firstOrder,
  leastAngle,
  planeCurvature,
  planeOf,
  pointsAround,
  randomDirection,
  scaleOf,
  secondOrder,
  straightLimit,
  turnOf,
  type Plane,
} from '../../../../workers/core/explain/direction';

const H = [
  [3, 1, 0.5],
  [1, 2, -0.25],
  [0.5, -0.25, 0.75],
];
const times = (v: Float64Array): Float64Array => Float64Array.from(H, (row) => row.reduce((sum, h, j) => sum + h * v[j]!, 0));
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((sum, x, j) => sum + x * b[j]!, 0);
/** theta'H theta / 2 + c.theta: another way to the same numbers than Taylor's. */
const C = [1, -2, 0.5];
const quadratic = (theta: Float64Array): number => dot(theta, times(theta)) / 2 + dot(C, theta);
const slopeAt = (theta: Float64Array): Float64Array => times(theta).map((value, j) => value + C[j]!);

const THETA = Float64Array.of(0.7, -1.2, 2);
const FREE = [0, 1, 2];
const planeAt = (second: Float64Array): Plane => {
  const plane = planeOf(slopeAt(THETA), [second], FREE);
  if (plane === null) throw new Error('There is a slope here.');
  return plane;
};
const curvatureIn = (plane: Plane) => planeCurvature(plane, times(plane.along), times(plane.across));

describe('the plane of the gradient and another vector', () => {
  it('has two sides of length 1 at a right angle, the first along the gradient (3, 4): (0.6, 0.8) and (0.8, -0.6) towards (1, 0)', () => {
    const plane = planeOf(Float64Array.of(3, 4), [Float64Array.of(1, 0)], [0, 1])!;
    expect(plane.gradientNorm).toBe(5);
    [0.6, 0.8].forEach((value, j) => expect(plane.along[j]).toBeCloseTo(value, 15));
    [0.8, -0.6].forEach((value, j) => expect(plane.across[j]).toBeCloseTo(value, 15));
  });

  it('passes over a vector that lies along the gradient, takes the next one, and in the end the axis of the least slope', () => {
    const gradient = Float64Array.of(3, 4, 1);
    const next = planeOf(gradient, [Float64Array.of(-6, -8, -2), Float64Array.of(4, -3, 0)], FREE)!;
    [0.8, -0.6, 0].forEach((value, j) => expect(next.across[j]).toBeCloseTo(value, 14));
    const axis = planeOf(gradient, [gradient, new Float64Array(3), Float64Array.of(NaN, 0, 0)], FREE)!;
    expect(Math.abs(dot(axis.along, axis.across))).toBeLessThan(1e-15);
    expect(axis.across[2]).toBeGreaterThan(0.9);
  });

  it('is none at a minimum, where the gradient has run away, and for one parameter alone', () => {
    const second = [Float64Array.of(1, 0)];
    expect(planeOf(new Float64Array(2), second, [0, 1])).toBeNull();
    expect(planeOf(Float64Array.of(Infinity, 1), second, [0, 1])).toBeNull();
    expect(planeOf(Float64Array.of(2, 0), second, [0])).toBeNull();
  });

  it('stays at a right angle to 1e-15 where the second vector is the gradient but for its seventh digit', () => {
    const plane = planeOf(Float64Array.of(1, 2, 3), [Float64Array.of(1 + 1e-7, 2, 3)], FREE)!;
    expect(Math.abs(dot(plane.along, plane.across))).toBeLessThan(1e-15);
    expect(dot(plane.across, plane.across)).toBeCloseTo(1, 14);
  });

  it('across two parameters holds the exchange of the two, which has no slope: g = (3, 4, 1), exchange of 0 and 1 (4, -3, 0)', () => {
    expect([...exchangeOf(Float64Array.of(3, 4, 1), 0, 1)]).toEqual([4, -3, 0]);
    expect([...exchangeOf(Float64Array.of(0, 0, 1), 0, 1)]).toEqual([1, 0, 0]);
  });

  it('draws the same direction for a seed, and leaves a parameter that is held where it is', () => {
    const drawn = randomDirection(3, 4, [0, 1, 2]);
    expect([...randomDirection(3, 4, [0, 1, 2])]).toEqual([...drawn]);
    expect([...randomDirection(4, 4, [0, 1, 2])]).not.toEqual([...drawn]);
    expect(drawn[3]).toBe(0);
  });
});

describe('a direction of the dial', () => {
  it('is exactly -g at 180 degrees and exactly g at 0 and 360, where g is (3, 4)', () => {
    const plane = planeOf(Float64Array.of(3, 4), [Float64Array.of(1, 0)], [0, 1])!;
    expect([...directionAt(plane, 0)]).toEqual([5 * plane.along[0]!, 5 * plane.along[1]!]);
    expect([...directionAt(plane, 180)]).toEqual([...directionAt(plane, 0)].map((value) => -value));
    expect([...directionAt(plane, 360)]).toEqual([...directionAt(plane, 0)]);
    expect(turnOf(-90)).toEqual([0, -1]);
  });

  it('is as long as g and at the angle beta to it at every degree', () => {
    const plane = planeAt(Float64Array.of(0, 0, 1));
    const g = slopeAt(THETA);
    for (let beta = 0; beta < 360; beta += 7) {
      const u = directionAt(plane, beta);
      expect(Math.sqrt(dot(u, u)) / plane.gradientNorm).toBeCloseTo(1, 13);
      expect(dot(u, g) / scaleOf(plane)).toBeCloseTo(Math.cos((beta * Math.PI) / 180), 13);
    }
  });

  it('changes the loss to first order by eta k cos(beta), as central differences say', () => {
    const plane = planeAt(Float64Array.of(1, 1, 0));
    const h = 1e-6;
    for (const beta of [0, 33, 90, 180, 250]) {
      const u = directionAt(plane, beta);
      const ahead = quadratic(THETA.map((value, j) => value + h * u[j]!));
      const behind = quadratic(THETA.map((value, j) => value - h * u[j]!));
      expect(firstOrder(plane, 1, beta)).toBeCloseTo((ahead - behind) / (2 * h), 5);
    }
  });

  it('changes a quadratic to second order by what it really changes, to 1e-12 relative, at any angle and rate', () => {
    const plane = planeAt(Float64Array.of(0.3, -1, 2));
    const curvature = curvatureIn(plane);
    for (const eta of [0.01, 0.4, 3]) {
      for (let beta = 0; beta < 360; beta += 15) {
        const after = quadratic(pointsAround(THETA, plane, eta, [beta]));
        const foretold = quadratic(THETA) + secondOrder(plane, curvature, eta, beta);
        expect(Math.abs(foretold - after)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(after), Math.abs(quadratic(THETA))));
      }
    }
  });
});

describe('the least point over the angles', () => {
  const ofGrid = (plane: Plane, eta: number): number => {
    let best = 0;
    for (let beta = 0; beta < 360; beta += 0.01) {
      const value = quadratic(pointsAround(THETA, plane, eta, [beta]));
      if (value < quadratic(pointsAround(THETA, plane, eta, [best]))) best = beta;
    }
    return best;
  };

  it.each([0.001, 0.2, 0.8, 4])('at eta %d is where 36,000 angles tried one by one have it', (eta) => {
    const plane = planeAt(Float64Array.of(0, 1, 0));
    expect(Math.abs(leastAngle(curvatureIn(plane), eta) - ofGrid(plane, eta))).toBeLessThan(0.011);
  });

  it('is 180 degrees for a round bowl at every rate, and no rate ends that', () => {
    const round = { along: 2, mixed: 0, across: 2 };
    for (const eta of [1e-6, 0.5, 1, 100]) expect(leastAngle(round, eta)).toBe(180);
    expect(straightLimit(round)).toBeNull();
  });

  it('leaves 180 degrees at 1 / (a - d) where the gradient lies along the steep axis: a = 5, d = 1, from 0.25 on', () => {
    const valley = { along: 5, mixed: 0, across: 1 };
    expect(straightLimit(valley)).toBeCloseTo(0.25, 4);
    expect(leastAngle(valley, 0.24)).toBe(180);
    expect(Math.abs(leastAngle(valley, 0.4) - 180)).toBeGreaterThan(40);
  });

  it('has the limit at which one of the whole degrees tried one by one first beats 180', () => {
    const plane = planeAt(Float64Array.of(0, 1, 0));
    const limit = straightLimit(curvatureIn(plane))!;
    const isStraightBest = (eta: number): boolean => {
      const straight = quadratic(pointsAround(THETA, plane, eta, [180]));
      return Array.from({ length: 360 }, (_, beta) => beta).every(
        (beta) => quadratic(pointsAround(THETA, plane, eta, [beta])) >= straight,
      );
    };
    expect(isStraightBest(limit * 0.999)).toBe(true);
    expect(isStraightBest(limit * 1.001)).toBe(false);
  });
});
