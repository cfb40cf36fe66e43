import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { betterOf, MOST_ENDED_RECORDS, NO_BEST, thinned, type Best, type KeptRecords } from '../../core/keptRuns/keptTrace';
import { serializeRun, type RunFile } from '../../core/keptRuns/runFile';
import type { Keepsake, TracePosition } from '../training/keepsake';
import { writeFileAtomic, writeTextAtomic } from '../files/atomicWrite';
import { encodeCheckpoint } from './checkpointFile';
import { disown, own, stillOwn } from './owner';
import { CHECKPOINT_FILE, hasFurtherSteps, RUN_FILE } from './runFolder';
import { appendRecords, encodeTrace, readTrace, strides, traceName } from './traceFile';

/** What is known of a run besides its keepsake. */
export type RunOrigin = Omit<RunFile, 'info' | 'last' | 'settings' | 'id' | 'bestValidationLoss' | 'bestStep'>;

/** Writes the folder of one run, of which it is the only writer. Each file is whole at any time. */
export interface RunWriter {
  /** How much of the trace is on the disk. */
  held(): TracePosition | null;
  begin(first: Pick<Keepsake, 'info' | 'result'>): Promise<void>;
  write(keepsake: Keepsake): Promise<void>;
  /** The run goes on, but there is nothing new. */
  touch(): Promise<void>;
  close(): Promise<void>;
}

/** `resumed`: how much of the trace on the disk belongs to the checkpoint that the run went on from. */
export const createRunWriter = (folder: string, origin: RunOrigin, resumed: TracePosition | null): RunWriter => {
  let held = resumed;
  let best: Best = NO_BEST;

  const writeTrace = async ({ trace }: Keepsake): Promise<void> => {
    const { stride, recordLength, first, count, records } = trace;
    if (held?.stride === stride) {
      if (records.length > 0) await appendRecords(join(folder, traceName(stride)), first, { stride, recordLength, records });
    } else {
      await writeWhole({ stride, recordLength, records });
    }
    best = betterOf(best, { recordLength, records });
    held = { stride, count };
  };

  const writeWhole = (kept: KeptRecords): Promise<void> =>
    writeFileAtomic(join(folder, traceName(kept.stride)), (path) => writeFile(path, encodeTrace(kept)));

  /** Traces that no checkpoint goes with any more. */
  const removeOthers = async (stride: number): Promise<void> => {
    for (const other of await strides(folder)) {
      if (other !== stride) await rm(join(folder, traceName(other)), { force: true });
    }
  };

  /** Of a run that has ended for good, less is enough. */
  const makeSmall = async (): Promise<void> => {
    await rm(join(folder, CHECKPOINT_FILE), { force: true });
    if (held === null) return;
    const small = thinned(await readTrace(folder, held.stride, held.count), MOST_ENDED_RECORDS);
    if (small.stride !== held.stride) await writeWhole(small);
    held = { stride: small.stride, count: small.records.length / small.recordLength };
    await removeOthers(small.stride);
  };

  const writeRun = ({ info, result, hasEnded }: Pick<Keepsake, 'info' | 'result' | 'hasEnded'>): Promise<void> => {
    const last = { ...result, stopReason: hasEnded ? result.stopReason : null };
    const run: RunFile = {
      ...origin,
      id: info.runId,
      settings: info.settings,
      info,
      last,
      bestValidationLoss: best.validationLoss,
      bestStep: best.step,
    };
    return writeTextAtomic(join(folder, RUN_FILE), serializeRun(run));
  };

  return {
    held: () => held,
    begin: async (first) => {
      await mkdir(folder, { recursive: true });
      await own(folder);
      if (held === null) await writeRun({ ...first, hasEnded: false });
      else best = betterOf(NO_BEST, await readTrace(folder, held.stride, held.count));
    },
    write: async (keepsake) => {
      const { checkpoint, result, hasEnded } = keepsake;
      await writeTrace(keepsake);
      if (checkpoint && held) {
        const bytes = encodeCheckpoint({ checkpoint, trace: held });
        await writeFileAtomic(join(folder, CHECKPOINT_FILE), (path) => writeFile(path, bytes));
        await removeOthers(held.stride);
      }
      await writeRun(keepsake);
      if (hasEnded && !hasFurtherSteps(result.stopReason)) await makeSmall();
      await stillOwn(folder);
    },
    touch: () => stillOwn(folder),
    close: () => disown(folder),
  };
};
