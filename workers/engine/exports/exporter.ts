import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FallLineError, type ExportCheck, type ModelFile } from '../../core/schema';
import type { ScoredRows } from '../../core/export/scores';
import type { ExportRequests, ExportTaskKind } from '../../tasks/exports/messages';
import type { Engine, WorkHooks } from '../api';
import { createPool, type TaskPool } from '../data/pools';
import { beginWork, runTask, type Work } from '../data/work';
import { writeFileAtomic } from '../files/atomicWrite';
import { reportParts, type ReportSource } from './reportParts';

const ROWS_CHECKED = 1_000;
const IDLE_MS = 5_000;

export interface ExporterOptions {
  tasksDirectory: string;
  scratchDirectory: string;
  /** Raw columns and own predictions of at most so many rows. */
  score: (model: ModelFile, datasetId: string, nRows: number, hooks: WorkHooks) => Promise<ScoredRows>;
  report: ReportSource;
}

export interface Exporter extends Pick<Engine, 'exportModel'> {
  dispose(): Promise<void>;
}

const died = (): FallLineError =>
  new FallLineError('worker-died', 'The thread that writes and checks exports has ended. Export the model again.');

const createExportPool = (tasksDirectory: string): TaskPool =>
  createPool(
    {
      filename: join(tasksDirectory, 'exports.js'),
      minThreads: 0,
      maxThreads: 1,
      concurrentTasksPerWorker: 4,
      idleTimeout: IDLE_MS,
      atomics: 'disabled',
    },
    died,
  );

export const createExporter = ({ tasksDirectory, scratchDirectory, score, report: source }: ExporterOptions): Exporter => {
  const pool = createExportPool(tasksDirectory);
  const underWay = new Set<{ work: Work; settled: Promise<unknown> }>();
  let isDisposed = false;

  const call = <K extends ExportTaskKind>(
    work: Work,
    kind: K,
    request: ExportRequests[K]['request'],
  ): Promise<ExportRequests[K]['response']> => runTask(pool, { kind, control: work.block(kind === 'check'), request });

  const check = async (work: Work, request: Omit<ExportRequests['check']['request'], 'folder'>): Promise<ExportCheck> => {
    // Named as the scratch folder is, so that what a killed process leaves is removed by the next.
    const folder = await mkdtemp(join(scratchDirectory, `fall-line-${process.pid}-check-`));
    try {
      // Programs run in that folder, where a relative path would lead elsewhere.
      return await call(work, 'check', { ...request, path: resolve(request.path), folder });
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  };

  const run = async (work: Work, ...[model, format, path, { datasetId, runId = null }, hooks = {}]: Parameters<Engine['exportModel']>) => {
    // First the rows: what is wrong with the data is said before a file is replaced.
    const rows = datasetId === null ? null : await score(model, datasetId, ROWS_CHECKED, hooks);
    const report = format === 'html' ? await reportParts(source, model, { datasetId, runId }, hooks) : null;
    let byteLength = 0;
    await writeFileAtomic(path, async (temporaryPath) => {
      ({ byteLength } = await call(work, 'write', { model, format, path: temporaryPath, report }));
      work.throwIfCancelled();
    });
    const none: ExportCheck = { nRows: 0, largestDifference: null, consumer: 'Not run: there are no rows to score it on.' };
    return { path, byteLength, check: rows === null || rows.nRows === 0 ? none : await check(work, { model, format, path, rows }) };
  };

  return {
    exportModel: async (...request) => {
      if (isDisposed) throw new FallLineError('not-open', 'The engine has been closed.');
      const work = beginWork(request[4] ?? {}, 'check', 'rows');
      const promise = run(work, ...request);
      const entry = { work, settled: promise.catch(() => undefined) };
      underWay.add(entry);
      void entry.settled.then(() => underWay.delete(entry));
      try {
        return await work.promptly(promise);
      } finally {
        work.end(false);
      }
    },
    dispose: async () => {
      isDisposed = true;
      const running = [...underWay];
      for (const { work } of running) work.cancel();
      await Promise.all(running.map(({ settled }) => settled));
      await pool.destroy();
    },
  };
};
