import type { ExactCoefficient, ExactSolution } from '../schema';
import type { Fit } from './fit';

/** Of Student's t with so many degrees of freedom. The core has no library, so they are handed in. */
export interface StudentT {
  cdf: (t: number, degreesOfFreedom: number) => number;
  quantile: (p: number, degreesOfFreedom: number) => number;
}

const CONFIDENCE = 0.95;

export const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/**
 * What the fit says under independent normal residuals of equal variance: with s^2 = RSS / (n - rank) the
 * standard error is s times the unit error, t = value / error, p = 2 P(T < -|t|), and the interval value -+
 * t_0.975 error. All of it is null without degrees of freedom; t is null for an error of 0, as p is where the
 * value is 0 too. A penalised fit has none of it, for the penalty draws its coefficients from where they would be.
 * Source: G. A. F. Seber, A. J. Lee, Linear Regression Analysis, 2nd ed., sections 3.3, 4.3 and 5.1.
 */
export const infer = (
  fit: Fit,
  student: StudentT,
): Pick<ExactSolution, 'coefficients' | 'degreesOfFreedom' | 'residualStandardDeviation' | 'rSquared' | 'loss'> & {
  residualSumOfSquares: number;
} => {
  const { nSamples, rank, residualSumOfSquares, totalSumOfSquares, isPenalised, leastLoss } = fit;
  const degreesOfFreedom = nSamples - rank;
  const deviation = degreesOfFreedom > 0 && !isPenalised ? Math.sqrt(residualSumOfSquares / degreesOfFreedom) : NaN;
  const reach = degreesOfFreedom > 0 ? student.quantile((1 + CONFIDENCE) / 2, degreesOfFreedom) : NaN;
  const coefficients = fit.coefficients.map(({ name, value, unitError, vif }): ExactCoefficient => {
    const estimate = value ?? NaN;
    const error = deviation * (unitError ?? NaN);
    const t = estimate / error;
    return {
      name,
      value: finiteOrNull(estimate),
      standardError: finiteOrNull(error),
      t: finiteOrNull(t),
      p: Number.isNaN(t) ? null : finiteOrNull(2 * student.cdf(-Math.abs(t), degreesOfFreedom)),
      low: finiteOrNull(estimate - reach * error),
      high: finiteOrNull(estimate + reach * error),
      vif: finiteOrNull(vif ?? NaN),
    };
  });
  return {
    coefficients,
    degreesOfFreedom,
    residualStandardDeviation: finiteOrNull(deviation),
    rSquared: totalSumOfSquares > 0 ? finiteOrNull(1 - residualSumOfSquares / totalSumOfSquares) : null,
    loss: leastLoss,
    residualSumOfSquares,
  };
};
