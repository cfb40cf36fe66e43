import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const PROBE_MS = 60_000;

/** The name of a Python that has these packages, or null. */
export const findPython = (...packages: string[]): string | null =>
  ['python3', '/usr/bin/python3'].find(
    (name) => spawnSync(name, ['-c', `import ${packages.join(', ')}`], { timeout: PROBE_MS }).status === 0,
  ) ?? null;

/** A Python process that answers a line with a line. */
export interface PythonPeer {
  /** Its first line. */
  version: string;
  ask(line: string): Promise<string>;
  close(): void;
}

/** Starts `bench/peers/<script>` with `nThreads` threads for its linear algebra; `size` is its first line. */
export const startPython = async (
  python: string,
  script: string,
  size: object,
  nThreads: number,
): Promise<PythonPeer> => {
  const threads = String(nThreads);
  const child = spawn(python, [resolve(import.meta.dirname, '../../bench/peers', script)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OPENBLAS_NUM_THREADS: threads, OMP_NUM_THREADS: threads, MKL_NUM_THREADS: threads },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${script} ended before it answered.`);
    return value;
  };
  const ask = (line: string): Promise<string> => {
    child.stdin.write(`${line}\n`);
    return next();
  };
  return { version: await ask(JSON.stringify(size)), ask, close: () => child.kill() };
};
