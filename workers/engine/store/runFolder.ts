import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NotAsExpected } from '../../core/keptRuns/checks';
import { NO_LABELS, parseLabels, type Labels } from '../../core/keptRuns/labels';
import { parseRun } from '../../core/keptRuns/runFile';
import { FallLineError, type KeptRun } from '../../core/schema';
import { isOwned } from './owner';

/** The files in the folder of a run. Traces: traceFile.ts. */
export const RUN_FILE = 'run.json';
export const LABELS_FILE = 'labels.json';
export const CHECKPOINT_FILE = 'checkpoint.bin';

/** Larger than that of a run with tens of thousands of columns. */
const MOST_RUN_BYTES = 64 * 2 ** 20;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const sizeOf = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

/** Whether a run that ended so has further steps to make. */
export const hasFurtherSteps = (stopReason: KeptRun['last']['stopReason']): boolean =>
  stopReason === null || stopReason === 'stopped' || stopReason === 'failed';

const reasonOf = (error: unknown): string => {
  if (error instanceof NotAsExpected) return `its "${error.place || 'file'}" is not ${error.expected}`;
  if (error instanceof SyntaxError) return 'its file is no JSON, and may be half written';
  if (isMissing(error)) return 'its file is missing';
  return error instanceof Error ? error.message : String(error);
};

/** One sentence on what is wrong, and the way out. */
export const damagedRun = (id: string, error: unknown): FallLineError =>
  new FallLineError('file-damaged', `The kept run ${id.slice(0, 8)} cannot be read: ${reasonOf(error)}. Delete it.`);

export const readLabels = async (folder: string): Promise<Labels> => {
  try {
    return parseLabels(await readFile(join(folder, LABELS_FILE), 'utf8'));
  } catch (error) {
    if (isMissing(error)) return NO_LABELS;
    throw error;
  }
};

/** Throws FallLineError 'file-damaged'. */
export const readRun = async (folder: string, id: string): Promise<KeptRun> => {
  try {
    const path = join(folder, RUN_FILE);
    if (((await sizeOf(path)) ?? 0) > MOST_RUN_BYTES) throw new Error('its file is larger than any run makes it');
    const run = parseRun(await readFile(path, 'utf8'));
    if (run.id !== id) throw new NotAsExpected('id', 'the name of its folder');
    const [labels, isOpen, checkpointBytes] = await Promise.all([
      readLabels(folder),
      isOwned(folder),
      sizeOf(join(folder, CHECKPOINT_FILE)),
    ]);
    const canResume = checkpointBytes !== null && !isOpen && hasFurtherSteps(run.last.stopReason);
    return { ...run, ...labels, isOpen, canResume };
  } catch (error) {
    throw damagedRun(id, error);
  }
};
