import type { RunInfo, RunResult, RunSettings } from '../workers/core/schema';
import { learningRateOf } from './autoRate';
import { indicesOf } from './columns';
import { reportNotes, workHooks, type Session } from './dataset';
import { EXIT } from './failures';
import { counted, printable } from './format';
import { onData, type OpenedData } from './openData';
import type { Sweep } from './options/sweep';
import type { RunOptions } from './options/train';
import { ofTotal } from './progress';
import { sweepJson, sweepText, type SweepOutcome } from './reports/sweep';
import { runSettings } from './runSettings';

interface Ended {
  info: RunInfo;
  result: RunResult;
}

/** All runs side by side, in the order of the settings. */
const runAll = async (session: Session, datasetId: string, settings: RunSettings[]): Promise<Ended[]> => {
  const { engine, progress, io } = session;
  const infos: RunInfo[] = [];
  const startedAt = io.now();
  let nEnded = 0;
  const showEnd = (): void => {
    nEnded++;
    progress.update({
      label: 'Training',
      done: nEnded,
      total: settings.length,
      detail: ofTotal(nEnded, settings.length, 'runs'),
      remainingMs: ((io.now() - startedAt) / nEnded) * (settings.length - nEnded),
    });
  };
  const results = await engine.sweep(datasetId, settings, {
    ...workHooks(session),
    onRun: (run, index) => {
      infos[index] = run.info;
      void run.finished.then(showEnd);
    },
  });
  progress.finish(`Trained ${counted(results.length, 'run')}.`);
  return results.map((result, index) => ({ info: infos[index]!, result }));
};

/** Some runs may diverge: that is what a sweep finds out. */
const exitCodeOf = (outcomes: SweepOutcome[]): number =>
  outcomes.every(({ result }) => result.stopReason === 'diverged') ? EXIT.diverged : EXIT.done;

/** Trains once for each value and says how each run ended. */
export const sweepRuns = async (
  session: Session,
  data: OpenedData,
  { key, runs }: Sweep<RunOptions>,
): Promise<number> => {
  const { io } = session;
  const { dataset, chosen } = data;
  const settings: RunSettings[] = [];
  for (const run of runs) {
    const options = onData(run.options, data);
    const learningRate = await learningRateOf(session, dataset.id, chosen, options);
    settings.push(runSettings(options, indicesOf(chosen), learningRate));
  }
  const ended = await runAll(session, dataset.id, settings);
  reportNotes(session, ended.flatMap(({ info }) => info.notes));
  const outcomes = ended.map((one, index) => ({ ...one, dataset, value: runs[index]!.value }));
  const failure = outcomes.find(({ result }) => result.stopReason === 'failed');
  const [first, ...others] = outcomes;
  if (first === undefined || failure !== undefined) {
    io.stderr(`${printable(failure?.result.failure ?? 'The runs failed.')}\n`);
    return EXIT.failed;
  }
  const { json } = runs[0].options;
  io.stdout(`${json ? sweepJson(key, outcomes) : sweepText(key, [first, ...others])}\n`);
  return exitCodeOf(outcomes);
};
