import { describeModel } from '../../export/describedModel';
import type { Element } from '../../export/xml';
import type { ModelFile } from '../../schema';
import { counted } from '../../text/counted';
import { shortNumber } from '../../text/shortNumber';
import { coefficientErrors } from '../coefficientErrors';
import { forestHeight, forestPlot, type ForestRow } from '../forestPlot';
import { figures, paragraph, section, table } from './markup';
import { PAGE } from './page';

const MOST_ROWS = 200;
const MOST_DRAWN = 40;
const DIGITS = 6;

/** Half the widths of the intervals of [bias, weights...]; null where there are none. */
const reaches = ({ intervals, intercept }: ModelFile, quantile: number | null): (number | null)[] => {
  if (intervals === null || quantile === null) return [];
  const errors = coefficientErrors(intervals).map((error) => quantile * error);
  return intercept ? errors : [null, ...errors];
};

const number = (value: number | null): string => (value === null ? '' : shortNumber(value, DIGITS));

const plotWords = (title: string, nRows: number) => ({
  title,
  subtitle: 'with intervals of 95 %',
  description: 'Each coefficient as a dot with its confidence interval as a line, and a dashed line at 0.',
  width: 760,
  height: forestHeight(nRows),
  theme: PAGE,
  xLabel: 'Coefficient, in the units of the file',
  yLabel: '',
});

export const coefficientsSection = (model: ModelFile, quantile: number | null): Element => {
  const { predictors, features } = describeModel(model);
  const half = reaches(model, quantile);
  const hasIntervals = half.length > 0;
  const names = features.map(({ name }) => name);
  const tables = predictors.map(({ name, weights, bias }) => {
    const rows: ForestRow[] = [bias, ...weights].slice(0, MOST_ROWS).map((estimate, k) => {
      const reach = half[k] ?? null;
      const ends = reach === null ? { low: null, high: null } : { low: estimate - reach, high: estimate + reach };
      return { name: k === 0 ? '(bias)' : names[k - 1]!, estimate, ...ends };
    });
    return { name, rows, left: weights.length + 1 - rows.length };
  });
  const header = ['Feature', 'Coefficient', ...(hasIntervals ? ['from', 'to'] : [])];
  const children = tables.flatMap(({ name, rows, left }): Element[] => [
    table(
      name === null ? 'In the units of the file' : `Of the class ${JSON.stringify(name)}, in the units of the file`,
      header,
      rows.map(({ name: feature, estimate, low, high }) => [
        feature,
        number(estimate),
        ...(hasIntervals ? [number(low), number(high)] : []),
      ]),
    ),
    ...(left > 0 ? [paragraph(`And ${counted(left, 'more coefficient')}, which the model file holds.`, 'muted')] : []),
  ]);
  const drawn = hasIntervals ? (tables[0]?.rows.slice(1, 1 + MOST_DRAWN) ?? []) : [];
  return section('Coefficients', [
    ...(hasIntervals
      ? [paragraph('Intervals of 95 %, valid for independent normal residuals of equal variance.', 'muted')]
      : [paragraph(`No confidence intervals. ${model.intervalsReason ?? 'The model file holds nothing that they could be computed from.'}`, 'muted')]),
    ...(drawn.length > 0 ? [figures([forestPlot(plotWords('Coefficients', drawn.length), drawn)])] : []),
    ...children,
  ]);
};
