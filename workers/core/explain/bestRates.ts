/**
 * The constants with which three methods are fastest on a quadratic whose eigenvalues lie in [least, largest], and the share of
 * the distance to the optimum that a step then leaves in the long run. With m and L the least and the largest:
 *   descent     eta = 2 / (L + m)                      (L - m) / (L + m)
 *   heavy ball  eta = 4 / (sqrt L + sqrt m)^2          (sqrt L - sqrt m) / (sqrt L + sqrt m), momentum its square
 *   Nesterov    eta = 1 / L                            at most sqrt(1 - sqrt(m / L)),
 *               momentum (sqrt L - sqrt m) / (sqrt L + sqrt m)
 * Sources: B. T. Polyak, Some methods of speeding up the convergence of iteration methods (1964); Y. Nesterov, Introductory
 * Lectures on Convex Optimization, 2004, sections 2.1.5 and 2.2.1. 0 < least <= largest.
 */
export interface BestRates {
  descent: { learningRate: number };
  heavyBall: { learningRate: number; momentum: number };
  nesterov: { learningRate: number; momentum: number };
}

export const bestRates = (least: number, largest: number): BestRates => {
  const [short, long] = [Math.sqrt(least), Math.sqrt(largest)];
  const share = (long - short) / (long + short);
  return {
    descent: { learningRate: 2 / (largest + least) },
    heavyBall: { learningRate: 4 / (long + short) ** 2, momentum: share * share },
    nesterov: { learningRate: 1 / largest, momentum: share },
  };
};
