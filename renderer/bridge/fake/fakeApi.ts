import type {
  DatasetSummary,
  DesignSettings,
  RowRoles,
  FallLineApi,
  IpcEventName,
  IpcEvents,
  IpcMap,
  IpcName,
  IpcResult,
  Method,
  MetricFrame,
  ModelFile,
  RunSettings,
} from '../../../electron/contract';
import { EXPORT_KINDS } from '../../../workers/core/export/formats/kinds';
import { FallLineError } from '../../../workers/core/schema';
import {
  FAKE_SAMPLES,
  makeFakeDataset,
  pageOf,
  profilesOf,
  proposalOf,
  summaryOf,
  type FakeDataset,
} from './fakeDataset';
import { fakeEvaluation } from './fakeEvaluation';
import { fakePreparation } from './fakePreparation';
import { fakePreview } from './fakePreview';
import { createFakeKeptRuns } from './fakeKeptRuns';
import { fakeProbe } from './fakeProbe';
import { fakeRace } from './fakeRace';
import { createFakeRun, type FakeRun } from './fakeRun';
import { FAKE_SELF_TEST } from './fakeSelfTest';
import { fakeSolution } from './fakeSolution';
import { fakeStudy } from './fakeStudy';

type Handlers = { [N in IpcName]: (request: IpcMap[N]['request']) => IpcMap[N]['response'] | Promise<IpcMap[N]['response']> };

export interface FakeOptions {
  /** Calls back later, again and again, until the returned function is called. */
  everyFrame?: (callback: () => void) => () => void;
  stepsPerFrame?: number;
  /** Answers that differ from the usual ones. */
  overrides?: Partial<Handlers>;
}

export type FakeApi = FallLineApi & {
  emit<N extends IpcEventName>(name: N, payload: IpcEvents[N]): void;
};

const every16Ms = (callback: () => void): (() => void) => {
  const timer = setInterval(callback, 16);
  return () => clearInterval(timer);
};

/** What a model file takes over from the settings of its run. */
function descentOf(settings: RunSettings): Omit<Method, 'loss'> & Omit<DesignSettings, keyof RowRoles> {
  const { penalty, optimizer, schedule, batchSize, clip, averageFrom, gradient } = settings;
  const { degree, intercept, scaledBy, storage, validationShare, seed } = settings;
  const rows = { degree, intercept, scaledBy, storage, validationShare, seed };
  return { penalty, optimizer, schedule, batchSize, clip, averageFrom, gradient, ...rows };
}

/** The whole application in one object: a tiny data set and real descent in plain JavaScript, without a main process. */
export function createFakeApi(options: FakeOptions = {}): FakeApi {
  const { everyFrame = every16Ms, stepsPerFrame = 4 } = options;
  const listeners = new Map<IpcEventName, Set<(payload: never) => void>>();
  const frameListeners = new Set<(frame: MetricFrame) => void>();
  let dataset: FakeDataset | null = null;
  let run: FakeRun | null = null;
  let stopTicking: (() => void) | null = null;
  let nOpened = 0;
  const keptRuns = createFakeKeptRuns();
  const preparedRows = new Map<string, FakeDataset>();
  /** What is open while an experiment goes on in its place. */
  let own: { dataset: FakeDataset | null; run: FakeRun | null } | null = null;

  function emit<N extends IpcEventName>(name: N, payload: IpcEvents[N]): void {
    for (const listener of listeners.get(name) ?? []) (listener as (payload: IpcEvents[N]) => void)(payload);
  }

  function tick(): void {
    if (run === null) return;
    run.advance(stepsPerFrame);
    const frame = run.readFrame();
    for (const listener of frameListeners) listener(frame);
    const result = run.result();
    if (result === null) return;
    endTicking();
    emit('run/finished', result);
  }

  function endTicking(): void {
    stopTicking?.();
    stopTicking = null;
  }

  const requireDataset = (id?: string): FakeDataset => {
    const prepared = preparedRows.get(id ?? '');
    if (prepared !== undefined) return prepared;
    if (dataset === null) throw new FallLineError('not-open', 'No data set is open. Open a file first.');
    return dataset;
  };

  function modelOf(): ModelFile {
    const result = run?.result();
    if (!run || !result) throw new FallLineError('not-open', 'There is no finished run. Press Run first.');
    const { info } = run;
    return {
      format: 'fall-line-model',
      formatVersion: 1,
      model: 'linear',
      ...descentOf(info.settings),
      targetName: info.targetName,
      preparation: null,
      columnNames: info.featureNames,
      featureNames: info.featureNames,
      weights: result.weights,
      bias: result.bias,
      classNames: null,
      classes: null,
      standardize: info.settings.standardize,
      scaling: info.scaling,
      loss: { kind: 'squared', parameter: null, name: 'Mean squared error', formula: '(eta - y)^2', value: result.loss },
      objective: { formula: info.objective, value: result.objective },
      learningRate: result.learningRate,
      steps: result.steps,
      stopReason: result.stopReason,
      thetaHash: result.thetaHash,
      nSamples: info.nSamples,
      rowsRejected: 0,
      rowsSkipped: 0,
      data: { fileName: requireDataset().fileName, nRows: info.nSamples, sha256: '0123abcd'.repeat(8) },
      createdAt: '2026-01-01T00:00:00.000Z',
      applicationVersion: '0.1.0',
      intervals: null,
      intervalsReason: null,
    };
  }

  function reopen(id: string): { dataset: DatasetSummary; prepared: null } {
    dataset = makeFakeDataset(keptRuns.require(id).data.path);
    return { dataset: summaryOf(dataset, `dataset-${++nOpened}`), prepared: null };
  }

  const handlers: Handlers = {
    'app/info': () => ({ version: '0.1.0', platform: 'browser', maxWorkers: 2, samples: FAKE_SAMPLES, initialFile: null }),
    'app/self-test': () => FAKE_SELF_TEST,
    'app/recent-files': () => [{ path: '/data/houses.csv', fileName: 'houses.csv' }],
    'file/choose': () => ({ path: '/data/houses.csv' }),
    'sample/path': ({ id }) => ({ path: `/samples/${id}.csv` }),
    'import/propose': ({ path, overrides }) => {
      const proposal = proposalOf(makeFakeDataset(path));
      return { ...proposal, dialect: { ...proposal.dialect, ...overrides } };
    },
    'import/start': ({ path }) => {
      dataset = makeFakeDataset(path);
      return summaryOf(dataset, `dataset-${++nOpened}`);
    },
    'import/prove': () => ({ nRows: makeFakeDataset('').rows.length, ambiguities: [], elapsedMs: 1 }),
    'dataset/save-rejected': () => ({ path: '/data/rejected.csv', nLines: 0, nRejected: 0 }),
    'file/kind': ({ path }) => (path.endsWith('model.json') ? 'model' : 'data'),
    'work/cancel': () => null,
    'dataset/profile': ({ datasetId }) => profilesOf(requireDataset(datasetId)),
    'dataset/rows': ({ datasetId, rowStart, count }) => ({ rowStart, rows: pageOf(requireDataset(datasetId), rowStart, count) }),
    'dataset/rejected': ({ start }) => ({ start, total: 0, lines: [] }),
    'dataset/solve': ({ datasetId, settings }) => fakeSolution(requireDataset(datasetId), settings),
    'dataset/prepare': ({ datasetId, recipe }) => {
      const id = `prepared-${++nOpened}`;
      const dataset = requireDataset();
      const { prepared, rows } = fakePreparation(dataset, summaryOf(dataset, datasetId), recipe, id);
      preparedRows.set(id, rows);
      return prepared;
    },
    'recipe/save': () => ({ path: '/data/recipe.json' }),
    'recipe/open': () => null,
    'run/start': ({ datasetId, settings }) => {
      endTicking();
      run = createFakeRun(`run-${++nOpened}`, requireDataset(datasetId), settings);
      stopTicking = everyFrame(tick);
      return { ...run.info, datasetId };
    },
    'run/control': ({ command }) => {
      run?.control(command);
      return null;
    },
    'run/is-open': ({ runId }) => run?.info.runId === runId,
    'run/dispose': () => {
      endTicking();
      run = null;
      return null;
    },
    'run/save-trace': () => ({ path: '/data/trace.csv', nRows: (run?.result()?.steps ?? 0) + 1 }),
    'run/save-log': () => ({ path: '/data/log.csv', nLines: run?.result()?.steps ?? 0 }),
    'run/probe': ({ request }) => (run === null ? null : fakeProbe(requireDataset(run.info.datasetId), run.info.settings, request)),
    'run/state-at': ({ step }) => run?.stateAt(step) ?? null,
    'run/evaluate': ({ runId }) => {
      const model = run?.standing();
      return run && model && run.info.runId === runId ? fakeEvaluation(requireDataset(run.info.datasetId), run.info, model) : null;
    },
    'run/race': ({ datasetId, settings }) => fakeRace(requireDataset(datasetId), settings),
    'study/start': ({ datasetId, study }) => fakeStudy(requireDataset(datasetId), study),
    'experiment/begin': ({ sampleId }) => {
      endTicking();
      own ??= { dataset, run };
      run = null;
      dataset = makeFakeDataset(`/samples/${sampleId}.csv`);
      return summaryOf(dataset, `dataset-${++nOpened}`);
    },
    'experiment/end': () => {
      endTicking();
      if (own !== null) ({ dataset, run } = own);
      own = null;
      if (run !== null && run.result() === null) stopTicking = everyFrame(tick);
      return null;
    },
    'kept-runs/list': () => keptRuns.list(),
    'kept-runs/trace': ({ id }) => keptRuns.trace(id),
    'kept-runs/change': ({ id, change }) => keptRuns.change(id, change),
    'kept-runs/delete': ({ ids }) => keptRuns.remove(ids),
    'kept-runs/restore': ({ ids }) => keptRuns.restore(ids),
    'kept-runs/save-csv': () => ({ path: '/data/runs.csv' }),
    'kept-runs/open-data': ({ id }) => reopen(id),
    'kept-runs/resume': ({ id }) => {
      const reopened = reopen(id);
      endTicking();
      run = createFakeRun(id, requireDataset(), keptRuns.require(id).settings);
      stopTicking = everyFrame(tick);
      return { ...reopened, info: { ...run.info, datasetId: reopened.dataset.id } };
    },
    'model/preview': modelOf,
    'model/export': ({ format }) => ({
      path: `/data/model.${EXPORT_KINDS[format].extension}`,
      byteLength: 1_234,
      check: { nRows: requireDataset().rows.length, largestDifference: 2.2e-16, consumer: 'a program' },
    }),
    'model/open': ({ path }) => ({ path: path ?? '/data/model.json', model: modelOf() }),
    'model/predict': () => ({ path: '/data/predictions.csv', nRows: requireDataset().rows.length, rowsWithoutPrediction: 0 }),
    'predict/open': ({ path }) => ({ ...summaryOf(makeFakeDataset(path ?? '/data/new.csv', 12), 'beside'), id: 'beside' }),
    'predict/close': () => null,
    'predict/preview': ({ model, datasetId }) => fakePreview(datasetId === 'beside' ? makeFakeDataset('/data/new.csv', 12) : requireDataset(), model),
    'predict/save': () => ({ path: '/data/predictions.csv', nRows: 12, rowsWithoutPrediction: 0, newLevels: [] }),
    'image/save-png': ({ suggestedName }) => ({ path: `/data/${suggestedName}` }),
    'image/save-svg': ({ suggestedName }) => ({ path: `/data/${suggestedName}` }),
    'image/copy-png': () => null,
    ...options.overrides,
  };

  const answer =
    <N extends IpcName>(name: N) =>
    async (request: IpcMap[N]['request']): Promise<IpcResult<IpcMap[N]['response']>> => {
      try {
        return { ok: true, value: await handlers[name](structuredClone(request)) };
      } catch (error) {
        if (error instanceof FallLineError) return { ok: false, code: error.code, message: error.message };
        throw error;
      }
    };
  const names = Object.keys(handlers) as IpcName[];
  const methods = Object.fromEntries(names.map((name) => [name, answer(name)])) as Pick<FallLineApi, IpcName>;

  return {
    ...methods,
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    onFrame(listener) {
      frameListeners.add(listener);
      return () => frameListeners.delete(listener);
    },
    allowDroppedFile: (file) => Promise.resolve(`/data/${file.name}`),
    emit,
  };
}
