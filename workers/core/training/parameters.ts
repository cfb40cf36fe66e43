import type { InitialParameters, Scaling } from '../schema';
import { createRandom, fillNormal } from '../random/generator';

/**
 * Training runs on z_j = (x_j - mean_j) / scale_j with theta = [w..., b]; people see the units of the file.
 * All functions write d + 1 numbers to `out`, which may be the input itself only where that is said.
 */

/**
 * w_raw_j = w_j / scale_j,  b_raw = b - sum_j w_j mean_j / scale_j (summed in that order). `out` may be
 * `theta`.
 */
export const toRaw = (theta: Float64Array, { means, scales }: Scaling, out: Float64Array): void => {
  const d = means.length;
  let bias = theta[d]!;
  for (let j = 0; j < d; j++) {
    const weight = theta[j]! / scales[j]!;
    bias -= weight * means[j]!;
    out[j] = weight;
  }
  out[d] = bias;
};

/** w_j = w_raw_j scale_j,  b = b_raw + sum_j w_raw_j mean_j. `out` may be `raw`. */
export const toTraining = (raw: Float64Array, { means, scales }: Scaling, out: Float64Array): void => {
  const d = means.length;
  let bias = raw[d]!;
  for (let j = 0; j < d; j++) {
    bias += raw[j]! * means[j]!;
    out[j] = raw[j]! * scales[j]!;
  }
  out[d] = bias;
};

/**
 * By the chain rule dL/dw_raw_j = scale_j dL/dw_j + mean_j dL/db,  dL/db_raw = dL/db. `out` may be
 * `gradient`.
 */
export const toRawGradient = (
  gradient: Float64Array,
  { means, scales }: Scaling,
  out: Float64Array,
): void => {
  const d = means.length;
  const ofBias = gradient[d]!;
  for (let j = 0; j < d; j++) out[j] = scales[j]! * gradient[j]! + means[j]! * ofBias;
  out[d] = ofBias;
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

/** The first theta. Random ones are N(0, 1) in the training space, where all features have the same scale. */
export const initialTheta = (init: InitialParameters, scaling: Scaling): Float64Array<ArrayBuffer> => {
  const theta = new Float64Array(scaling.means.length + 1);
  if (init.kind === 'random') fillNormal(createRandom(init.seed), theta);
  if (init.kind === 'given') toTraining(Float64Array.from([...init.weights, init.bias]), scaling, theta);
  return theta;
};
