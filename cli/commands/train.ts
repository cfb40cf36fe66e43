import { coefficientsCsv, serializeModel } from '../../workers/core/export/model';
import { isForClasses } from '../../workers/core/losses/properties';
import type { DatasetSummary, RunResult } from '../../workers/core/schema';
import type { Run } from '../../workers/engine/api';
import { writeTextAtomic } from '../../workers/engine/files/atomicWrite';
import { learningRateOf } from '../autoRate';
import { chooseColumns, indicesOf, type ChosenColumns } from '../columns';
import { importProposed, propose, reportNotes, saveRejected, withEngine, workHooks, type Session } from '../dataset';
import { EXIT } from '../failures';
import { followRun } from '../followRun';
import { printable } from '../format';
import type { Io } from '../io';
import { parseTrain, type RunOptions, type TrainOptions } from '../options/train';
import { checkOutputs } from '../outputs';
import { createProgress } from '../progress';
import { trainText } from '../reports/train';
import { foldsObject, foldsText } from '../reports/study';
import { jsonText, trainObject } from '../reports/trainJson';
import { runSettings } from '../runSettings';
import { makeStudy } from '../studies';
import { sweepRuns } from '../sweepRuns';

const saveModel = async (session: Session, run: Run, options: RunOptions): Promise<void> => {
  const { exportPath, coefficientsPath } = options;
  if (exportPath === null && coefficientsPath === null) return;
  const model = await session.engine.model(run.info.runId);
  if (exportPath !== null) await writeTextAtomic(exportPath, serializeModel(model));
  if (coefficientsPath !== null) await writeTextAtomic(coefficientsPath, coefficientsCsv(model));
};

/**
 * Exit code, after saying on stderr why a run did not end well. A good model on the disk is not replaced by a
 * diverged one.
 */
const conclude = ({ io }: Session, result: RunResult, options: RunOptions): number => {
  if (result.stopReason === 'diverged') {
    const unsaved = options.exportPath ?? options.coefficientsPath;
    const message = result.divergence?.message ?? 'The run diverged.';
    io.stderr(`${printable(message)}${unsaved === null ? '' : ' The model was not saved.'}\n`);
    return EXIT.diverged;
  }
  if (result.stopReason === 'failed') {
    io.stderr(`${printable(result.failure ?? 'The run failed.')}\n`);
    return EXIT.failed;
  }
  return EXIT.done;
};

const isSound = ({ stopReason }: RunResult): boolean => stopReason !== 'diverged' && stopReason !== 'failed';

const trainOnce = async (
  session: Session,
  dataset: DatasetSummary,
  chosen: ChosenColumns,
  options: TrainOptions,
): Promise<number> => {
  const { io, engine } = session;
  const folds = options.folds && (await makeStudy(session, dataset, chosen, options, options.folds));
  const learningRate = await learningRateOf(session, dataset.id, chosen, options);
  const run = await engine.startRun(dataset.id, runSettings(options, indicesOf(chosen), learningRate), workHooks(session));
  try {
    reportNotes(session, run.info.notes);
    const result = await followRun(session, run);
    if (result.stopReason !== 'failed' && options.logPath !== null) {
      await engine.writeLog(run.info.runId, options.logPath, workHooks(session));
    }
    if (isSound(result)) await saveModel(session, run, options);
    if (result.stopReason !== 'failed') {
      const outcome = { dataset, info: run.info, result };
      const text = options.json ? jsonText({ ...trainObject(outcome), ...foldsObject(folds) }) : trainText(outcome);
      io.stdout(`${text}\n${options.json ? '' : foldsText(folds)}`);
    }
    return conclude(session, result, options);
  } finally {
    await run.dispose();
  }
};

const trainIn = async (session: Session, options: TrainOptions): Promise<number> => {
  const { target, features, method, sweep } = options;
  const proposal = await propose(session, options.path, options.dialect);
  const chosen = chooseColumns(proposal.columns, target, features, { isForClasses: isForClasses(method.loss) });
  const dataset = await importProposed(session, proposal);
  await saveRejected(session, dataset, options.rejectedPath);
  return sweep === null
    ? trainOnce(session, dataset, chosen, options)
    : sweepRuns(session, dataset, chosen, sweep);
};

export const train = async (argv: string[], io: Io): Promise<number> => {
  const options = parseTrain(argv);
  await checkOutputs(
    [
      { option: 'export', path: options.exportPath },
      { option: 'coefficients', path: options.coefficientsPath },
      { option: 'log', path: options.logPath },
      { option: 'rejected', path: options.rejectedPath },
    ],
    [options.path],
  );
  const maxWorkers = options.workers === 'auto' ? undefined : options.workers;
  return withEngine(
    io,
    createProgress(io, options.quiet),
    options.quiet,
    (session) => trainIn(session, options),
    maxWorkers,
  );
};
