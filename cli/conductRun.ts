import { coefficientsCsv, serializeModel } from '../workers/core/export/model';
import { tableFormatOf } from '../workers/core/export/tableColumns';
import type { DatasetSummary, RunResult } from '../workers/core/schema';
import type { Run } from '../workers/engine/api';
import { writeTextAtomic } from '../workers/engine/files/atomicWrite';
import type { Recording } from '../workers/engine/store/recorder';
import { reportNotes, workHooks, type Session } from './dataset';
import { EXIT } from './failures';
import { followRun } from './followRun';
import { printable } from './format';
import type { TrainOutcome } from './reports/trainJson';

/** What becomes of a run. */
export interface RunOutputs {
  exportPath: string | null;
  coefficientsPath: string | null;
  logPath: string | null;
  tracePath: string | null;
  /** What is said of it at the end. */
  describe: (outcome: TrainOutcome) => string;
}

const saveModel = async (session: Session, run: Run, { exportPath, coefficientsPath }: RunOutputs): Promise<void> => {
  if (exportPath === null && coefficientsPath === null) return;
  const model = await session.engine.model(run.info.runId);
  if (exportPath !== null) await writeTextAtomic(exportPath, serializeModel(model));
  if (coefficientsPath !== null) await writeTextAtomic(coefficientsPath, coefficientsCsv(model));
};

/**
 * Exit code, after saying on stderr why a run did not end well. A good model on the disk is not replaced by a
 * diverged one.
 */
const conclude = ({ io }: Session, result: RunResult, outputs: RunOutputs): number => {
  if (result.stopReason === 'diverged') {
    const unsaved = outputs.exportPath ?? outputs.coefficientsPath;
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

/** From its start to its disposal: shows it, keeps it, and says and saves what came of it. */
export const conductRun = async (
  session: Session,
  dataset: DatasetSummary,
  run: Run,
  outputs: RunOutputs,
  recording: Recording | null,
): Promise<number> => {
  const { io, engine } = session;
  try {
    reportNotes(session, run.info.notes);
    const result = await followRun(session, run);
    if (result.stopReason !== 'failed' && outputs.logPath !== null) {
      await engine.writeLog(run.info.runId, outputs.logPath, workHooks(session));
    }
    if (result.stopReason !== 'failed' && outputs.tracePath !== null) {
      const sink = { path: outputs.tracePath, format: tableFormatOf(outputs.tracePath) };
      await engine.writeTrace(run.info.runId, sink, workHooks(session));
    }
    if (isSound(result)) await saveModel(session, run, outputs);
    if (result.stopReason !== 'failed') {
      io.stdout(`${outputs.describe({ dataset, info: run.info, result })}\n`);
    }
    return conclude(session, result, outputs);
  } finally {
    await recording?.close();
    await run.dispose();
  }
};
