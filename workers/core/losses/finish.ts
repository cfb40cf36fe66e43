import type { LossSettings } from '../schema';

/**
 * What the kernels leave out of each slope and curvature, for it is the same in every row: the 2 of the square.
 */
const rowFactor = ({ kind }: LossSettings): number => (kind === 'squared' ? 2 : 1);

/**
 * The mean loss L = (1/n) sum_i l(eta_i, y_i) and its gradient dL/dw_j = (1/n) sum_i l'(eta_i) x_ij, dL/db = (1/n) sum_i
 * l'(eta_i), with eta_i = w . x_i + b and l' the slope of the row's loss (workers/core/losses/row.ts).
 * `sums` holds, in the order of theta, sum_i s_i x_ij and sum_i s_i of each output, and then sum_i l_i; s_i = l'(eta_i) but
 * for squared loss, where it is the residual, half of it. The gradient is written to `gradient`, which may be the head of
 * `sums`; the loss is returned.
 */
export const finishGradient = (
  loss: LossSettings,
  sums: Float64Array,
  nSamples: number,
  gradient: Float64Array,
): number => {
  const meanLoss = sums[gradient.length]! / nSamples;
  const factor = rowFactor(loss) / nSamples;
  for (let j = 0; j < gradient.length; j++) gradient[j] = factor * sums[j]!;
  return meanLoss;
};

/**
 * H v = (1/n) sum_i l''(eta_i) (v . x~_i) x~_i with x~ = [x, 1], from `sums` in the order of theta: those of
 * c_i (v . x~_i) x~_i with c_i = l''(eta_i) but for squared loss, where it is 1, half of it. `out` may be the head of
 * `sums`.
 */
export const finishHessianProduct = (
  loss: LossSettings,
  sums: Float64Array,
  nSamples: number,
  out: Float64Array,
): void => {
  const factor = rowFactor(loss) / nSamples;
  for (let j = 0; j < out.length; j++) out[j] = factor * sums[j]!;
};
