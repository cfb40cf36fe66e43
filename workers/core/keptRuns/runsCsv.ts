import { csvLabel, numberText } from '../export/csv';
import { LOSSES } from '../losses/catalogue';
import { OPTIMISERS } from '../optimisers/catalogue';
import type { KeptRun } from '../schema';
import { settingDifferences } from './settingRows';

/** Columns of every table of runs, which are no settings that differ. */
const TOLD: readonly string[] = ['File', 'Target'];

const orEmpty = (value: number | null): string => (value === null ? '' : numberText(value));

/** Why a run ended; '' for one that has not. */
export const endOf = ({ last, isOpen }: Pick<KeptRun, 'last' | 'isOpen'>): string =>
  last.stopReason ?? (isOpen ? 'going on' : 'interrupted');

/**
 * A line a run: what it is, the settings in which the runs differ, and how it ended. Text that a spreadsheet would run as a formula
 * gets an apostrophe; numbers are bare, at full precision. Lines end in CRLF.
 */
export const runsCsv = (runs: readonly KeptRun[]): string => {
  const differences = settingDifferences(runs).filter(({ title }) => !TOLD.includes(title));
  const header = [
    ...['id', 'name', 'note', 'date', 'file', 'target', 'loss function', 'optimiser'],
    ...differences.map(({ title }) => title),
    ...['steps', 'loss', 'objective', 'validation loss', 'best validation loss', 'gradient norm', 'seconds', 'ended', 'theta hash'],
  ];
  const lines = runs.map((run, k) => {
    const { last, settings } = run;
    const texts = [run.id, run.name, run.note, run.startedAt, run.data.fileName, run.info.targetName];
    const method = [LOSSES[settings.loss.kind].title, OPTIMISERS[settings.optimizer.kind].title];
    const differing = differences.map(({ values }) => values[k]!);
    const figures = [last.steps, last.loss, last.objective, last.validationLoss, run.bestValidationLoss, last.gradientNorm, last.elapsedMs / 1000];
    return [...[...texts, ...method, ...differing].map(csvLabel), ...figures.map(orEmpty), endOf(run), last.thetaHash];
  });
  return [header.map(csvLabel), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
};
