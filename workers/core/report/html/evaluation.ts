import type { Element } from '../../export/xml';
import type { ClassCurves, ClassificationEvaluation, Evaluation, RegressionEvaluation } from '../../schema';
import { formatCount } from '../../text/counted';
import { shortNumber } from '../../text/shortNumber';
import { linearAxis } from '../axis';
import { barsPlot, planePlot } from '../binPlots';
import type { PlotFrame } from '../frame';
import { linePlot, type LineSeries } from '../linePlot';
import { figures, paragraph, section, table, textual } from './markup';
import { PAGE } from './page';

const WIDTH = 440;
const HEIGHT = 320;
const MOST_CURVES = 5;
const DIGITS = 6;

const PARTS = { train: 'Training part', validation: 'Validation part', test: 'Test part' };

const number = (value: number | null): string => (value === null ? '–' : shortNumber(value, DIGITS));

const words = (title: string, xLabel: string, yLabel: string, description: string) => ({
  title,
  subtitle: '',
  description,
  width: WIDTH,
  height: HEIGHT,
  theme: PAGE,
  xLabel,
  yLabel,
});

const frame = (title: string, xLabel: string, yLabel: string, description: string, series: readonly LineSeries[]): PlotFrame => {
  const all = (pick: 'x' | 'y'): number[] => series.flatMap(({ points }) => points.map((point) => point[pick])).filter(Number.isFinite);
  const axis = (values: number[]) =>
    linearAxis(values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity));
  return {
    ...words(title, xLabel, yLabel, description),
    x: { ...axis(all('x')), label: xLabel },
    y: { ...axis(all('y')), label: yLabel },
    legend: series.length > 1 ? series : [],
  };
};

const lineOf = (label: string, color: number, x: readonly number[], y: readonly number[], change: Partial<LineSeries> = {}): LineSeries => ({
  label,
  color,
  dash: [],
  points: x.map((value, i) => ({ x: value, y: y[i] ?? NaN })),
  ...change,
});

const regression = ({ parts }: RegressionEvaluation): Element[] => [
  table(
    'How far predictions are from what was found',
    ['', 'Rows', 'RMSE', 'MAE', 'R²', 'Adjusted R²', 'Mean loss'],
    parts.map(({ part, figures: of }) => [
      PARTS[part],
      formatCount(of.nRows),
      ...[of.rmse, of.mae, of.rSquared, of.adjustedRSquared, of.loss].map(number),
    ]),
  ),
  ...parts.flatMap(({ part, plots }) => {
    const { expected, found } = plots.normalQuantiles;
    const ends = [expected[0] ?? -1, expected.at(-1) ?? 1];
    const quantiles = [
      lineOf('residuals', 1, expected, found, { asDots: true }),
      lineOf('normal distribution', 0, ends, ends, { dash: [5, 4] }),
    ];
    return [
      textual('h3', PARTS[part]),
      figures([
        planePlot(words('Predicted against actual', 'Actual', 'Predicted', 'Counts of rows in cells; the dashed line is where both are equal.'), plots.predictedActual, 'diagonal'),
        planePlot(words('Residuals against fitted', 'Predicted', 'Residual', 'Counts of rows in cells; the dashed line is at 0.'), plots.residualFitted, 'zero'),
        barsPlot(words('Residuals', 'Residual', 'Rows', 'How many rows have a residual of each size.'), plots.residuals),
        linePlot(frame('Normal quantiles', 'Expected', 'Found', 'Standardised residuals against the quantiles of the normal distribution.', quantiles), quantiles),
      ]),
      ...(plots.largest.length === 0
        ? []
        : [
            table(
              'The largest residuals',
              ['Row', 'Actual', 'Predicted', 'Residual'],
              plots.largest.map(({ row, actual, predicted }) => [formatCount(row), ...[actual, predicted, actual - predicted].map(number)]),
            ),
          ]),
    ];
  }),
];

const curvePlots = (curves: readonly ClassCurves[]): Element[] => {
  const drawn = curves.slice(0, MOST_CURVES);
  const roc = drawn.flatMap(({ className, roc: of }, k) =>
    of ? [lineOf(`${className} (area ${shortNumber(of.area, 4)})`, k + 1, of.falsePositive, of.truePositive)] : [],
  );
  const precision = drawn.flatMap(({ className, precisionRecall: of }, k) =>
    of ? [lineOf(`${className} (mean ${shortNumber(of.average, 4)})`, k + 1, of.recall, of.precision)] : [],
  );
  const calibration = drawn.map(({ className, calibration: of }, k) => lineOf(className, k + 1, of.predicted, of.found));
  const diagonal = lineOf('', 0, [0, 1], [0, 1], { dash: [5, 4] });
  const plot = (series: LineSeries[], more: LineSeries[], title: string, x: string, y: string, description: string): Element[] => {
    const of = { ...frame(title, x, y, description, [...series, ...more]), legend: series };
    return series.length === 0 ? [] : [linePlot(of, [...more, ...series])];
  };
  return [
    ...plot(roc, [diagonal], 'ROC', 'Share of the others taken for it', 'Share of the class found', 'The curve of each class over all thresholds.'),
    ...plot(precision, [], 'Precision and recall', 'Recall', 'Precision', 'The curve of each class over all thresholds.'),
    ...plot(calibration, [diagonal], 'Calibration', 'Predicted probability', 'Share found', 'In bins of the predicted probability.'),
  ];
};

const classification = ({ parts, classNames }: ClassificationEvaluation): Element[] => [
  table(
    'How probable the model finds what is true, and how often the likeliest class is the true one',
    ['', 'Rows', 'Log loss', 'Accuracy'],
    parts.map(({ part, figures: of }) => [PARTS[part], formatCount(of.nRows), number(of.logLoss), number(of.accuracy)]),
  ),
  ...parts.flatMap(({ part, confusion, curves }) => {
    const pictures = curvePlots(curves);
    return [
      textual('h3', PARTS[part]),
      ...(pictures.length > 0 ? [figures(pictures)] : []),
      table(
        'Rows by their class, columns by the likeliest one',
        ['', ...classNames],
        classNames.map((name, k) => [name, ...classNames.map((_, m) => formatCount(confusion[k * classNames.length + m] ?? 0))]),
      ),
    ];
  }),
];

export const evaluationSection = (evaluation: Evaluation | null, note: string): Element => {
  const children = evaluation === null ? [] : evaluation.kind === 'regression' ? regression(evaluation) : classification(evaluation);
  return section('Evaluation', [
    paragraph(note, 'muted'),
    ...(evaluation?.notes ?? []).map((text) => paragraph(text, 'muted')),
    ...children,
  ]);
};
