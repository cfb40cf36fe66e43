import type { DatasetSummary, RunInfo, RunResult, StopReason } from '../workers/core/schema';
import { isPenalised } from '../workers/core/losses/penalty';
import { OPTIMISERS } from '../workers/core/optimisers/catalogue';
import { SCHEDULES } from '../workers/core/schedules/catalogue';
import { describeChoice } from '../workers/core/training/choices';
import { count, counted, cut, duration, facts, number, printable, table } from './format';

export interface TrainOutcome {
  dataset: DatasetSummary;
  info: RunInfo;
  result: RunResult;
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
const toMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;

export const trainJson = ({ dataset, info, result }: TrainOutcome): string =>
  JSON.stringify(
    {
      model: 'linear',
      nSamples: info.nSamples,
      nFeatures: info.nFeatures,
      rowsRejected: dataset.nRejected,
      rowsSkipped: info.rowsSkipped,
      steps: result.steps,
      stopReason: result.stopReason,
      loss: finiteOrNull(result.loss),
      objective: { value: finiteOrNull(result.objective), formula: info.objective },
      bias: finiteOrNull(result.bias),
      weights: info.featureNames.map((name, j) => ({ name, value: finiteOrNull(result.weights[j] ?? NaN) })),
      thetaHash: result.thetaHash,
      workers: result.nWorkers,
      elapsedMs: {
        import: toMicroseconds(dataset.elapsedMs),
        build: toMicroseconds(info.buildMs),
        train: toMicroseconds(result.elapsedMs),
      },
    },
    null,
    2,
  );

const STOP_SENTENCES: Record<StopReason, string> = {
  'max-steps': 'the number of steps was reached',
  'loss-change': 'the loss no longer changed by more than the tolerance',
  'gradient-norm': 'the gradient fell below its limit',
  validation: 'the validation loss no longer fell',
  time: 'the time was up',
  stopped: 'stopped by hand',
  diverged: 'diverged',
  failed: 'failed',
};

const FORMULA_FEATURES = 6;
const FORMULA_DIGITS = 6;

const term = (weight: number, name: string): string =>
  `${weight < 0 ? '-' : '+'} ${number(Math.abs(weight), FORMULA_DIGITS)}${name === '' ? '' : ` ${name}`}`;

/** `y = 2 x1 - 4 x2 + 0.5`, rounded for reading; a long one is cut after its first features. */
export const formula = (target: string, names: string[], weights: number[], bias: number): string => {
  const readable = (name: string): string => cut(printable(name), 30);
  const terms = names.slice(0, FORMULA_FEATURES).map((name, j) => term(weights[j] ?? NaN, readable(name)));
  const more = names.length > terms.length ? [`+ … (${count(names.length - terms.length)} more)`] : [];
  const sum = [...terms, ...more, term(bias, '')].join(' ').replace(/^\+ /, '').replace(/^- /, '-');
  return `${readable(target)} = ${sum}`;
};

type Fact = [label: string, value: string];

const objectiveFact = (info: RunInfo, result: RunResult): Fact[] =>
  isPenalised(info.settings.penalty)
    ? [['Objective', `${number(result.objective)} = ${info.objective}`]]
    : [];

const methodFact = ({ settings: { optimizer, schedule } }: RunInfo): Fact[] => {
  if (optimizer.kind === 'gradient-descent' && schedule.kind === 'constant') return [];
  const words = `${describeChoice(OPTIMISERS, optimizer)}, schedule ${describeChoice(SCHEDULES, schedule)}`;
  return [['Method', words]];
};

export const trainText = ({ dataset, info, result }: TrainOutcome): string => {
  const names = info.featureNames.map((name) => cut(printable(name), 60));
  const lines = [
    formula(info.targetName, info.featureNames, result.weights, result.bias),
    '',
    ...table([
      { title: 'name', cells: [...names, '(bias)'] },
      {
        title: 'weight',
        cells: [...result.weights, result.bias].map((value) => number(value)),
        numeric: true,
      },
    ]),
    '',
    ...facts([
      ['Loss', `${number(result.loss)} (mean squared error)`],
      ...objectiveFact(info, result),
      ['Steps', `${count(result.steps)}: ${STOP_SENTENCES[result.stopReason]}`],
      [
        'Learning rate',
        `${number(result.learningRate)}, columns ${info.settings.standardize ? 'standardised' : 'as they are'}`,
      ],
      ...methodFact(info),
      [
        'Rows',
        `${count(info.nSamples)} used, ${count(info.rowsSkipped)} skipped for a missing value, ${count(dataset.nRejected)} rejected`,
      ],
      [
        'Time',
        `import ${duration(dataset.elapsedMs)}, build ${duration(info.buildMs)}, train ${duration(result.elapsedMs)} on ${counted(result.nWorkers, 'worker')}`,
      ],
      ['Theta hash', result.thetaHash],
    ]),
  ];
  return lines.join('\n');
};
