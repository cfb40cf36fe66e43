import type { KeptRun } from '../../../electron/contract';
import { endOf } from '../../../workers/core/keptRuns/runsCsv';
import { LOSSES } from '../../../workers/core/losses/catalogue';
import { OPTIMISERS } from '../../../workers/core/optimisers/catalogue';
import { standingOf } from './compareRuns';
import { formatCount, formatShort } from '../../format/number';
import { formatDuration } from '../../format/quantity';

export type ColumnKey =
  | 'name' | 'file' | 'target' | 'loss' | 'optimizer' | 'rate' | 'steps' | 'last' | 'verdict' | 'validation' | 'time' | 'date' | 'end';

export interface RunColumn {
  key: ColumnKey;
  title: string;
  /** What it is, for a pointer that rests on the title. */
  hint?: string;
  numeric: boolean;
  /** By which rows are sorted; NaN and '' come last either way. */
  value: (run: KeptRun, baseline: KeptRun | null) => number | string;
  text: (run: KeptRun, baseline: KeptRun | null) => string;
}

/** A date of this computer's own time zone: `2026-01-31 14:05`. */
export function dateText(iso: string): string {
  const date = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

const ENDS: Record<string, string> = {
  'max-steps': 'all steps made',
  'loss-change': 'loss stands',
  'gradient-norm': 'gradient short',
  validation: 'early stopping',
  time: 'time up',
};

/** Why it ended, in a word or two. */
export const endText = (run: KeptRun): string => ENDS[endOf(run)] ?? endOf(run);

const figure = (value: number): string => (Number.isNaN(value) ? '–' : formatShort(value, 5));
const textual = (key: ColumnKey, title: string, text: (run: KeptRun) => string): RunColumn => ({
  key, title, numeric: false, value: (run) => text(run).toLowerCase(), text,
});
const numeric = (key: ColumnKey, title: string, hint: string, value: (run: KeptRun) => number, text = figure): RunColumn => ({
  key, title, hint, numeric: true, value, text: (run) => text(value(run)),
});

export const RUN_COLUMNS: readonly RunColumn[] = [
  textual('name', 'Name', ({ name }) => name),
  textual('file', 'File', ({ data }) => data.fileName),
  textual('target', 'Target', ({ info }) => info.targetName),
  textual('loss', 'Loss', ({ settings }) => LOSSES[settings.loss.kind].title),
  textual('optimizer', 'Optimiser', ({ settings }) => OPTIMISERS[settings.optimizer.kind].title),
  numeric('rate', 'η', 'The learning rate in force at the end', ({ last }) => last.learningRate),
  numeric('steps', 'Steps', 'Updates made', ({ last }) => last.steps, formatCount),
  numeric('last', 'Last loss', 'The mean loss of the rows trained on, at the end', ({ last }) => last.loss),
  {
    key: 'verdict',
    title: 'Baseline',
    hint: 'The best validation loss, or where there is none the last loss, against that of the run that is pinned as the baseline',
    numeric: false,
    value: (run, baseline) => standingOf(run, baseline)?.share ?? NaN,
    text: (run, baseline) => standingOf(run, baseline)?.text ?? '',
  },
  numeric('validation', 'Best val.', 'The least mean loss of the validation part on the way', (run) => run.bestValidationLoss ?? NaN),
  numeric('time', 'Time', 'Spent training', ({ last }) => last.elapsedMs, formatDuration),
  { key: 'date', title: 'Started', numeric: false, value: ({ startedAt }) => startedAt, text: ({ startedAt }) => dateText(startedAt) },
  textual('end', 'End', endText),
];

export interface Sorting {
  key: ColumnKey;
  isDescending: boolean;
}

const isEmpty = (value: number | string): boolean => value === '' || Number.isNaN(value);

/** Sorted by a column; among equals the newest first. */
export function sortRuns(runs: readonly KeptRun[], { key, isDescending }: Sorting, baseline: KeptRun | null = null): KeptRun[] {
  const column = RUN_COLUMNS.find((one) => one.key === key) ?? RUN_COLUMNS[0]!;
  const sign = isDescending ? -1 : 1;
  return [...runs].sort((a, b) => {
    const [left, right] = [column.value(a, baseline), column.value(b, baseline)];
    if (isEmpty(left) !== isEmpty(right)) return isEmpty(left) ? 1 : -1;
    if (left < right) return -sign;
    if (left > right) return sign;
    return a.startedAt < b.startedAt ? 1 : -1;
  });
}
