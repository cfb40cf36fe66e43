import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { keptTrace } from '../../core/keptRuns/keptTrace';
import { MOST_NAME, MOST_NOTE, type Labels } from '../../core/keptRuns/labels';
import { FallLineError, type KeptRun, type KeptRunChange, type KeptRunList, type KeptTrace } from '../../core/schema';
import { formatCount } from '../../core/text/counted';
import { writeTextAtomic } from '../files/atomicWrite';
import type { TracePosition } from '../training/keepsake';
import type { ResumePoint } from '../training/resume';
import { decodeCheckpoint, MOST_CHECKPOINT_BYTES } from './checkpointFile';
import { isOwned } from './owner';
import { CHECKPOINT_FILE, damagedRun, LABELS_FILE, readLabels, readRun } from './runFolder';
import { createRunWriter, type RunOrigin, type RunWriter } from './runWriter';
import { readTrace, strides } from './traceFile';

/** The runs in a person's data folder, a folder each. Other processes may read and write it at the same time. */
export interface RunStore {
  readonly folder: string;
  list(): Promise<KeptRunList>;
  /** Throws FallLineError 'not-open' where there is no such run, 'file-damaged' where it cannot be read. */
  read(id: string): Promise<KeptRun>;
  /** The id that begins so, of a run that is kept or one that was deleted; throws where there is none, or more than one. */
  find(prefix: string, among?: 'kept' | 'deleted'): Promise<string>;
  trace(id: string): Promise<KeptTrace>;
  resumePoint(id: string): Promise<ResumePoint & { held: TracePosition }>;
  change(id: string, change: KeptRunChange): Promise<KeptRun>;
  /** Puts runs away; `restore` brings them back until `emptyDeleted`. */
  remove(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<void>;
  emptyDeleted(): Promise<void>;
  openWriter(runId: string, origin: RunOrigin, resumed: TracePosition | null): RunWriter;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DELETED = '.deleted';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const idsIn = async (folder: string): Promise<string[]> => {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && ID.test(entry.name)).map(({ name }) => name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
};

const bytesIn = async (folder: string): Promise<number> => {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then(({ size }) => size, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
};

const noRun = (id: string): FallLineError =>
  new FallLineError('not-open', `There is no kept run ${id}. List the runs to see which there are.`);

/** `dataFolder`: see dataFolder.ts. Nothing is made there before there is something to keep. */
export const createRunStore = (dataFolder: string, now: () => Date): RunStore => {
  const folder = join(dataFolder, 'runs');
  const deleted = join(folder, DELETED);
  const at = (id: string): string => {
    if (!ID.test(id)) throw noRun(id);
    return join(folder, id);
  };

  const require = async (id: string): Promise<string> => {
    const path = at(id);
    if (!(await stat(path).catch(() => null))?.isDirectory()) throw noRun(id);
    return path;
  };

  const read = async (id: string): Promise<KeptRun> => readRun(await require(id), id);

  const list = async (): Promise<KeptRunList> => {
    const ids = await idsIn(folder);
    const found = await Promise.all(ids.map((id) => readRun(at(id), id).catch((error: unknown) => damagedOf(id, error))));
    const sizes = await Promise.all(ids.map((id) => bytesIn(at(id))));
    const runs = found.filter((one): one is KeptRun => !('message' in one));
    runs.sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : a.id < b.id ? -1 : 1));
    return {
      runs,
      damaged: found.filter((one): one is { id: string; message: string } => 'message' in one),
      folder,
      byteLength: sizes.reduce((sum, size) => sum + size, 0),
    };
  };

  const find: RunStore['find'] = async (prefix, among = 'kept') => {
    const wanted = prefix.toLowerCase();
    const matches = (await idsIn(among === 'kept' ? folder : deleted)).filter((id) => id.startsWith(wanted));
    if (wanted === '' || matches.length === 0) throw noRun(`"${prefix}"`);
    if (matches.length > 1) {
      throw new FallLineError('setting-invalid', `${matches.length} runs begin with "${prefix}": give more of the id.`);
    }
    return matches[0]!;
  };

  const writeLabels = (path: string, labels: Labels): Promise<void> =>
    writeTextAtomic(join(path, LABELS_FILE), JSON.stringify(labels));

  const setLabels = async (path: string, change: Partial<Labels>): Promise<void> =>
    writeLabels(path, { ...(await readLabels(path)), ...change });

  const clearBaselines = async (except: string): Promise<void> => {
    for (const id of await idsIn(folder)) {
      if (id === except) continue;
      const labels = await readLabels(at(id)).catch(() => null);
      if (labels?.isBaseline) await writeLabels(at(id), { ...labels, isBaseline: false });
    }
  };

  const change = async (id: string, wanted: KeptRunChange): Promise<KeptRun> => {
    const tooLong = (wanted.name?.length ?? 0) > MOST_NAME || (wanted.note?.length ?? 0) > MOST_NOTE;
    if (tooLong) {
      const message = `The name or note is too long. Give at most ${MOST_NAME} characters for a name and ${formatCount(MOST_NOTE)} for a note.`;
      throw new FallLineError('setting-invalid', message);
    }
    await setLabels(await require(id), wanted);
    if (wanted.isBaseline) await clearBaselines(id);
    return read(id);
  };

  const remove = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      const path = await require(id);
      if (await isOwned(path)) {
        throw new FallLineError('setting-invalid', `The run ${id.slice(0, 8)} is going on. Let it end, or close it where it runs, before you delete it.`);
      }
      await setLabels(path, { deletedAt: now().toISOString() }).catch(() => undefined);
      await mkdir(deleted, { recursive: true });
      await rename(path, join(deleted, id));
    }
  };

  const restore = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      const path = at(id);
      try {
        await rename(join(deleted, id), path);
      } catch (error) {
        if (!isMissing(error)) throw error;
        throw new FallLineError('not-open', `The run ${id.slice(0, 8)} is no longer there: deleted runs are gone for good once the window starts anew.`);
      }
      await setLabels(path, { deletedAt: null }).catch(() => undefined);
    }
  };

  /** The largest stride is that of the newest trace; a writer in another process may have just replaced it. */
  const trace = async (id: string): Promise<KeptTrace> => {
    const run = await read(id);
    for (let attempt = 0; ; attempt++) {
      const [stride] = await strides(at(id));
      if (stride === undefined) return keptTrace(run, { stride: 1, recordLength: 1, records: new Float64Array(0) });
      try {
        return keptTrace(run, await readTrace(at(id), stride, null));
      } catch (error) {
        if (!isMissing(error) || attempt > 2) throw error;
      }
    }
  };

  const resumePoint: RunStore['resumePoint'] = async (id) => {
    const run = await read(id);
    if (run.isOpen) throw new FallLineError('setting-invalid', `The run ${id.slice(0, 8)} is going on in another window or command. Let it end there.`);
    if (!run.canResume) throw new FallLineError('setting-invalid', `The run ${id.slice(0, 8)} has ended by itself, or was never saved on its way, so there is nothing to resume. Start it anew with its settings.`);
    const path = join(at(id), CHECKPOINT_FILE);
    if ((await stat(path)).size > MOST_CHECKPOINT_BYTES) throw damagedRun(id, new Error('its checkpoint is larger than any run makes it'));
    const { checkpoint, trace: held } = decodeCheckpoint(await readFile(path));
    const { stride, records } = await readTrace(at(id), held.stride, held.count);
    return { info: run.info, checkpoint, trace: { stride, records }, held };
  };

  return {
    folder,
    list,
    read,
    find,
    trace,
    resumePoint,
    change,
    remove,
    restore,
    emptyDeleted: () => rm(deleted, { recursive: true, force: true }),
    openWriter: (runId, origin, resumed) => createRunWriter(at(runId), origin, resumed),
  };
};

const damagedOf = (id: string, error: unknown): { id: string; message: string } => ({
  id,
  message: error instanceof Error ? error.message : String(error),
});
