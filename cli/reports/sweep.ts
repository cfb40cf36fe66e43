import type { RunResult } from '../../workers/core/schema';
import type { SweepKey } from '../options/sweep';
import { count, cut, duration, facts, number, printable, table } from '../format';
import { jsonText, trainObject, type TrainOutcome } from './trainJson';
import { lossWords, rateWords, STOP_WORDS } from './words';

/** One run of a sweep, and what it was told of the option that varies. */
export interface SweepOutcome extends TrainOutcome {
  value: string;
}

/** By what runs are compared; with a penalty that varies the objectives are of different things. */
const measureOf = (key: SweepKey, { validationLoss, objective }: RunResult): number | null => {
  if (validationLoss !== null) return validationLoss;
  return key === 'l1' || key === 'l2' ? null : objective;
};

/** The run with the least validation loss, or else objective; undefined where none can be named. */
const bestOf = (key: SweepKey, outcomes: SweepOutcome[]): SweepOutcome | undefined => {
  const measured = outcomes.flatMap((outcome) => {
    const measure = outcome.result.stopReason === 'diverged' ? null : measureOf(key, outcome.result);
    return measure !== null && Number.isFinite(measure) ? [{ outcome, measure }] : [];
  });
  const least = Math.min(...measured.map(({ measure }) => measure));
  return measured.find(({ measure }) => measure === least)?.outcome;
};

export const sweepJson = (key: SweepKey, outcomes: SweepOutcome[]): string =>
  jsonText({
    sweep: key,
    best: bestOf(key, outcomes)?.value ?? null,
    runs: outcomes.map((outcome) => ({ value: outcome.value, ...trainObject(outcome) })),
  });

const bestWords = (key: SweepKey, best: SweepOutcome | undefined): string => {
  if (best !== undefined) {
    const measure = best.result.validationLoss === null ? 'objective' : 'validation loss';
    return `${key} ${best.value}, with the least ${measure} (*)`;
  }
  return key === 'l1' || key === 'l2'
    ? 'none: penalties are compared on rows left out of training, with --validation SHARE'
    : 'none: every run diverged';
};

/** `outcomes` has one run at least. */
export const sweepText = (key: SweepKey, outcomes: [SweepOutcome, ...SweepOutcome[]]): string => {
  const [{ info, dataset }] = outcomes;
  const best = bestOf(key, outcomes);
  const column = (title: string, cell: (outcome: SweepOutcome) => string, numeric = true) => ({
    title,
    cells: outcomes.map(cell),
    numeric,
  });
  const isValidated = info.nValidation > 0;
  return [
    `${outcomes.length} runs for ${cut(printable(info.targetName), 60)}, by ${key}`,
    '',
    ...table([
      column('', (outcome) => (outcome === best ? '*' : ''), false),
      column(key, ({ value }) => value, false),
      ...(key === 'learning-rate' ? [] : [column('learning rate', (outcome) => rateWords(outcome, 6))]),
      column('loss', ({ result }) => number(result.loss, 8)),
      column('objective', ({ result }) => number(result.objective, 8)),
      ...(isValidated ? [column('validation', ({ result }) => number(result.validationLoss ?? NaN, 8))] : []),
      column('steps', ({ result }) => count(result.steps)),
      column('time', ({ result }) => duration(result.elapsedMs), false),
      column('ended because', ({ result }) => STOP_WORDS[result.stopReason], false),
    ]),
    '',
    ...facts([
      ['Best', bestWords(key, best)],
      ['Loss', lossWords(info.settings.loss)],
      [
        'Rows',
        `${count(info.nSamples)} used, ${isValidated ? `${count(info.nValidation)} for validation, ` : ''}${count(info.rowsSkipped)} skipped for a missing value, ${count(dataset.nRejected)} rejected`,
      ],
    ]),
  ].join('\n');
};
