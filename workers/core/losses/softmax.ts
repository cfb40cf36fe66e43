/**
 * The loss of a row with K classes, of which number y is true, at the linear predictors eta of all of them:
 * l = log(sum_k exp(eta_k)) - eta_y, dl/deta_k = p_k - [k = y], H v = p * v - (p . v) p, with the probabilities
 * p_k = exp(eta_k) / sum_m exp(eta_m). Exponents are taken of eta_k - max eta, so that none overflows and one is 1.
 * Source: C. M. Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4.
 */

/** p, summed in the order of the classes. `out` may be `eta`. */
export const softmaxProbabilities = (eta: Float64Array, out: Float64Array): void => {
  const largest = eta.reduce((max, value) => Math.max(max, value), -Infinity);
  let sum = 0;
  for (let k = 0; k < eta.length; k++) {
    out[k] = Math.exp(eta[k]! - largest);
    sum += out[k]!;
  }
  for (let k = 0; k < eta.length; k++) out[k] = out[k]! / sum;
};

export const softmaxValue = (eta: Float64Array, y: number): number => {
  const largest = eta.reduce((max, value) => Math.max(max, value), -Infinity);
  const sum = eta.reduce((total, value) => total + Math.exp(value - largest), 0);
  return largest - eta[y]! + Math.log(sum);
};

/** K slopes go to `out`, which may be `eta`. */
export const softmaxSlopes = (eta: Float64Array, y: number, out: Float64Array): void => {
  softmaxProbabilities(eta, out);
  out[y] = out[y]! - 1;
};

/** The product of the K x K Hessian diag(p) - p p' with v goes to `out`, which must be neither of the others. */
export const softmaxHessianProduct = (eta: Float64Array, v: Float64Array, out: Float64Array): void => {
  softmaxProbabilities(eta, out);
  const mean = out.reduce((sum, p, k) => sum + p * v[k]!, 0);
  for (let k = 0; k < out.length; k++) out[k] = out[k]! * (v[k]! - mean);
};
