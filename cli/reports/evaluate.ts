import { atThreshold } from '../../workers/core/evaluation/threshold';
import type { ClassCurves, ClassificationEvaluation, Evaluation, RegressionEvaluation } from '../../workers/core/schema';
import { count, counted, cut, facts, number, printable, table } from '../format';
import { jsonText } from './trainJson';

/** Figures and curves without the plots, which are for eyes. */
export const evaluationJson = (evaluation: Evaluation): string =>
  evaluation.kind === 'regression'
    ? jsonText({
        kind: 'regression',
        parts: evaluation.parts.map(({ part, figures, plots }) => ({ part, ...figures, largestResiduals: plots.largest })),
      })
    : jsonText({
        kind: 'classification',
        classNames: evaluation.classNames,
        parts: evaluation.parts.map(({ part, figures, confusion, curves }) => ({
          part,
          ...figures,
          confusion,
          classes: curves.map((one) => ({ ...curveFigures(one), atHalf: atThreshold(one, 0.5) })),
        })),
      });

const curveFigures = ({ className, nPositive, nNegative, roc, precisionRecall }: ClassCurves) => ({
  className,
  nPositive,
  nNegative,
  rocArea: roc?.area ?? null,
  averagePrecision: precisionRecall?.average ?? null,
});

const MOST_LISTED = 10;
const MOST_CLASSES = 12;
const LABEL = 24;

const figure = (value: number | null): string => (value === null ? '' : number(value, 8));
const label = (name: string): string => cut(printable(name), LABEL);

const regressionLines = ({ parts }: RegressionEvaluation): string[] =>
  parts.flatMap(({ figures, plots }) => [
    ...facts([
      ['Rows', count(figures.nRows)],
      ['RMSE', figure(figures.rmse)],
      ['MAE', figure(figures.mae)],
      ['R squared', figures.rSquared === null ? 'none: the target does not vary' : figure(figures.rSquared)],
      ['Mean loss', figure(figures.loss)],
    ]),
    '',
    'Largest residuals',
    ...table([
      { title: 'row', cells: plots.largest.slice(0, MOST_LISTED).map(({ row }) => count(row)), numeric: true },
      { title: 'actual', cells: plots.largest.slice(0, MOST_LISTED).map(({ actual }) => figure(actual)), numeric: true },
      { title: 'predicted', cells: plots.largest.slice(0, MOST_LISTED).map(({ predicted }) => figure(predicted)), numeric: true },
    ]),
  ]);

/** Rows by their class, columns by the likeliest one; not where it would be wider than a page. */
const confusionLines = (classNames: readonly string[], confusion: readonly number[]): string[] => {
  if (classNames.length > MOST_CLASSES) return [];
  const cellsOf = (k: number): string[] => classNames.map((_, row) => count(confusion[row * classNames.length + k] ?? 0));
  return [
    '',
    'Confusion matrix: rows by their class, columns by the likeliest one',
    ...table([
      { title: '', cells: classNames.map(label) },
      ...classNames.map((name, k) => ({ title: label(name), cells: cellsOf(k), numeric: true })),
    ]),
  ];
};

const curveLines = (curves: readonly ClassCurves[]): string[] => {
  const at = curves.map((one) => atThreshold(one, 0.5));
  return [
    '',
    'Each class against the others; precision, recall and F1 at the threshold 0.5',
    ...table([
      { title: 'class', cells: curves.map(({ className }) => label(className)) },
      { title: 'rows', cells: curves.map(({ nPositive }) => count(nPositive)), numeric: true },
      { title: 'ROC area', cells: curves.map(({ roc }) => figure(roc?.area ?? null)), numeric: true },
      { title: 'average precision', cells: curves.map(({ precisionRecall }) => figure(precisionRecall?.average ?? null)), numeric: true },
      { title: 'precision', cells: at.map(({ precision }) => figure(precision)), numeric: true },
      { title: 'recall', cells: at.map(({ recall }) => figure(recall)), numeric: true },
      { title: 'F1', cells: at.map(({ f1 }) => figure(f1)), numeric: true },
    ]),
  ];
};

const classificationLines = ({ classNames, parts }: ClassificationEvaluation): string[] =>
  parts.flatMap(({ figures, confusion, curves }) => [
    ...facts([
      ['Rows', count(figures.nRows)],
      ['Log loss', figure(figures.logLoss)],
      ['Accuracy', figure(figures.accuracy)],
    ]),
    ...confusionLines(classNames, confusion),
    ...curveLines(curves),
  ]);

export const evaluationText = (evaluation: Evaluation, targetName: string): string => {
  const n = evaluation.parts.reduce((sum, { figures }) => sum + figures.nRows, 0);
  return [
    `Predictions of ${cut(printable(targetName), 60)} against ${counted(n, 'row')}`,
    '',
    ...(evaluation.kind === 'regression' ? regressionLines(evaluation) : classificationLines(evaluation)),
  ].join('\n');
};
