import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { GradientSource } from '../../workers/core/schema';
import { createEngine, type Engine } from '../../workers/engine';
import { columnNames, writeCsv } from '../largeFile';
import { kernelPath, tasksDirectory } from '../paths';
import { findPython, startPython } from '../peers/python';
import { runSettings, type RunChange } from '../runs';
import { figure, ratio, type SuiteResult } from '../statistics';

const N_ROWS = 1_000_000;
const N_FEATURES = 20;
const N_STEPS = 1_000;
const ROUNDS = 7;
/** Of NumPy and of the sharded gradient: their time for N_STEPS is that of these, many times over. */
const PEER_STEPS = 20;
const GOAL_MS = 150;

/** Milliseconds from the order of a run to its last step; the shards are there after the first. */
const msOfRun = async (
  engine: Engine,
  datasetId: string,
  nFeatures: number,
  change: Pick<RunChange, 'gradient' | 'workers' | 'standardize' | 'maxSteps'>,
): Promise<number> => {
  const startedAt = performance.now();
  const run = await engine.startRun(datasetId, runSettings(nFeatures, change));
  const { steps } = await run.finished;
  const elapsedMs = performance.now() - startedAt;
  await run.dispose();
  if (steps !== change.maxSteps) throw new Error(`The run ended at ${steps} of ${change.maxSteps} steps.`);
  return elapsedMs;
};

const CLASSIC = resolve(import.meta.dirname, '../../samples/classic.csv');
const CLASSIC_GOAL_MS = 8;
const CLASSIC_ROUNDS = 25;

/** The classic experiment as a person has it: the sample's file, the engine, all of a run from the order to its end. */
const benchClassic = async (engine: Engine): Promise<SuiteResult> => {
  const { id } = await engine.importFile(CLASSIC, await engine.proposeImport(CLASSIC));
  const ms = (gradient: GradientSource): Promise<number> =>
    msOfRun(engine, id, 5, { gradient, standardize: false, workers: 'auto', maxSteps: N_STEPS });
  const times: Record<'sharded' | 'factored', number[]> = { sharded: [], factored: [] };
  for (const gradient of ['sharded', 'factored'] as const) await ms(gradient);
  for (let round = 0; round < CLASSIC_ROUNDS; round++) {
    for (const gradient of ['sharded', 'factored'] as const) times[gradient].push(await ms(gradient));
  }
  const sharded = figure('gradient from the shards, order and end included', 'ms', times.sharded);
  const factored = figure('gradient from R, R, order and end included', 'ms', times.factored);
  const goal = figure('the time to stay below', 'ms', [CLASSIC_GOAL_MS]);
  return {
    suite: 'The classic experiment through the engine, 5,000 x 5, 1,000 steps, metrics included',
    figures: [sharded, factored],
    ratios: [
      ratio(`shards to ${CLASSIC_GOAL_MS} ms`, sharded, goal, 1),
      ratio(`R to ${CLASSIC_GOAL_MS} ms`, factored, goal, 1),
    ],
    notes: [],
  };
};

/** Whole runs through the engine. */
export const benchFactored = async (): Promise<SuiteResult[]> => {
  const directory = await mkdtemp(join(tmpdir(), 'fall-line-bench-'));
  const path = join(directory, 'rows.csv');
  const engine = createEngine({
    tasksDirectory,
    kernelPath,
    scratchDirectory: directory,
    maxWorkers: 2,
    applicationVersion: '0.0.0',
    now: () => new Date(),
  });
  const python = findPython('numpy');
  const size = { nSamples: N_ROWS, nFeatures: N_FEATURES, order: 'F', dtype: 'float64' };
  const numpy = python ? await startPython(python, 'descent.py', size, 2) : null;
  try {
    await writeCsv(path, N_ROWS, columnNames(N_FEATURES + 1).length);
    const dataset = await engine.importFile(path, await engine.proposeImport(path));
    const ms = (gradient: GradientSource, maxSteps: number): Promise<number> =>
      msOfRun(engine, dataset.id, N_FEATURES, { gradient, standardize: true, workers: 2, maxSteps });
    await ms('sharded', 2);
    const first = figure('the first of them, threads not yet warm', 'ms', [await ms('factored', N_STEPS)]);
    const times = { factored: [] as number[], sharded: [] as number[], numpy: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      times.factored.push(await ms('factored', N_STEPS));
      times.sharded.push((await ms('sharded', PEER_STEPS)) * (N_STEPS / PEER_STEPS));
      if (numpy) times.numpy.push(Number(await numpy.ask(String(PEER_STEPS))) * N_STEPS);
    }
    const factored = figure(`gradient from R, ${N_STEPS} steps, R included`, 'ms', times.factored);
    const sharded = figure(`gradient from the shards, ${N_STEPS} steps (from ${PEER_STEPS})`, 'ms', times.sharded);
    const peer = numpy ? figure(`NumPy ${numpy.version}, ${N_STEPS} steps (from ${PEER_STEPS})`, 'ms', times.numpy) : null;
    const goal = figure('the time to stay below', 'ms', [GOAL_MS]);
    return [
      await benchClassic(engine),
      {
        suite: `The whole descent from R, ${N_ROWS.toLocaleString('en-US')} x ${N_FEATURES}, 2 workers`,
        figures: [factored, first, sharded, ...(peer ? [peer] : [])],
        ratios: [
          ratio(`to ${GOAL_MS} ms`, factored, goal, 1),
          ratio('R to the shards', factored, sharded, null),
          ...(peer ? [ratio('R to NumPy', factored, peer, null)] : []),
        ],
        notes: [],
      },
    ];
  } finally {
    numpy?.close();
    await engine.dispose();
    await rm(directory, { recursive: true, force: true });
  }
};
