import type { InitialParameters, Scaling } from '../schema';
import { createRandom, fillNormal } from '../random/generator';

/**
 * Training runs on z_j = (x_j - mean_j) / scale_j with theta = [w..., b], one such set after the other for each output;
 * people see the units of the file. All functions take whole sets and write as many numbers to `out`, which may be the
 * input itself only where that is said.
 */

const forEachSet = (
  numbers: Float64Array,
  { means }: Scaling,
  out: Float64Array,
  work: (set: Float64Array, out: Float64Array) => void,
): void => {
  const length = means.length + 1;
  if (numbers.length === length) work(numbers, out);
  else for (let at = 0; at < numbers.length; at += length) work(numbers.subarray(at, at + length), out.subarray(at));
};

/**
 * w_raw_j = w_j / scale_j,  b_raw = b - sum_j w_j mean_j / scale_j (summed in that order). `out` may be
 * `theta`.
 */
export const toRaw = (theta: Float64Array, scaling: Scaling, out: Float64Array): void => {
  const { means, scales } = scaling;
  const d = means.length;
  forEachSet(theta, scaling, out, (set, raw) => {
    let bias = set[d]!;
    for (let j = 0; j < d; j++) {
      const weight = set[j]! / scales[j]!;
      bias -= weight * means[j]!;
      raw[j] = weight;
    }
    raw[d] = bias;
  });
};

/** w_j = w_raw_j scale_j,  b = b_raw + sum_j w_raw_j mean_j. `out` may be `raw`. */
export const toTraining = (raw: Float64Array, scaling: Scaling, out: Float64Array): void => {
  const { means, scales } = scaling;
  const d = means.length;
  forEachSet(raw, scaling, out, (set, theta) => {
    let bias = set[d]!;
    for (let j = 0; j < d; j++) {
      bias += set[j]! * means[j]!;
      theta[j] = set[j]! * scales[j]!;
    }
    theta[d] = bias;
  });
};

/**
 * By the chain rule dL/dw_raw_j = scale_j dL/dw_j + mean_j dL/db,  dL/db_raw = dL/db. `out` may be
 * `gradient`.
 */
export const toRawGradient = (
  gradient: Float64Array,
  scaling: Scaling,
  out: Float64Array,
): void => {
  const { means, scales } = scaling;
  const d = means.length;
  forEachSet(gradient, scaling, out, (set, raw) => {
    const ofBias = set[d]!;
    for (let j = 0; j < d; j++) raw[j] = scales[j]! * set[j]! + means[j]! * ofBias;
    raw[d] = ofBias;
  });
};

/**
 * What the next step adds to the raw parameters: -eta g_j / scale_j to weight j and
 * -eta (g_b - sum_j mean_j g_j / scale_j) to the bias. The step is taken in the training space, so with
 * scaling it is not along the raw gradient. `out` may be `gradient`.
 */
export const toRawChange = (
  gradient: Float64Array,
  learningRate: number,
  scaling: Scaling,
  out: Float64Array,
): void => {
  toRaw(gradient, scaling, out);
  for (let j = 0; j < out.length; j++) out[j] = -learningRate * out[j]!;
};

/**
 * The first theta. Random ones are N(0, 1) in the training space, where all features have the same scale; given ones are
 * those of one output. Without an intercept the biases are 0.
 */
export const initialTheta = (
  init: InitialParameters,
  scaling: Scaling,
  { nOutputs = 1, intercept = true }: { nOutputs?: number; intercept?: boolean } = {},
): Float64Array<ArrayBuffer> => {
  const d = scaling.means.length;
  const theta = new Float64Array(nOutputs * (d + 1));
  if (init.kind === 'random') fillNormal(createRandom(init.seed), theta);
  if (init.kind === 'point') theta.set(init.theta);
  if (init.kind === 'given') toTraining(Float64Array.from([...init.weights, init.bias]), scaling, theta);
  if (!intercept) for (let at = d; at < theta.length; at += d + 1) theta[at] = 0;
  return theta;
};
