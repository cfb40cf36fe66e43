import { LOSSES } from '../losses/catalogue';
import type { ExactSolution, LossKind, RunSettings, StopReason } from '../schema';
import { counted } from '../text/counted';
import { shortNumber } from '../text/shortNumber';

/** A quantity of the exact solution may be off by so many standard errors: its interval is then moved by 1/40 of its length. */
export const MOST_ERRORS_APART = 0.1;

const WITH_ERRORS: readonly LossKind[] = ['squared', 'logistic', 'poisson'];

export interface IntervalCase {
  settings: Pick<RunSettings, 'penalty' | 'loss' | 'averageFrom'>;
  stopReason: StopReason | null;
  /** null: it is not to be had, or not yet. */
  solution: Pick<ExactSolution, 'coefficients' | 'nSamples' | 'dependentColumns'> | null;
  /** Of the model in the order of the solution's coefficients, the intercept first. */
  parameters: readonly number[];
}

/** How many standard errors the parameter that is farthest off lies from its exact value. */
const farthest = ({ coefficients }: NonNullable<IntervalCase['solution']>, parameters: readonly number[]) =>
  coefficients
    .map(({ name, value, standardError }, k) => {
      const distance = Math.abs((parameters[k] ?? NaN) - (value ?? NaN));
      // Of a fit without any error a rounding would be beyond all measure.
      const rounding = 1e-9 * Math.abs(value ?? 0);
      return { name, apart: distance <= rounding ? 0 : distance / (standardError ?? NaN) };
    })
    .reduce((worst, one) => (one.apart <= worst.apart || Number.isNaN(worst.apart) ? worst : one), { name: '', apart: 0 });

/**
 * Why there are no confidence intervals for the coefficients of a model, in one sentence; null where those of the exact
 * solution hold for them. Intervals are for the unpenalised minimum of a likelihood, with more rows than coefficients, and for
 * parameters that are this minimum.
 * Source: Draper and Smith, Applied Regression Analysis (1998), section 1.4; Agresti, Categorical Data Analysis (2013), section 5.2.
 */
export const intervalRefusal = ({ settings, stopReason, solution, parameters }: IntervalCase): string | null => {
  const { penalty, loss, averageFrom } = settings;
  if (penalty.l1 > 0 || penalty.l2 > 0) {
    return 'A penalty pulls the coefficients towards 0, and the usual standard errors are for fits without one.';
  }
  if (!WITH_ERRORS.includes(loss.kind)) {
    return `There are standard errors for squared, logistic and Poisson loss here, and none for the loss ${LOSSES[loss.kind].title}.`;
  }
  if (averageFrom !== null) return 'The result is a mean of parameters over steps, not the minimum that standard errors are for.';
  if (stopReason === 'validation') return 'Training was stopped early by the validation loss, before the minimum that standard errors are for.';
  if (solution === null) return 'The exact solution, from which standard errors come, is not there: the data are too large for it, or it is still being computed.';
  const [dependent] = solution.dependentColumns;
  if (dependent) return `Column "${dependent.name}" is a combination of others, so that the coefficients are not determined.`;
  const nCoefficients = solution.coefficients.length;
  if (solution.coefficients.some(({ standardError }) => standardError === null)) {
    return solution.nSamples <= nCoefficients
      ? `${counted(solution.nSamples, 'row')} for ${counted(nCoefficients, 'coefficient')} leave none to estimate an error from.`
      : 'The exact solution has no standard errors: its curvature cannot be inverted.';
  }
  const { name, apart } = farthest(solution, parameters);
  if (apart <= MOST_ERRORS_APART) return null;
  return Number.isFinite(apart)
    ? `Training has not come to the minimum: "${name}" is ${shortNumber(apart, 3)} standard errors from its exact value, and ${MOST_ERRORS_APART} are allowed.`
    : 'The parameters are not finite.';
};
