import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GradientSource } from '../../workers/core/schema';
import { createEngine } from '../../workers/engine';
import { columnNames, writeCsv } from '../largeFile';
import { kernelPath, tasksDirectory } from '../paths';
import { findPython, startPython } from '../peers/python';
import { settingsOf } from '../runs';
import { figure, ratio, type SuiteResult } from '../statistics';

const N_ROWS = 1_000_000;
const N_FEATURES = 20;
const N_STEPS = 1_000;
const ROUNDS = 7;
/** Of NumPy and of the sharded gradient: their time for N_STEPS is that of these, many times over. */
const PEER_STEPS = 20;
const GOAL_MS = 150;

/** Whole runs through the engine, from the order to the last step; the shards are there. */
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
    const ms = async (gradient: GradientSource, maxSteps: number): Promise<number> => {
      const settings = settingsOf(N_FEATURES, { gradient, standardize: true, workers: 2, maxSteps });
      const startedAt = performance.now();
      const run = await engine.startRun(dataset.id, settings);
      const { steps } = await run.finished;
      const elapsedMs = performance.now() - startedAt;
      await run.dispose();
      if (steps !== maxSteps) throw new Error(`The run ended at ${steps} of ${maxSteps} steps.`);
      return elapsedMs;
    };
    await ms('sharded', 2);
    await ms('factored', N_STEPS);
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
      {
        suite: `The whole descent from R, ${N_ROWS.toLocaleString('en-US')} x ${N_FEATURES}, 2 workers`,
        figures: [factored, sharded, ...(peer ? [peer] : [])],
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
