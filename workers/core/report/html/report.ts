import { describeModel } from '../../export/describedModel';
import type { Element } from '../../export/xml';
import { OPTIMISERS } from '../../optimisers/catalogue';
import { SCHEDULES } from '../../schedules/catalogue';
import type { ModelFile } from '../../schema';
import { counted, formatCount } from '../../text/counted';
import { shortNumber } from '../../text/shortNumber';
import { linearAxis, logAxis, stepAxis } from '../axis';
import { linePlot, type LineSeries } from '../linePlot';
import type { LossCurve, ReportParts } from '../parts';
import { coefficientsSection } from './coefficients';
import { evaluationSection } from './evaluation';
import { formulaLines, linkMath } from './formula';
import { facts, figures, list, paragraph, section, textual } from './markup';
import { PAGE, page } from './page';

const WIDTH = 860;

const curvePicture = ({ steps, loss, validation }: LossCurve): Element => {
  const finite = [...loss, ...validation].filter(Number.isFinite);
  const [low, high] = [finite.reduce((a, b) => Math.min(a, b), Infinity), finite.reduce((a, b) => Math.max(a, b), -Infinity)];
  const isLog = low > 0;
  const y = isLog ? logAxis(Math.log10(low), Math.log10(high), false) : linearAxis(low, high);
  const points = (values: readonly number[]) =>
    values.map((value, i) => ({ x: steps[i] ?? NaN, y: !Number.isFinite(value) ? NaN : isLog ? Math.log10(value) : value }));
  const series: LineSeries[] = [{ label: 'training', points: points(loss), color: 1, dash: [] }];
  if (validation.some(Number.isFinite)) series.push({ label: 'validation', points: points(validation), color: 2, dash: [7, 4] });
  return linePlot(
    {
      title: 'Loss',
      subtitle: isLog ? 'over the steps, logarithmic' : 'over the steps',
      description: `From ${shortNumber(loss[0] ?? NaN)} to ${shortNumber(loss.at(-1) ?? NaN)} over ${counted(steps.at(-1) ?? 0, 'step')}.`,
      width: WIDTH,
      height: 320,
      theme: PAGE,
      x: { ...stepAxis(0, Math.max(1, steps.at(-1) ?? 1), WIDTH - 100), label: 'Step' },
      y: { ...y, label: '' },
      legend: series.length > 1 ? series : [],
    },
    series,
  );
};

const penaltyWords = ({ l1, l2 }: ModelFile['penalty']): string =>
  [l1 > 0 ? `L1 ${shortNumber(l1)}` : '', l2 > 0 ? `L2 ${shortNumber(l2)}` : ''].filter((text) => text !== '').join(', ') || 'none';

const settings = (model: ModelFile): [string, string][] => [
  ['Loss', `${model.loss.name}: ${model.loss.formula}`],
  ['Penalty', penaltyWords(model.penalty)],
  ['Optimiser', OPTIMISERS[model.optimizer.kind].title],
  ['Step rule', SCHEDULES[model.schedule.kind].title],
  ['Learning rate', shortNumber(model.learningRate)],
  ['Batches', model.batchSize === null ? 'all rows at each step' : `${formatCount(model.batchSize)} rows`],
  ['Scaling', !model.standardize ? 'none' : model.scaledBy === 'range' ? 'by the range' : 'standardised'],
  ['Intercept', model.intercept ? 'yes' : 'no'],
  ['Steps', `${formatCount(model.steps)}, ended by: ${model.stopReason}`],
  ['Final loss', shortNumber(model.loss.value, 8)],
  ['Seed', String(model.seed)],
];

const data = (model: ModelFile): [string, string][] => [
  ['File', model.data.fileName],
  ['SHA-256', model.data.sha256],
  ['Rows', `${formatCount(model.data.nRows)} read, ${formatCount(model.rowsRejected)} rejected`],
  ['Rows trained on', formatCount(model.nSamples)],
  ['Rows skipped', `${formatCount(model.rowsSkipped)} for a missing value`],
  ['Target', model.targetName],
];

const origin = (model: ModelFile): [string, string][] => [
  ['Model made', model.createdAt],
  ['Fall Line', model.applicationVersion],
  ['Parameters (SHA-256)', model.thetaHash],
];

/**
 * A page about a model that stands alone: no script and nothing from elsewhere. Everything that came from a file or a person is
 * text, whatever it holds.
 */
export const printReport = (model: ModelFile, { evaluation, evaluationNote, quantile, curve }: ReportParts): string => {
  const described = describeModel(model);
  const { steps } = described;
  return page(`Model of ${model.targetName}`, [
    textual('h1', `Model of ${model.targetName}`),
    paragraph(`${model.data.fileName}, ${counted(model.nSamples, 'row')}, ${model.createdAt.slice(0, 10)}`, 'muted'),
    section('Formula', [linkMath(described), ...formulaLines(described).map((text) => paragraph(text, 'formula'))]),
    section('Data', [facts(data(model))]),
    section('Preparation', [
      steps.length > 0 ? list(steps) : paragraph('The columns were used as they are; rows with a missing value in one of them were left out.'),
    ]),
    section('Settings', [facts(settings(model))]),
    section('Training', [
      curve === null || curve.steps.length < 2
        ? paragraph('The loss of each step is not in the model file: a report that is saved beside its run shows the curve.', 'muted')
        : figures([curvePicture(curve)]),
    ]),
    coefficientsSection(model, quantile),
    evaluationSection(evaluation, evaluationNote),
    section('Origin', [facts(origin(model))]),
  ]);
};
