import { isPenalised } from '../../workers/core/losses/penalty';
import { OPTIMISERS } from '../../workers/core/optimisers/catalogue';
import { SCHEDULES } from '../../workers/core/schedules/catalogue';
import type { RunInfo, RunResult } from '../../workers/core/schema';
import { describeChoice } from '../../workers/core/training/choices';
import { count, counted, cut, duration, facts, number, printable, table, type TableColumn } from '../format';
import { modelFormula } from './formula';
import type { TrainOutcome } from './trainJson';
import { lossWords, rateWords, STOP_WORDS } from './words';

type Fact = [label: string, value: string];

const validationFact = ({ nValidation }: RunInfo, { validationLoss }: RunResult): Fact[] =>
  validationLoss === null ? [] : [['Validation', `${number(validationLoss)} over ${counted(nValidation, 'row')}`]];

const objectiveFact = (info: RunInfo, result: RunResult): Fact[] =>
  isPenalised(info.settings.penalty) ? [['Objective', `${number(result.objective)} = ${info.objective}`]] : [];

/** What is not plain descent over all rows. */
const methodFact = ({ settings, isFactored }: RunInfo): Fact[] => {
  const { optimizer, schedule, batchSize, clip, averageFrom } = settings;
  const isPlain = optimizer.kind === 'gradient-descent' && schedule.kind === 'constant';
  const parts = [
    ...(isPlain
      ? []
      : [`${describeChoice(OPTIMISERS, optimizer)}, schedule ${describeChoice(SCHEDULES, schedule)}`]),
    ...(batchSize === null ? [] : [`batches of ${counted(batchSize, 'row')}`]),
    ...(clip === null ? [] : [`gradient no longer than ${clip}`]),
    ...(averageFrom === null ? [] : [`mean of the parameters from step ${count(averageFrom)} on`]),
    ...(isFactored ? ['gradient from the factor R of the rows'] : []),
  ];
  return parts.length === 0 ? [] : [['Method', parts.join(', ')]];
};

const rowsFact = ({ nSamples, nValidation, rowsSkipped }: RunInfo, nRejected: number): Fact => {
  const heldOut = nValidation === 0 ? '' : `${count(nValidation)} for validation, `;
  return [
    'Rows',
    `${count(nSamples)} used, ${heldOut}${count(rowsSkipped)} skipped for a missing value, ${count(nRejected)} rejected`,
  ];
};

/** One column of numbers, for classes with sets of their own one a class. */
const parameterTable = ({ featureNames, settings }: RunInfo, { weights, bias, classes }: RunResult): string[] => {
  const bottom = (value: number): number[] => (settings.intercept ? [value] : []);
  const numbers = (title: string, values: number[]): TableColumn => ({
    title,
    cells: values.map((value) => number(value)),
    numeric: true,
  });
  const names = featureNames.map((name) => cut(printable(name), 60));
  return table([
    { title: 'name', cells: settings.intercept ? [...names, '(bias)'] : names },
    ...(classes === null
      ? [numbers('weight', [...weights, ...bottom(bias)])]
      : classes.map((one) => numbers(cut(printable(one.name), 20), [...one.weights, ...bottom(one.bias)]))),
  ]);
};

export const trainText = ({ dataset, info, result }: TrainOutcome): string =>
  [
    modelFormula(info, result),
    '',
    ...parameterTable(info, result),
    '',
    ...facts([
      ['Loss', `${number(result.loss)} (${lossWords(info.settings.loss)})`],
      ...validationFact(info, result),
      ...objectiveFact(info, result),
      ['Steps', `${count(result.steps)}: ${STOP_WORDS[result.stopReason]}`],
      [
        'Learning rate',
        `${rateWords({ info, result })}, columns ${info.settings.standardize ? 'standardised' : 'as they are'}`,
      ],
      ...methodFact(info),
      rowsFact(info, dataset.nRejected),
      [
        'Time',
        `import ${duration(dataset.elapsedMs)}, build ${duration(info.buildMs)}, train ${duration(result.elapsedMs)} on ${counted(result.nWorkers, 'worker')}`,
      ],
      ['Theta hash', result.thetaHash],
    ]),
  ].join('\n');
