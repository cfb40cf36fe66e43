import type { Scaling } from '../schema';
import { toRaw, toRawGradient, toTraining } from '../training/parameters';
import { dot } from '../training/vectors';

type Numbers = Float64Array<ArrayBuffer>;

/**
 * One of the two directions of a plane through the space in which training runs. A step of 1 along the axis adds `direction` to
 * theta; a point's coordinate is reader . theta + offset. The readers of the two axes are dual to their directions.
 */
export interface PlaneAxis {
  direction: Numbers;
  reader: Numbers;
  offset: number;
}

/** theta(x, y) = origin + (x - x of the origin) first + (y - y of the origin) second. */
export interface Plane {
  origin: Numbers;
  first: PlaneAxis;
  second: PlaneAxis;
}

export interface Point {
  x: number;
  y: number;
}

const unit = (length: number, j: number): Numbers => {
  const vector = new Float64Array(length);
  vector[j] = 1;
  return vector;
};

/** Parameter j as training has it: coordinate theta_j. */
export const trainingAxis = (length: number, j: number): PlaneAxis => ({
  direction: unit(length, j),
  reader: unit(length, j),
  offset: 0,
});

/**
 * Parameter j in the units of the file, the other raw parameters held. Raw and training units differ by a linear map T
 * (theta = T raw), so the direction is T e_j = scale_j e_j + mean_j e_b, and the reader row j of the inverse of T:
 * e_j / scale_j for a weight, e_b - sum_j (mean_j / scale_j) e_j for a bias.
 */
export const rawAxis = (length: number, j: number, scaling: Scaling): PlaneAxis => {
  const { means, scales } = scaling;
  const direction = unit(length, j);
  toTraining(direction, scaling, direction);
  const reader = unit(length, j);
  const set = means.length + 1;
  const within = j % set;
  if (within < means.length) reader[j] = 1 / scales[within]!;
  else for (let k = 0; k < means.length; k++) reader[j - means.length + k] = -means[k]! / scales[k]!;
  return { direction, reader, offset: 0 };
};

/**
 * Parameter j of columns standardised by `moments`, where training runs on the columns as they are: theta = T^-1 standardised,
 * with the map T of rawAxis, so that direction and reader change places: e_j / scale_j - (mean_j / scale_j) e_b with reader
 * scale_j e_j for a weight, e_b with reader e_b + sum_j mean_j e_j for a bias.
 */
export const standardisedAxis = (length: number, j: number, moments: Scaling): PlaneAxis => {
  const { means, scales } = moments;
  const direction = unit(length, j);
  toRaw(direction, moments, direction);
  const reader = unit(length, j);
  const within = j % (means.length + 1);
  if (within < means.length) reader[j] = scales[within]!;
  else for (let k = 0; k < means.length; k++) reader[j - means.length + k] = means[k]!;
  return { direction, reader, offset: 0 };
};

/** Along a vector of length 1, such as an eigenvector: the coordinate is 0 at `center`. */
export const vectorAxis = (vector: Numbers, center: Float64Array): PlaneAxis => ({
  direction: vector,
  reader: vector,
  offset: -dot(vector, center),
});

/** Where theta lies on an axis. */
export const coordinateOf = ({ reader, offset }: PlaneAxis, theta: Float64Array): number => dot(reader, theta) + offset;

/** Theta seen on the plane: what it has beside the plane is left out. */
export const project = ({ first, second }: Plane, theta: Float64Array): Point => ({
  x: coordinateOf(first, theta),
  y: coordinateOf(second, theta),
});

/** A change of theta seen on the plane. */
export const projectChange = ({ first, second }: Plane, change: Float64Array): Point => ({
  x: dot(first.reader, change),
  y: dot(second.reader, change),
});

/** (dL/dx, dL/dy) by the chain rule: the slope of the loss along the two directions. */
export const slopeOn = ({ first, second }: Plane, gradient: Float64Array): Point => ({
  x: dot(first.direction, gradient),
  y: dot(second.direction, gradient),
});

/** theta(x, y), written to `out` from `at` on. */
export const fillPoint = (plane: Plane, { x, y }: Point, out: Float64Array, at = 0): void => {
  const { origin, first, second } = plane;
  const alongFirst = x - coordinateOf(first, origin);
  const alongSecond = y - coordinateOf(second, origin);
  for (let j = 0; j < origin.length; j++) {
    out[at + j] = origin[j]! + alongFirst * first.direction[j]! + alongSecond * second.direction[j]!;
  }
};

export const pointOn = (plane: Plane, at: Point): Numbers => {
  const theta = new Float64Array(plane.origin.length);
  fillPoint(plane, at, theta);
  return theta;
};

/**
 * The same reading for parameters in the units of the file: reader . theta = (T' reader) . raw, T' being the map of gradients
 * to raw units. Only the entries that are not 0, so that a trace of many columns is read at two of them.
 */
export const readerOnRaw = (axis: PlaneAxis, scaling: Scaling): { index: number; factor: number }[] => {
  const factors = new Float64Array(axis.reader.length);
  toRawGradient(axis.reader, scaling, factors);
  return [...factors].flatMap((factor, index) => (factor === 0 ? [] : [{ index, factor }]));
};
