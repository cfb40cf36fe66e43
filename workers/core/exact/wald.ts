import { finiteOrNull } from './inference';
import type { ExactCoefficient, Scaling } from '../schema';
import { toRaw } from '../training/parameters';
import type { Optimum } from '../training/trainTask';
import { INTERCEPT_NAME } from './basis';

export interface WaldOptions {
  /** Of the columns of the design. */
  columnNames: readonly string[];
  /** Labels where each class has a set of parameters; null: there is one. */
  classNames: readonly string[] | null;
  intercept: boolean;
  scaling: Scaling;
  nSamples: number;
  /** Where n times the mean loss is the negative log-likelihood. */
  isLikelihood: boolean;
  /** Of the standard normal distribution. The core has no library, so it is handed in. */
  normalCdf: (z: number) => number;
}

/** Its 0.975 quantile. */
const REACH = 1.959963984540054;

/**
 * Coefficients in the units of the file, the intercept first, with standard errors sqrt([H^-1]_jj / n) of the inverse Fisher
 * information, z = value / error (as `t`), two-sided p, and the interval value -+ z_0.975 error (Wald). All but the value is
 * null where the loss is no likelihood or the Hessian singular.
 * Source: A. Agresti, Categorical Data Analysis, 3rd ed., sections 1.3 and 5.2.
 */
export const waldCoefficients = (
  { theta, curvature }: Pick<Optimum, 'theta' | 'curvature'>,
  { columnNames, classNames, intercept, scaling, nSamples, isLikelihood, normalCdf }: WaldOptions,
): ExactCoefficient[] => {
  const raw = new Float64Array(theta.length);
  toRaw(theta, scaling, raw);
  const d = columnNames.length;
  const variances = isLikelihood ? curvature?.unitVariances : null;
  const coefficient = (name: string, place: number): ExactCoefficient => {
    const value = raw[place]!;
    const error = variances ? Math.sqrt(variances[place]! / nSamples) : NaN;
    const z = value / error;
    return {
      name,
      value,
      standardError: finiteOrNull(error),
      t: finiteOrNull(z),
      p: finiteOrNull(2 * normalCdf(-Math.abs(z))),
      low: finiteOrNull(value - REACH * error),
      high: finiteOrNull(value + REACH * error),
      vif: null,
    };
  };
  const ofSet = (prefix: string, start: number): ExactCoefficient[] => [
    ...(intercept ? [coefficient(`${prefix}${INTERCEPT_NAME}`, start + d)] : []),
    ...columnNames.map((name, j) => coefficient(`${prefix}${name}`, start + j)),
  ];
  return classNames ? classNames.flatMap((name, k) => ofSet(`${name} `, k * (d + 1))) : ofSet('', 0);
};
