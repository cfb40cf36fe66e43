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
