import { stepsForDigits } from '../../workers/core/exact/stepAdvice';
import type { ExactCoefficient, ExactSolution, LossSettings } from '../../workers/core/schema';
import { count, counted, cut, duration, facts, number, printable, table } from '../format';
import { jsonText } from './trainJson';
import { lossWords } from './words';

export const solveJson = (solution: ExactSolution): string =>
  jsonText({
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
  });

/** What of the question the report repeats. */
interface Question {
  loss: LossSettings;
  l2: number;
  standardize: boolean;
}

type Fact = [label: string, value: string];

const DIGITS = 6;
const VALUE_DIGITS = 12;

const figure = (value: number | null, digits = DIGITS): string => (value === null ? '' : number(value, digits));

const title = ({ targetName }: ExactSolution, { loss, l2 }: Question): string => {
  const target = cut(printable(targetName), 60);
  const what = loss.kind === 'squared' ? 'Least squares' : `Least loss (${lossWords(loss)})`;
  return `${what} for ${target}${l2 === 0 ? '' : `, with (${l2} / 2) ||w||^2`}`;
};

const coefficientTable = (coefficients: ExactCoefficient[]): string[] => {
  const column = (head: string, pick: (one: ExactCoefficient) => number | null, digits?: number) => ({
    title: head,
    cells: coefficients.map((one) => figure(pick(one), digits)),
    numeric: true,
  });
  return table([
    { title: 'name', cells: coefficients.map(({ name }) => cut(printable(name), 60)) },
    column('value', ({ value }) => value, VALUE_DIGITS),
    column('standard error', ({ standardError }) => standardError),
    column('t', ({ t }) => t),
    column('p', ({ p }) => p, 3),
    column('95 % low', ({ low }) => low),
    column('high', ({ high }) => high),
    column('inflation', ({ vif }) => vif, 4),
  ]);
};

/** What is known of the residuals of a plain least-squares fit. */
const fitFacts = (solution: ExactSolution, { loss, l2 }: Question): Fact[] => {
  if (loss.kind !== 'squared' || l2 > 0) return [];
  const { rSquared, residualStandardDeviation: deviation, degreesOfFreedom } = solution;
  return [
    ['R squared', rSquared === null ? 'none: the target does not vary' : figure(rSquared, 10)],
    [
      'Residual',
      deviation === null
        ? 'no rows to spare, so no standard errors'
        : `standard deviation ${figure(deviation, 10)} with ${counted(degreesOfFreedom, 'degree')} of freedom`,
    ],
  ];
};

const leastFact = (solution: ExactSolution, { loss, l2 }: Question): Fact => {
  const value = figure(solution.loss, 10);
  return l2 === 0
    ? ['Least loss', `${value} (${lossWords(loss)})`]
    : ['Least objective', `${value} (${lossWords(loss)} and penalty)`];
};

/** What is known of the learning rate, or why it is not. The curvature of a loss other than the squared one is that at the minimum. */
const rateFact = ({ divergenceLimit, bestLearningRate, eigenvalues }: ExactSolution, { loss }: Question): string => {
  if (divergenceLimit === null || bestLearningRate === null) return 'any: the columns are 0';
  const steps = stepsForDigits(eigenvalues, bestLearningRate, DIGITS);
  const needed = steps === null ? '' : ` (${counted(steps, 'step')} for six digits)`;
  const where = loss.kind === 'squared' ? '' : 'near the minimum ';
  return `${where}converges below ${figure(divergenceLimit)}, fastest at ${figure(bestLearningRate)}${needed}`;
};

const conditionFact = ({ conditionNumber, lambdaMax, lambdaMin }: ExactSolution): string => {
  const range = `eigenvalues of the Hessian from ${figure(lambdaMin)} to ${figure(lambdaMax)}`;
  return conditionNumber === null ? `infinite; ${range}` : `${figure(conditionNumber)}; ${range}`;
};

export const solveText = (solution: ExactSolution, question: Question): string =>
  [
    title(solution, question),
    '',
    ...coefficientTable(solution.coefficients),
    '',
    ...facts([
      ...fitFacts(solution, question),
      leastFact(solution, question),
      ['Rank', `${count(solution.rank)} of ${count(solution.coefficients.length)}`],
      ['Condition', conditionFact(solution)],
      ['Learning rate', `${rateFact(solution, question)}, columns ${question.standardize ? 'standardised' : 'as they are'}`],
      ['Rows', `${count(solution.nSamples)} used, ${count(solution.rowsSkipped)} skipped for a missing value`],
      ['Time', `${duration(solution.elapsedMs)} on ${counted(solution.nWorkers, 'worker')}`],
    ]),
  ].join('\n');
