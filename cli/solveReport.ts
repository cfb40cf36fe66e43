import type { ExactSolution } from '../workers/core/schema';
import { count, counted, cut, duration, facts, number, printable, table } from './format';

export const solveJson = (solution: ExactSolution): string =>
  JSON.stringify(
    {
      coefficients: solution.coefficients.map(({ name, value, standardError, t, p, low, high, vif }) => ({
        name,
        value,
        standardError,
        t,
        p,
        low,
        high,
        vif,
      })),
      rSquared: solution.rSquared,
      residualStandardDeviation: solution.residualStandardDeviation,
      rank: solution.rank,
      conditionNumber: solution.conditionNumber,
      lambdaMax: solution.lambdaMax,
      lambdaMin: solution.lambdaMin,
      divergenceLimit: solution.divergenceLimit,
      bestLearningRate: solution.bestLearningRate,
    },
    null,
    2,
  );

const DIGITS = 6;
const VALUE_DIGITS = 12;

const figure = (value: number | null, digits = DIGITS): string =>
  value === null ? '' : number(value, digits);

/** What is known of the learning rate, or why it is not. */
const rateFact = ({ divergenceLimit, bestLearningRate }: ExactSolution): string =>
  divergenceLimit === null
    ? 'any: the columns are 0'
    : `converges below ${figure(divergenceLimit)}, fastest at ${figure(bestLearningRate)}`;

const conditionFact = ({ conditionNumber, lambdaMax, lambdaMin }: ExactSolution): string => {
  const range = `eigenvalues of the Hessian from ${figure(lambdaMin)} to ${figure(lambdaMax)}`;
  return conditionNumber === null ? `infinite; ${range}` : `${figure(conditionNumber)}; ${range}`;
};

export const solveText = (solution: ExactSolution, standardize: boolean): string => {
  const { coefficients } = solution;
  const numeric = (title: string, cells: string[]) => ({ title, cells, numeric: true });
  const deviation = solution.residualStandardDeviation;
  return [
    `Least squares for ${cut(printable(solution.targetName), 60)}`,
    '',
    ...table([
      { title: 'name', cells: coefficients.map(({ name }) => cut(printable(name), 60)) },
      numeric(
        'value',
        coefficients.map(({ value }) => figure(value, VALUE_DIGITS)),
      ),
      numeric(
        'standard error',
        coefficients.map(({ standardError }) => figure(standardError)),
      ),
      numeric(
        't',
        coefficients.map(({ t }) => figure(t)),
      ),
      numeric(
        'p',
        coefficients.map(({ p }) => figure(p, 3)),
      ),
      numeric(
        '95 % low',
        coefficients.map(({ low }) => figure(low)),
      ),
      numeric(
        'high',
        coefficients.map(({ high }) => figure(high)),
      ),
      numeric(
        'inflation',
        coefficients.map(({ vif }) => figure(vif, 4)),
      ),
    ]),
    '',
    ...facts([
      [
        'R squared',
        solution.rSquared === null ? 'none: the target does not vary' : figure(solution.rSquared, 10),
      ],
      [
        'Residual',
        deviation === null
          ? 'no rows to spare, so no standard errors'
          : `standard deviation ${figure(deviation, 10)} with ${counted(solution.degreesOfFreedom, 'degree')} of freedom`,
      ],
      ['Least loss', `${figure(solution.loss, 10)} (mean squared error)`],
      ['Rank', `${count(solution.rank)} of ${count(coefficients.length)}`],
      ['Condition', conditionFact(solution)],
      ['Learning rate', `${rateFact(solution)} (columns ${standardize ? 'standardised' : 'as they are'})`],
      [
        'Rows',
        `${count(solution.nSamples)} used, ${count(solution.rowsSkipped)} skipped for a missing value`,
      ],
      ['Time', `${duration(solution.elapsedMs)} on ${counted(solution.nWorkers, 'worker')}`],
    ]),
  ].join('\n');
};
