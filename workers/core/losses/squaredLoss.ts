/**
 * Mean squared error L(w, b) = (1/n) sum_i r_i^2 with r_i = w . x_i + b - y_i, and its gradient
 * dL/dw_j = (2/n) sum_i r_i x_ij, dL/db = (2/n) sum_i r_i.
 * `sums` holds [sum_i r_i x_i1, ..., sum_i r_i x_id, sum_i r_i, sum_i r_i^2]; the d + 1 numbers of the
 * gradient are written to `gradient` and the loss is returned.
 */
export const finishSquaredLoss = (sums: Float64Array, nSamples: number, gradient: Float64Array): number => {
  const factor = 2 / nSamples;
  for (let j = 0; j < gradient.length; j++) gradient[j] = factor * sums[j]!;
  return sums[gradient.length]! / nSamples;
};

export const SQUARED_LOSS_FORMULA = 'L(w, b) = (1/n) sum_i (w . x_i + b - y_i)^2';
