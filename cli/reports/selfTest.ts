import type { SelfTestReport, SelfTestSet } from '../../workers/core/schema';
import { count, duration, number, printable, table } from '../format';
import { jsonText } from './trainJson';

export const selfTestJson = (report: SelfTestReport): string => jsonText(report);

const digits = (value: number): string => value.toFixed(1);

/** `10 x 1, degree 3`, the rows and features. */
const size = ({ nRows, nFeatures, degree, intercept }: SelfTestSet): string =>
  `${nRows} x ${nFeatures}${degree === 1 ? '' : `, degree ${degree}`}${intercept ? '' : ', no intercept'}`;

const why = ({ name, descent, why: reason }: SelfTestSet): string =>
  printable(`${name}: ${digits(descent.digits)} digits after ${count(descent.steps)} steps. ${reason}`);

export const selfTestText = ({ source, sets, isPassed, elapsedMs }: SelfTestReport): string => {
  const failed = sets.filter((set) => !set.isPassed);
  const column = (title: string, cell: (set: SelfTestSet) => string, numeric = true) => ({
    title,
    cells: sets.map(cell),
    numeric,
  });
  return [
    'Correct decimal digits, at worst, of linear regressions whose results are certified',
    `(${printable(source)})`,
    '',
    ...table([
      column('set', ({ name }) => name, false),
      column('rows x features', size, false),
      column('coefficients', (set) => digits(set.coefficientDigits)),
      column('standard errors', (set) => digits(set.standardErrorDigits)),
      column('asked', (set) => String(set.demandedDigits)),
      column('', (set) => (set.isPassed ? 'ok' : 'FAILED'), false),
      column('descent', (set) => digits(set.descent.digits)),
      column('condition', (set) => (set.conditionNumber === null ? 'infinite' : number(set.conditionNumber, 3))),
    ]),
    '',
    'What gradient descent itself reaches, from zeros at the best constant learning rate:',
    ...sets.map((set) => `  ${why(set)}`),
    '',
    isPassed
      ? `All ${sets.length} sets have the digits that are asked, found in ${duration(elapsedMs)}.`
      : `Too few digits: ${failed.map(({ name }) => name).join(', ')}. Report this with your version and machine.`,
  ].join('\n');
};
