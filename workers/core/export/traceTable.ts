import type { RunInfo } from '../schema';
import { ELAPSED_MS, GRADIENT_NORM, LOSS, LOSS_MAX, LOSS_MIN, parametersOffset, STEP, VALIDATION_LOSS } from '../training/record';
import { csvName, numberText } from './csv';
import { parameterNames } from './parameterNames';
import type { TableColumn } from './tableColumns';

/** What of a run says how its records are laid out. */
export type TracedRun = Pick<RunInfo, 'featureNames' | 'nOutputs' | 'classNames' | 'nWorkers' | 'nSamples'> & {
  batchSize: number | null;
};

export interface TraceColumn extends TableColumn {
  /** Of the record that begins at `start`; NaN where it has none. */
  valueOf(records: Float64Array, start: number): number;
}

/**
 * The columns of a metric trace: step, epoch (steps over the batches of one; without batches the step), loss with its extremes over the
 * steps that a record stands for, validation loss, norm of the gradient, milliseconds since the start, and the raw parameters.
 */
export const traceColumns = (run: TracedRun): TraceColumn[] => {
  const stepsAnEpoch = run.batchSize === null ? 1 : Math.ceil(run.nSamples / run.batchSize);
  const field = (name: string, offset: number): TraceColumn => ({
    name,
    kind: 'number',
    valueOf: (records, start) => records[start + offset] ?? NaN,
  });
  const first = parametersOffset(run.nWorkers);
  return [
    { ...field('step', STEP), kind: 'whole' },
    { name: 'epoch', kind: 'number', valueOf: (records, start) => records[start + STEP]! / stepsAnEpoch },
    field('loss', LOSS),
    field('lossMin', LOSS_MIN),
    field('lossMax', LOSS_MAX),
    field('validationLoss', VALIDATION_LOSS),
    field('gradientNorm', GRADIENT_NORM),
    field('elapsedMs', ELAPSED_MS),
    ...parameterNames(run).map((name, k) => field(name, first + k)),
  ];
};

/** What is no finite number is an empty cell. */
const cell = (value: number): string => (Number.isFinite(value) ? numberText(value) : '');

/** A header and a line a record; lines end in LF. Names are kept from being formulas, numbers are bare. */
export const traceCsvLines = (columns: readonly TraceColumn[]) => ({
  header: `${columns.map(({ name }) => csvName(name)).join(',')}\n`,
  line: (records: Float64Array, start: number): string =>
    `${columns.map(({ valueOf }) => cell(valueOf(records, start))).join(',')}\n`,
});
