/**
 * The share of the distance to the optimum that a step leaves at worst: max |1 - eta lambda| over the
 * eigenvalues above 0 (along the others nothing changes). Below 1 descent with the constant learning rate eta
 * converges.
 * Source: Y. Nesterov, Introductory Lectures on Convex Optimization, 2004, section 2.1.5.
 */
export const contraction = (eigenvalues: readonly number[], learningRate: number): number =>
  eigenvalues.reduce(
    (worst, lambda) => (lambda > 0 ? Math.max(worst, Math.abs(1 - learningRate * lambda)) : worst),
    0,
  );

/**
 * Steps after which the distance is at most 10^-digits of the first one; null where descent does not
 * converge.
 */
export const stepsForDigits = (
  eigenvalues: readonly number[],
  learningRate: number,
  digits: number,
): number | null => {
  const share = contraction(eigenvalues, learningRate);
  if (!(share < 1)) return null;
  return share === 0 ? 1 : Math.ceil((-digits * Math.LN10) / Math.log(share));
};

/**
 * The loss of constant-rate descent on a quadratic after so many steps, without taking them:
 * L_t = L* + sum_i (lambda_i / 2) c_i^2 (1 - eta lambda_i)^(2 t), with c_i the first distance to the optimum along the
 * eigenvector of lambda_i. For curves and advice, not for bits: it takes powers.
 * Source: Y. Nesterov, Introductory Lectures on Convex Optimization, 2004, section 2.1.
 */
export const predictedLoss = (
  eigenvalues: readonly number[],
  startGaps: readonly number[],
  leastLoss: number,
  learningRate: number,
  step: number,
): number =>
  eigenvalues.reduce((loss, lambda, i) => {
    const gap = startGaps[i]!;
    if (lambda === 0 || gap === 0) return loss;
    return loss + (lambda / 2) * gap * gap * Math.abs(1 - learningRate * lambda) ** (2 * step);
  }, leastLoss);
