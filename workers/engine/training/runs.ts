import { designNames, namesOfDesign } from '../../core/design/designNames';
import { buildModelFile } from '../../core/export/model';
import { FallLineError, type DatasetSummary, type Preparation, type ProbeRequest, type RaceLane, type ReplyTo, type RunInfo, type RunResult, type RunSettings } from '../../core/schema';
import { checkSettings } from '../../core/training/settings';
import type { Engine, Run, StartHooks, SweepHooks, WorkHooks } from '../api';
import type { DataEngine } from '../data/dataEngine';
import { factorMatrix, type SolverOptions } from '../exact/factorMatrix';
import type { MatrixUse } from '../exact/matrixUse';
import { createModelIntervals } from '../exact/modelIntervals';
import { checkSeparable } from '../exact/separable';
import { writeFileAtomic } from '../files/atomicWrite';
import { checkRows } from './rowsCheck';
import { wantsFactor } from './chooseFactored';
import { selectionOf, type ColumnSelection, type DesignMatrix } from './designMatrix';
import { createAside } from './aside';
import { laneOf } from './lanes';
import type { MatrixCache } from './matrixCache';
import { createFactorFinder } from './probe';
import { checkSurvey } from './startCheck';
import { sweepMatrix, type SweepEntry } from './sweep';
import type { RunSource, Trainer } from './trainer';
import type { TrainingRun } from './trainingRun';

export interface RunsHost {
  describe: (datasetId: string) => DatasetSummary;
  survey: DataEngine['survey'];
  holds: MatrixCache['holds'];
  sha256: (datasetId: string) => Promise<string>;
  fileOf: DataEngine['fileOf'];
  preparationOf: DataEngine['preparationOf'];
  use: MatrixUse;
  trainer: Trainer;
  solver: SolverOptions;
  isClosed: () => boolean;
  now: () => Date;
  applicationVersion: string;
}

export interface Runs extends Pick<Engine, 'checkStart' | 'startRun' | 'stateAt' | 'probe' | 'sweep' | 'race' | 'writeLog' | 'model'> {
  hasOpen(): boolean;
  /** What is known of a run that stands still. */
  standing(runId: string): RunInfo;
  /** The records kept of a run that stands still. */
  traceOf(runId: string): { info: RunInfo; recordLength: number; records: Float64Array };
  /** Ends the open run, on one dataset or on any, and what is made again of it. */
  close(datasetId?: string): Promise<void>;
}

export const sourceOf = (dataset: DatasetSummary, { target, features, degree }: RunSettings): RunSource => {
  const nameOf = (index: number): string =>
    dataset.columns.find((column) => column.index === index)?.name ?? '';
  return {
    datasetId: dataset.id,
    targetName: nameOf(target),
    featureNames: designNames(features.map(nameOf), degree),
  };
};

/** Of a preparation the features that a run was given, in its order. */
const preparationOf = (preparation: Preparation | null, { featureNames, settings }: RunInfo): Preparation | null =>
  preparation && {
    ...preparation,
    features: namesOfDesign(featureNames, settings.degree).flatMap(
      (name) => preparation.features.find((feature) => feature.name === name) ?? [],
    ),
  };

/** Entries with the same shards together, in the order of the first of each. */
const groupsOf = (settings: readonly RunSettings[]): [ColumnSelection, SweepEntry[]][] => {
  const groups = new Map<string, [ColumnSelection, SweepEntry[]]>();
  settings.forEach((one, index) => {
    const selection = selectionOf(one);
    const key = JSON.stringify(selection.isShuffled ? selection : { ...selection, seed: null });
    const group = groups.get(key) ?? [selection, []];
    group[1].push({ index, settings: one });
    groups.set(key, group);
  });
  return [...groups.values()];
};

/** The open run, of which there is one at a time, what is made again of it, and runs beside it. */
export const createRuns = (host: RunsHost): Runs => {
  const { trainer, solver, use } = host;
  /** Steps of the open run that are made again. */
  const replays = createAside();
  /** What is asked of its objective. */
  const probes = createAside();
  /** What its answers come from. */
  const factors = createAside();
  const findFactor = createFactorFinder(solver, factors);
  /** What the intervals of a model's predictions come from. */
  const bases = createAside();
  const intervalsOf = createModelIntervals(solver);
  let current: TrainingRun | null = null;
  let closing: TrainingRun | null = null;
  let isStarting = false;
  // One at a time, for they take all seats.
  let lastSweep: Promise<unknown> = Promise.resolve();

  const openRun = (runId: string): TrainingRun => {
    if (current?.info.runId !== runId || current === closing) {
      throw new FallLineError('not-open', 'This run is no longer open. Press Run to train again.');
    }
    return current;
  };

  /** A run that stands still: what is read of it now holds. */
  const standingRun = (runId: string): TrainingRun => {
    const run = openRun(runId);
    if (run.state() === 'running') {
      throw new FallLineError('setting-invalid', 'The run is still going on. Pause or stop it first.');
    }
    return run;
  };

  const close = async (run: TrainingRun): Promise<void> => {
    closing = run;
    replays.abort();
    probes.abort();
    factors.abort();
    bases.abort();
    // The shards may be used again only when no thread is at work on them.
    await Promise.allSettled([run.dispose(), replays.settled(), probes.settled(), factors.settled(), bases.settled()]);
    if (current === run) current = null;
  };

  const checkMatrix = async (
    matrix: DesignMatrix,
    settings: RunSettings,
    { targetName }: RunSource,
    signal: AbortSignal | undefined,
  ): Promise<void> => {
    checkRows(settings, matrix);
    await checkSeparable(trainer.findOptimum, matrix, settings, targetName, signal);
  };

  const checkStart: Engine['checkStart'] = async (datasetId, settings, hooks = {}) => {
    const dataset = host.describe(datasetId);
    checkSettings(settings, dataset.columns);
    const selection = selectionOf(settings);
    if (!host.holds(dataset, selection)) {
      checkSurvey(dataset, settings, await host.survey(datasetId, selection, hooks));
      return;
    }
    const source = sourceOf(dataset, settings);
    await use.follow(datasetId, hooks.signal, (signal) =>
      use.acquire({ dataset, selection, purpose: 'train' }, { ...hooks, signal }, (matrix) =>
        use.read(checkMatrix(matrix, settings, source, signal)),
      ),
    );
  };

  const begin = async (
    matrix: DesignMatrix,
    isNew: boolean,
    settings: RunSettings,
    source: RunSource,
    hooks: StartHooks | undefined,
  ): Promise<TrainingRun> => {
    await checkMatrix(matrix, settings, source, hooks?.signal);
    const factored = wantsFactor(settings, matrix.plan) ? await factorMatrix(solver, matrix, settings, hooks) : null;
    if (host.isClosed())
      throw new FallLineError('cancelled', 'The engine was closed while the run was being prepared.');
    return (current = trainer.start(matrix, settings, source, isNew ? matrix.buildMs : 0, {
      factored,
      resume: hooks?.resume ?? null,
    }));
  };

  const startRun: Engine['startRun'] = async (datasetId, settings, hooks) => {
    if (current || isStarting)
      throw new FallLineError('unexpected', 'A run is still open. Dispose of it first.');
    const dataset = host.describe(datasetId);
    checkSettings(settings, dataset.columns);
    isStarting = true;
    // The threads start while the shards are built.
    const nFeatures = settings.features.length * settings.degree;
    if (wantsFactor(settings, { nSamples: dataset.nRows, nFeatures })) solver.pool.wake();
    try {
      const request = { dataset, selection: selectionOf(settings), purpose: 'train' as const };
      // Until the run is open, the shards are held as by a reader.
      const run = await use.acquire(request, hooks, (matrix, isNew) =>
        use.read(begin(matrix, isNew, settings, sourceOf(dataset, settings), hooks)),
      );
      return { ...run, dispose: () => close(run) } satisfies Run;
    } finally {
      isStarting = false;
    }
  };

  const writeLog: Engine['writeLog'] = async (runId, path, hooks = {}) => {
    const run = standingRun(runId);
    return replays.inTurn(hooks.signal, async (signal) => {
      let nLines = 0;
      await writeFileAtomic(path, async (temporaryPath) => {
        ({ nLines } = await trainer.replay(run, temporaryPath, { ...hooks, signal }));
      });
      return { nLines };
    });
  };

  const stateAt: Engine['stateAt'] = async (runId, step, hooks = {}) => {
    const run = openRun(runId);
    return replays.inTurn(hooks.signal, (signal) => trainer.stateAt(run, step, { ...hooks, signal }));
  };

  const sweepAll = async (
    dataset: DatasetSummary,
    settings: readonly RunSettings[],
    hooks: SweepHooks & { signal: AbortSignal },
  ): Promise<RunResult[]> => {
    const results: RunResult[] = [];
    for (const [selection, entries] of groupsOf(settings)) {
      const source = sourceOf(dataset, entries[0]!.settings);
      const request = { dataset, selection, purpose: 'train' as const };
      const found = await use.acquire(request, hooks, (matrix) =>
        use.read(sweepMatrix(trainer, solver, matrix, entries, source, hooks)),
      );
      entries.forEach(({ index }, k) => (results[index] = found[k]!));
    }
    return results;
  };

  const sweep: Engine['sweep'] = async (datasetId, settings, hooks = {}) => {
    if (host.isClosed()) throw new FallLineError('not-open', 'The engine has been closed.');
    const dataset = host.describe(datasetId);
    for (const one of settings) checkSettings(one, dataset.columns);
    return use.follow(datasetId, hooks.signal, (signal) => {
      const sweeping = lastSweep.then(() => sweepAll(dataset, settings, { ...hooks, signal }));
      lastSweep = sweeping.catch(() => undefined);
      return sweeping;
    });
  };

  const race: Engine['race'] = async (datasetId, settings, hooks = {}) => {
    const lanes: Promise<RaceLane>[] = [];
    const onRun = (run: Run, index: number): void => {
      // Read before the sweep disposes of the run, for that waits for the end too, and later.
      lanes[index] = run.finished.then(() => laneOf(run));
    };
    const results = await sweep(datasetId, settings, { ...hooks, onRun });
    return { lanes: await Promise.all(lanes), results };
  };

  const probe: Engine['probe'] = async <R extends ProbeRequest>(runId: string, request: R, hooks: WorkHooks = {}) => {
    const run = openRun(runId);
    const reply = await probes.inTurn(hooks.signal, (signal) => trainer.probe(run, request, findFactor, signal));
    return reply as ReplyTo<R>;
  };

  const model: Engine['model'] = async (runId) => {
    const run = standingRun(runId);
    const result = run.snapshot();
    const { info } = run;
    const known = await bases.inTurn(undefined, (signal) => intervalsOf(run, result, signal));
    return buildModelFile({
      info,
      result,
      dataset: host.fileOf(info.datasetId),
      sha256: await host.sha256(info.datasetId),
      createdAt: host.now().toISOString(),
      applicationVersion: host.applicationVersion,
      preparation: preparationOf(host.preparationOf(info.datasetId), info),
      ...known,
    });
  };

  return {
    checkStart,
    startRun,
    stateAt,
    probe,
    sweep,
    race,
    writeLog,
    model,
    hasOpen: () => current !== null,
    standing: (runId) => standingRun(runId).info,
    traceOf: (runId) => {
      const run = standingRun(runId);
      return { info: run.info, ...run.records() };
    },
    close: async (datasetId) => {
      if (current && (datasetId === undefined || current.info.datasetId === datasetId)) await close(current);
    },
  };
};
