import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

const PROGRAM = 'liblinear-train';
const LIMIT_MS = 300_000;
const ROWS_A_WRITE = 2_000;

export const hasLiblinear = (): boolean => spawnSync(PROGRAM, [], { timeout: 10_000 }).error === undefined;

/** Rows as LIBLINEAR reads them; the target, 0 or 1, comes last among the columns. */
export const writeLibsvm = (path: string, columns: readonly Float64Array[]): void => {
  const features = columns.slice(0, -1);
  const target = columns.at(-1)!;
  const file = openSync(path, 'w');
  try {
    for (let start = 0; start < target.length; start += ROWS_A_WRITE) {
      const lines: string[] = [];
      for (let i = start; i < Math.min(target.length, start + ROWS_A_WRITE); i++) {
        const cells = features.map((column, j) => `${j + 1}:${column[i]}`);
        lines.push(`${target[i] === 1 ? 1 : -1} ${cells.join(' ')}\n`);
      }
      writeSync(file, lines.join(''));
    }
  } finally {
    closeSync(file);
  }
};

export interface LiblinearFit {
  /** Of the whole process, reading included. */
  ms: number;
  weights: number[];
  bias: number;
}

/** One fit by its primal solver, trust region Newton; the dual one, -s 7, takes 10 to 40 times as long here. */
export const fitLiblinear = (path: string, modelPath: string, C: number, tolerance: number): LiblinearFit => {
  const args = ['-q', '-s', '0', '-c', String(C), '-B', '1', '-e', String(tolerance), path, modelPath];
  const startedAt = performance.now();
  const { status } = spawnSync(PROGRAM, args, { timeout: LIMIT_MS });
  const ms = performance.now() - startedAt;
  if (status !== 0) throw new Error(`${PROGRAM} ended with ${status}.`);
  const lines = readFileSync(modelPath, 'utf8').split('\n');
  const labels = lines.find((line) => line.startsWith('label'))?.split(' ') ?? [];
  // The weights are those of the label that comes first in the file.
  const sign = labels[1] === '1' ? 1 : -1;
  const numbers = lines.slice(lines.indexOf('w') + 1).filter((line) => line.trim() !== '').map((line) => sign * Number(line));
  return { ms, weights: numbers.slice(0, -1), bias: numbers.at(-1)! };
};
