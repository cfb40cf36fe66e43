import { FallLineError, type KeptRun } from '../../workers/core/schema';
import type { Engine, Run } from '../../workers/engine/api';
import { createRecorder, type Recording } from '../../workers/engine/store/recorder';
import { reopenData } from '../../workers/engine/store/reopen';
import type { RunStore } from '../../workers/engine/store/runStore';
import type { IpcResponse, RunInfo } from '../contract';
import type { Imports } from './imports';
import type { Preparations } from './preparations';
import type { ResumedRun, Runs } from './runs';

type ReopenedData = IpcResponse<'kept-runs/open-data'>;

/** Begins to keep a run of the window. */
export type KeepRun = (run: Run, resumed: ResumedRun | null) => Recording;

export interface KeepOptions {
  engine: Pick<Engine, 'runData'>;
  store: RunStore;
  applicationVersion: string;
  onChanged: () => void;
  onFailure: (error: unknown) => void;
}

export const createKeepRun = ({ engine, store, applicationVersion, onChanged, onFailure }: KeepOptions): KeepRun => {
  const record = createRecorder({ openWriter: store.openWriter, onChanged, onFailure });
  return (run, resumed) => {
    const startedAt = resumed?.startedAt ?? new Date().toISOString();
    return record(run, { ...engine.runData(run.info.datasetId), startedAt, applicationVersion }, resumed?.held ?? null);
  };
};

export interface ReopenOptions {
  engine: Pick<Engine, 'runData'>;
  store: RunStore;
  imports: Imports;
  preparations: Preparations;
  runs: Runs;
}

/** `path`: where the file of the run is now; null: where it was. */
export interface KeptRuns {
  openData(id: string, path: string | null): Promise<ReopenedData>;
  resume(id: string, path: string | null): Promise<ReopenedData & { info: RunInfo }>;
}

export const createKeptRuns = ({ engine, store, imports, preparations, runs }: ReopenOptions): KeptRuns => {
  /** What is open serves where it is the same file, read in the same way. */
  const openOnce = async (run: KeptRun, path: string | null, isSame: boolean): Promise<ReopenedData> => {
    const current = imports.current();
    const open = current && engine.runData(current.id).data;
    const serves = open?.sha256 === run.data.sha256 && JSON.stringify(open.options) === JSON.stringify(run.data.options);
    const dataset = serves ? current! : await reopenData({ engine, open: imports.start }, run, path, isSame);
    const prepared = run.recipe && (await preparations.prepare(dataset.id, run.recipe));
    return { dataset, prepared };
  };

  return {
    openData: async (id, path) => openOnce(await store.read(id), path, false),
    resume: async (id, path) => {
      const run = await store.read(id);
      // Before what is open is closed for nothing.
      await store.resumePoint(id);
      const data = await openOnce(run, path, true);
      const { held, ...point } = await store.resumePoint(id);
      const datasetId = data.prepared?.dataset.id ?? data.dataset.id;
      const info = await runs.start(datasetId, run.settings, { point, held, startedAt: run.startedAt });
      if (info.runId !== id) throw new FallLineError('unexpected', 'Another run was begun than the one that was asked for.');
      return { ...data, info };
    },
  };
};
