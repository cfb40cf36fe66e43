import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export interface NumpyPeer {
  version: string;
  msPerStep(nSteps: number): Promise<number>;
  close(): void;
}

const PROBE_MS = 60_000;

/** The name of a Python that has NumPy, or null. */
export const findNumpy = (): string | null =>
  ['python3', '/usr/bin/python3'].find(
    (name) => spawnSync(name, ['-c', 'import numpy'], { timeout: PROBE_MS }).status === 0,
  ) ?? null;

/** Starts NumPy on data of its own of the same size, with as many threads as there are workers. */
export const startNumpy = async (
  python: string,
  size: { nSamples: number; nFeatures: number; order: 'C' | 'F'; dtype: 'float64' | 'float32' },
  nThreads: number,
): Promise<NumpyPeer> => {
  const script = resolve(import.meta.dirname, '../../bench/peers/descent.py');
  const threads = String(nThreads);
  const child = spawn(python, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OPENBLAS_NUM_THREADS: threads, OMP_NUM_THREADS: threads, MKL_NUM_THREADS: threads },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('NumPy ended before it answered.');
    return value;
  };
  child.stdin.write(`${JSON.stringify(size)}\n`);
  const version = await next();
  return {
    version,
    msPerStep: async (nSteps) => {
      child.stdin.write(`${nSteps}\n`);
      return Number(await next());
    },
    close: () => child.kill(),
  };
};
