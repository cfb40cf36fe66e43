import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
export const binPath = join(root, 'cli/bin.mjs');
export const classicPath = join(root, 'samples/classic.csv');

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface CliFolder {
  at: (name: string) => string;
  /** Where the command line keeps what it needs while it runs. */
  scratch: () => string;
  start: (...words: string[]) => ChildProcessWithoutNullStreams;
  run: (...words: string[]) => Promise<Ended>;
}

export const ending = (child: ChildProcessWithoutNullStreams): Promise<Ended> =>
  new Promise((settle, reject) => {
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code, signal) => settle({ code, signal, stdout, stderr }));
  });

/** A folder for the tests of one file, with the built command line started in it as a person would. */
export const useCliFolder = (): CliFolder => {
  let folder = '';
  const running = new Set<ChildProcessWithoutNullStreams>();
  const start = (...words: string[]): ChildProcessWithoutNullStreams => {
    const env = { ...process.env, TMPDIR: join(folder, 'scratch'), FALL_LINE_HOME: join(folder, 'home') };
    const child = spawn(process.execPath, [binPath, ...words], { cwd: folder, env });
    running.add(child);
    child.once('close', () => running.delete(child));
    return child;
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fall-line-cli-'));
    mkdirSync(join(folder, 'scratch'));
    // The first command builds what is not built, which takes longer than a test may.
    await ending(start('--version'));
  });
  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    at: (name) => join(folder, name),
    scratch: () => join(folder, 'scratch'),
    start,
    run: (...words) => ending(start(...words)),
  };
};

export interface TrainJson {
  lossName: string;
  nValidation: number;
  nSamples: number;
  nFeatures: number;
  rowsRejected: number;
  rowsSkipped: number;
  steps: number;
  stopReason: string;
  loss: number | null;
  validationLoss: number | null;
  objective: { value: number; formula: string };
  bias: number;
  weights: { name: string; value: number }[];
  classNames: string[] | null;
  classes: { name: string; bias: number; weights: { name: string; value: number }[] }[] | null;
  learningRate: number;
  gradient: 'sharded' | 'factored';
  thetaHash: string;
  workers: number;
  elapsedMs: Record<string, number>;
}

export const trainJson = ({ stdout }: Ended): TrainJson => JSON.parse(stdout) as TrainJson;
export const nLines = (text: string): number => text.split('\n').length - 1;
