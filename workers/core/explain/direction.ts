import { dot } from '../training/vectors';
import { createRandom, fillNormal } from '../random/generator';
import { euclideanNorm } from '../training/norm';

/**
 * Directions u = ||g|| (cos(beta) along + sin(beta) across) in a plane that holds the gradient g: all as long as g, beta being the
 * angle between u and g. At 180 degrees u = -g.
 */
export interface Plane {
  gradientNorm: number;
  /** g / ||g||, and a vector of length 1 at a right angle to it. */
  along: Float64Array;
  across: Float64Array;
}

/** Of H on the plane: along'H along, along'H across, across'H across. */
export interface PlaneCurvature {
  along: number;
  mixed: number;
  across: number;
}

/** What is left of a vector beside the gradient is rounding below this share of it. */
const LEAST_SHARE = 1e-9;

const scaledBy = (v: Float64Array, factor: number): Float64Array => v.map((value) => value * factor);

/** Of length 1, at a right angle to `along`; null where nothing is left. Two passes, as one leaves rounding (Bjorck 1996, 2.4.4). */
const beside = (along: Float64Array, v: Float64Array): Float64Array | null => {
  const norm = euclideanNorm(v);
  if (!(norm > 0 && norm < Infinity)) return null;
  let rest = scaledBy(v, 1 / norm);
  for (let pass = 0; pass < 2; pass++) {
    const share = dot(along, rest);
    rest = rest.map((value, j) => value - share * along[j]!);
    const left = euclideanNorm(rest);
    if (!(left > LEAST_SHARE)) return null;
    rest = scaledBy(rest, 1 / left);
  }
  return rest;
};

/**
 * The plane of the gradient and the first of the vectors that does not lie along it; where all do, the axis of the free parameter on
 * which the gradient has the least. null where the gradient is 0 or not finite, or where there is one free parameter alone.
 */
export const planeOf = (
  gradient: Float64Array,
  vectors: readonly Float64Array[],
  free: readonly number[],
): Plane | null => {
  const gradientNorm = euclideanNorm(gradient);
  if (!(gradientNorm > 0 && gradientNorm < Infinity)) return null;
  const along = scaledBy(gradient, 1 / gradientNorm);
  for (const vector of vectors) {
    const across = beside(along, vector);
    if (across !== null) return { gradientNorm, along, across };
  }
  const [flattest] = [...free].sort((a, b) => Math.abs(along[a]!) - Math.abs(along[b]!));
  if (flattest === undefined) return null;
  const across = beside(along, along.map((_, j) => (j === flattest ? 1 : 0)));
  return across === null ? null : { gradientNorm, along, across };
};

/**
 * Across two parameters: what one gains the other gives so that, to first order, nothing changes: g_j e_i - g_i e_j, which is at a right angle
 * to g already. Where neither has a slope, e_i.
 */
export const exchangeOf = (gradient: Float64Array, i: number, j: number): Float64Array => {
  const out = new Float64Array(gradient.length);
  const isFlat = gradient[i] === 0 && gradient[j] === 0;
  out[i] = isFlat ? 1 : gradient[j]!;
  if (!isFlat) out[j] = -gradient[i]!;
  return out;
};

/** Independent N(0, 1) numbers for the free parameters, 0 for the others: a direction without preference. */
export const randomDirection = (seed: number, length: number, free: readonly number[]): Float64Array => {
  const numbers = new Float64Array(free.length);
  fillNormal(createRandom(seed), numbers);
  const out = new Float64Array(length);
  free.forEach((place, k) => (out[place] = numbers[k]!));
  return out;
};

const RADIANS = Math.PI / 180;
const QUARTERS: readonly (readonly [number, number])[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

/** Cosine and sine of an angle in degrees, exact at the quarter turns. */
export const turnOf = (degrees: number): readonly [cos: number, sin: number] => {
  const within = ((degrees % 360) + 360) % 360;
  if (within % 90 === 0) return QUARTERS[within / 90]!;
  return [Math.cos(within * RADIANS), Math.sin(within * RADIANS)];
};

/** u at beta degrees. */
export const directionAt = ({ gradientNorm, along, across }: Plane, degrees: number): Float64Array<ArrayBuffer> => {
  const [cos, sin] = turnOf(degrees);
  return Float64Array.from(along, (value, j) => gradientNorm * (cos * value + sin * across[j]!));
};

/** theta + eta u. */
export const pointAlong = (theta: Float64Array, u: Float64Array, learningRate: number): Float64Array<ArrayBuffer> =>
  Float64Array.from(theta, (value, j) => value + learningRate * u[j]!);

/** One after the other: theta + eta u(beta) for each of the angles. */
export const pointsAround = (
  theta: Float64Array,
  plane: Plane,
  learningRate: number,
  angles: readonly number[],
): Float64Array<ArrayBuffer> => {
  const points = new Float64Array(angles.length * theta.length);
  angles.forEach((angle, k) => points.set(pointAlong(theta, directionAt(plane, angle), learningRate), k * theta.length));
  return points;
};

/** k = ||u|| ||g||. */
export const scaleOf = ({ gradientNorm }: Plane): number => gradientNorm * gradientNorm;

/** eta u.g = eta k cos(beta). */
export const firstOrder = (plane: Plane, learningRate: number, degrees: number): number =>
  learningRate * scaleOf(plane) * turnOf(degrees)[0];

/** eta u.g + (eta^2 / 2) u'Hu; for a quadratic the change itself. */
export const secondOrder = (
  plane: Plane,
  { along, mixed, across }: PlaneCurvature,
  learningRate: number,
  degrees: number,
): number => {
  const [cos, sin] = turnOf(degrees);
  const bend = cos * cos * along + 2 * cos * sin * mixed + sin * sin * across;
  return learningRate * scaleOf(plane) * (cos + (learningRate / 2) * bend);
};

/** Of the products H along and H across. */
export const planeCurvature = (plane: Plane, ofAlong: Float64Array, ofAcross: Float64Array): PlaneCurvature => ({
  along: dot(plane.along, ofAlong),
  mixed: dot(plane.across, ofAlong),
  across: dot(plane.across, ofAcross),
});

/** The angle of the least second-order change: the least whole degree, then the zero of the derivative beside it by halving. */
export const leastAngle = (curvature: PlaneCurvature, learningRate: number): number => {
  const { along, mixed, across } = curvature;
  const bendAt = (degrees: number): number => {
    const [cos, sin] = turnOf(degrees);
    return cos + (learningRate / 2) * (cos * cos * along + 2 * cos * sin * mixed + sin * sin * across);
  };
  const slopeAt = (degrees: number): number => {
    const [cos, sin] = turnOf(degrees);
    return -sin + learningRate * (cos * sin * (across - along) + (cos * cos - sin * sin) * mixed);
  };
  let best = 180;
  for (let degrees = 0; degrees < 360; degrees++) if (bendAt(degrees) < bendAt(best)) best = degrees;
  let low = best - 1;
  let high = best + 1;
  if (slopeAt(best) === 0 || !(slopeAt(low) < 0 && slopeAt(high) > 0)) return best;
  for (let halving = 0; halving < 50; halving++) {
    const middle = (low + high) / 2;
    if (slopeAt(middle) < 0) low = middle;
    else high = middle;
  }
  return ((((low + high) / 2) % 360) + 360) % 360;
};

/**
 * The learning rate up to which, among the whole degrees and to second order, none beats 180; null where 180 wins at every rate. The change is
 * linear in eta once divided by it, so each degree gives way at a rate of its own,
 * eta = 2 (1 + c) / (s^2 (a - d) - 2 b c s), and the least of them counts.
 */
export const straightLimit = ({ along, mixed, across }: PlaneCurvature): number | null => {
  let least: number | null = null;
  for (let degrees = 0; degrees < 360; degrees++) {
    const [cos, sin] = turnOf(degrees);
    const gain = sin * sin * (along - across) - 2 * mixed * cos * sin;
    if (degrees === 180 || !(gain > 0)) continue;
    const rate = (2 * (1 + cos)) / gain;
    if (least === null || rate < least) least = rate;
  }
  return least;
};
