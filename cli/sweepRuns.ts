import type { DatasetSummary, RunResult } from '../workers/core/schema';
import { learningRateOf } from './autoRate';
import { indicesOf, type ChosenColumns } from './columns';
import { reportNotes, workHooks, type Session } from './dataset';
import { EXIT } from './failures';
import { printable } from './format';
import { followRun } from './followRun';
import type { Sweep } from './options/sweep';
import type { RunOptions } from './options/train';
import { sweepJson, sweepText, type SweepOutcome } from './reports/sweep';
import { runSettings } from './runSettings';

/** Some runs may diverge: that is what a sweep finds out. */
const exitCodeOf = (results: RunResult[]): number =>
  results.every(({ stopReason }) => stopReason === 'diverged') ? EXIT.diverged : EXIT.done;

/** Trains once for each value and says how each run ended. */
export const sweepRuns = async (
  session: Session,
  dataset: DatasetSummary,
  chosen: ChosenColumns,
  { key, runs }: Sweep<RunOptions>,
): Promise<number> => {
  const { io, engine } = session;
  const outcomes: SweepOutcome[] = [];
  for (const { value, options } of runs) {
    const learningRate = await learningRateOf(session, dataset.id, chosen, options);
    const run = await engine.startRun(dataset.id, runSettings(options, indicesOf(chosen), learningRate), workHooks(session));
    try {
      reportNotes(session, run.info.notes);
      outcomes.push({ value, dataset, info: run.info, result: await followRun(session, run) });
    } finally {
      await run.dispose();
    }
  }
  const [first, ...others] = outcomes;
  const failure = outcomes.find(({ result }) => result.stopReason === 'failed');
  if (first === undefined || failure !== undefined) {
    io.stderr(`${printable(failure?.result.failure ?? 'The runs failed.')}\n`);
    return EXIT.failed;
  }
  const { json } = runs[0].options;
  io.stdout(`${json ? sweepJson(key, outcomes) : sweepText(key, [first, ...others])}\n`);
  return exitCodeOf(outcomes.map(({ result }) => result));
};
