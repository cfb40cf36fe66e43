import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { partRows } from '../../core/design/splitRows';
import { inputsOf } from '../../core/export/describedModel';
import type { ScoredRows } from '../../core/export/scores';
import type { Resplit } from '../../core/preparation/parts';
import {
  FallLineError,
  type DatasetSummary,
  type Evaluation,
  type ImportProgress,
  type ModelFile, type NewLevel,
  type Preparation,
  type Prepared,
  type Recipe,
  type RunData,
  type RunInfo,
} from '../../core/schema';
import type { DataKind, DataRequests, EvaluateRequest, RowSurvey } from '../../tasks/data/messages';
import type { Engine, EngineOptions, TableSink, WorkHooks } from '../api';
import { writeFileAtomic } from '../files/atomicWrite';
import type { BuildShards, ColumnSelection } from '../training/designMatrix';
import { inputIndexes } from './columns';
import { readFileState } from './fileState';
import { importDataset, type Imported } from './importDataset';
import { createPredictions } from './predictions';
import { createPreparedDatasets, notOpen } from './preparedDatasets';
import { createDataPools, type DataPools } from './pools';
import { proveImport } from './proveImport';
import { createScratch } from './scratch';
import { beginWork, runTask, type Work } from './work';

/** The dataset part of the engine, and what the training half needs of it. */
export interface DataEngine
  extends Pick<
    Engine,
    | 'proposeImport' | 'proveImport' | 'importFile' | 'prepare' | 'applyPreparation' | 'profile' | 'readRows' | 'readRejected' | 'saveRejected' | 'sha256' | 'closeDataset' | 'predict' | 'previewPredictions' | 'dispose'
  > {
  describe(datasetId: string): DatasetSummary;
  /** The file that a dataset is of: of a prepared one the file that it was made of. */
  fileOf(datasetId: string): DatasetSummary;
  writeTrace(
    trace: { info: RunInfo; recordLength: number; records: Float64Array },
    sink: TableSink,
    hooks?: WorkHooks,
  ): Promise<{ nRows: number }>;
  /** Datasets that end with this one. */
  preparedFrom(datasetId: string): string[];
  /** How the columns of a dataset come from those of its file; null where they are the same. */
  preparationOf(datasetId: string): Preparation | null;
  /** As `prepare`, with the rows split anew: for studies. The statistics are those of the rows then trained on. */
  prepareAnew(datasetId: string, recipe: Recipe, how: Resplit, hooks?: WorkHooks): Promise<Prepared>;
  runData(datasetId: string): RunData;
  buildShards: BuildShards;
  /** What is known of the rows of a selection without building its shards. */
  survey(datasetId: string, selection: ColumnSelection, hooks?: WorkHooks): Promise<RowSurvey>;
  /** Raw columns and predictions of at most `nRows` rows, spread over the file. */
  score(model: ModelFile, datasetId: string, nRows: number, hooks?: WorkHooks): Promise<ScoredRows>;
  /** Opens the columns of a model on a file while `use` is at work: those of the file, or a view with its preparation replayed. */
  withFeatures<T>(
    model: Pick<ModelFile, 'preparation'>,
    datasetId: string,
    hooks: WorkHooks,
    use: (dataset: DatasetSummary, newLevels: readonly NewLevel[]) => Promise<T>,
  ): Promise<T>;
  /** Streams the rows past the model; all that it needs of the run or the file is in the request. */
  evaluate(request: EvaluateRequest, hooks?: WorkHooks): Promise<Evaluation>;
  /** Writes the large sample (1,000,000 x 20) to `path`; nothing is left there where it fails or is cancelled. */
  makeSample(path: string, hooks?: WorkHooks): Promise<void>;
}

export const createDataEngine = (
  options: EngineOptions,
  pools: DataPools = createDataPools(options.tasksDirectory),
): DataEngine => {
  const scratch = createScratch(options.scratchDirectory);
  const datasets = new Map<string, Imported>();
  const underWay = new Set<{ work: Work; settled: Promise<unknown> }>();
  let disposal: Promise<void> | null = null;

  const datasetOf = (id: string): Imported => {
    const dataset = datasets.get(id) ?? prepared.find(id);
    if (!dataset) throw notOpen();
    return dataset;
  };

  const databasePath = (id: string): string => join(scratch.path, `${id}.db`);

  /** After the data thread has ended: what it held is gone, its files are not. */
  const forgetAll = async (): Promise<void> => {
    const ids = [...datasets.keys()];
    datasets.clear();
    prepared.clear();
    for (const id of ids) {
      for (const path of [databasePath(id), `${databasePath(id)}.wal`]) await rm(path, { force: true }).catch(() => undefined);
    }
  };

  /** Keeps track of what runs, so that dispose waits for it; `prompt` answers a cancel before all is cleaned up. */
  const track = async <T>(
    hooks: WorkHooks,
    phase: ImportProgress['phase'],
    unit: ImportProgress['unit'],
    prompt: boolean,
    run: (work: Work) => Promise<T>,
  ): Promise<T> => {
    if (disposal) throw new FallLineError('not-open', 'The engine has been closed.');
    const work = beginWork(hooks, phase, unit);
    const promise = run(work);
    const entry = { work, settled: promise.catch(() => undefined) };
    underWay.add(entry);
    void entry.settled.then(() => underWay.delete(entry));
    let isDone = false;
    try {
      const value = await (prompt ? work.promptly(promise) : promise);
      isDone = true;
      return value;
    } catch (error) {
      if (error instanceof FallLineError && error.code === 'worker-died') await forgetAll();
      throw error;
    } finally {
      work.end(isDone);
    }
  };

  const call = <K extends DataKind>(
    work: Work,
    kind: K,
    request: DataRequests[K]['request'],
  ): Promise<DataRequests[K]['response']> => runTask(pools.data, { kind, control: work.block(true), request });

  /** A short request without progress. */
  const ask = <K extends DataKind>(kind: K, request: DataRequests[K]['request']): Promise<DataRequests[K]['response']> =>
    track({}, 'check', 'rows', false, (work) => call(work, kind, request));

  const prepared = createPreparedDatasets({
    sourceOf: (id) => {
      const source = datasets.get(id);
      if (!source) throw notOpen();
      return source;
    },
    track: (hooks, run) => track(hooks, 'prepare', 'rows', true, run),
    call,
  });

  const closeDataset: DataEngine['closeDataset'] = async (datasetId) => {
    for (const id of prepared.from(datasetId)) prepared.forget(id);
    if (datasets.delete(datasetId) || prepared.forget(datasetId)) await ask('close', { datasetId });
  };

  const buildShards: BuildShards = (datasetId, selection, allocate, hooks = {}) =>
    // Not prompt: no thread may touch the memories any more once this has settled.
    track(hooks, 'shards', 'rows', false, async (work) => {
      const { target, features, standardize, intercept, scaledBy, degree, isShuffled, validationShare, seed, targetKind } = selection;
      const { weightColumn, partColumn } = selection;
      const rows = { datasetId, features, target, weightColumn, partColumn };
      datasetOf(datasetId);
      const counted = await call(work, 'count', { ...rows, targetKind });
      const { nComplete, nTraining, isWeighted, classNames, rowsSkipped, notes } = counted;
      work.throwIfCancelled();
      const size = { ...partRows(nComplete, nTraining, validationShare), nOutputs: classNames?.length ?? 1, isWeighted };
      const summary = await call(work, 'build', {
        ...rows,
        ...allocate(size),
        design: { standardize, intercept, scaledBy, degree },
        shuffleSeed: isShuffled || validationShare > 0 ? seed : null,
        classNames,
      });
      work.throwIfCancelled();
      return { summary, rowsSkipped, notes };
    });

  const withFeatures: DataEngine['withFeatures'] = async ({ preparation }, datasetId, hooks, use) => {
    if (!preparation) return use(datasetOf(datasetId).summary, []);
    const { dataset, newLevels } = await prepared.apply(preparation, datasetId, hooks);
    try {
      return await use(dataset, newLevels);
    } finally {
      await closeDataset(dataset.id).catch(() => undefined);
    }
  };

  const { predict, previewPredictions } = createPredictions({
    datasetOf, track, call, withFeatures, databasePath, scratchPath: scratch.path,
  });

  const writeTrace: DataEngine['writeTrace'] = ({ info, recordLength, records }, { path, format = 'csv' }, hooks = {}) =>
    track(hooks, 'log', 'steps', true, async (work) => {
      const { featureNames, nOutputs, classNames, nWorkers, nSamples, settings } = info;
      const run = { featureNames, nOutputs, classNames, nWorkers, nSamples, batchSize: settings.batchSize };
      let nRows = 0;
      await writeFileAtomic(path, async (temporaryPath) => {
        const request = { run, recordLength, records, path: temporaryPath, format, databasePath: databasePath(randomUUID()) };
        ({ nRows } = await call(work, 'trace', request));
      });
      return { nRows };
    });

  const score: DataEngine['score'] = (model, datasetId, nRows, hooks = {}) =>
    track(hooks, 'check', 'rows', true, async (work) => {
      const columns = inputIndexes(datasetOf(datasetId).summary, inputsOf(model));
      return call(work, 'score', { datasetId, columns, model, nRows });
    });

  const stop = async (): Promise<void> => {
    const running = [...underWay];
    for (const { work } of running) work.cancel();
    await Promise.all(running.map(({ settled }) => settled));
    const { block, end } = beginWork({}, 'check', 'rows');
    // Databases are closed by the thread that opened them; one that is gone has none.
    await runTask(pools.data, { kind: 'closeAll', control: block(false), request: {} }).catch(() => undefined);
    end(false);
    await Promise.all([pools.data.destroy(), pools.scan.destroy()]);
    datasets.clear();
    prepared.clear();
    await scratch.dispose();
  };

  return {
    proposeImport: (path, overrides = {}) =>
      track({}, 'check', 'rows', false, async (work) => {
        await readFileState(path);
        return call(work, 'propose', { path, overrides });
      }),
    proveImport: (path, importOptions, hooks = {}) =>
      track(hooks, 'check', 'bytes', true, (work) => proveImport(path, importOptions, work, { pools, scratch: scratch.path })),
    importFile: (path, importOptions, hooks = {}) =>
      track(hooks, 'read', 'bytes', true, async (work) => {
        const datasetId = randomUUID();
        const imported = await importDataset(path, importOptions, work, {
          datasetId,
          pools,
          scratch: scratch.path,
          databasePath: databasePath(datasetId),
        });
        datasets.set(datasetId, imported);
        return imported.summary;
      }),
    profile: (datasetId, hooks = {}) =>
      track(hooks, 'profile', 'rows', true, async (work) => {
        datasetOf(datasetId);
        return call(work, 'profile', { datasetId });
      }),
    readRows: async (datasetId, rowStart, count) => {
      datasetOf(datasetId);
      return ask('rows', { datasetId, rowStart, count });
    },
    readRejected: async (datasetId, start, count) => {
      datasetOf(datasetId);
      return ask('rejected', { datasetId, start, count });
    },
    saveRejected: (datasetId, path, hooks = {}) =>
      track(hooks, 'log', 'rows', false, async (work) => {
        const { nRejected } = datasetOf(datasetId).summary;
        let nLines = 0;
        await writeFileAtomic(path, async (temporaryPath) => {
          ({ nLines } = await call(work, 'saveRejected', { datasetId, path: temporaryPath, nRejected }));
        });
        return { nLines, nRejected };
      }),
    sha256: async (datasetId) => datasetOf(datasetId).sha256,
    closeDataset,
    prepare: (datasetId, recipe, hooks = {}) => prepared.prepare(datasetId, recipe, null, hooks),
    prepareAnew: (datasetId, recipe, how, hooks = {}) => prepared.prepare(datasetId, recipe, how, hooks),
    applyPreparation: (preparation, datasetId, hooks = {}) => prepared.apply(preparation, datasetId, hooks),
    preparedFrom: prepared.from,
    preparationOf: prepared.preparationOf,
    describe: (datasetId) => datasetOf(datasetId).summary,
    fileOf: (datasetId) => datasetOf(prepared.sourceId(datasetId) ?? datasetId).summary,
    runData: (datasetId) => {
      const { summary, sha256, options } = datasetOf(prepared.sourceId(datasetId) ?? datasetId);
      const { path, fileName, nRows } = summary;
      const preparation = prepared.preparationOf(datasetId);
      return { data: { path: resolve(path), fileName, nRows, sha256, options }, recipe: preparation?.recipe ?? null, preparation };
    },
    makeSample: (path, hooks = {}) =>
      track(hooks, 'read', 'rows', true, async (work) => {
        await writeFileAtomic(path, async (temporaryPath) => {
          await call(work, 'sample', { path: temporaryPath });
        });
      }),
    buildShards,
    survey: (datasetId, { features, target, targetKind, weightColumn, partColumn }, hooks = {}) =>
      track(hooks, 'check', 'rows', true, async (work) => {
        datasetOf(datasetId);
        return call(work, 'survey', { datasetId, features, target, targetKind, weightColumn, partColumn });
      }),
    predict,
    withFeatures,
    previewPredictions,
    writeTrace,
    score,
    evaluate: (request, hooks = {}) =>
      track(hooks, 'check', 'rows', true, async (work) => {
        datasetOf(request.datasetId);
        return call(work, 'evaluate', request);
      }),
    dispose: () => (disposal ??= stop()),
  };
};
