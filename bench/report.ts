import { cpus, totalmem } from 'node:os';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure, Ratio, SuiteResult } from './statistics';

const digits = (value: number): string => value.toPrecision(4);

const digitsOf = (target: number): string => String(Number(target.toPrecision(3)));

const figureLine = ({ name, unit, median, min, max, runs }: Figure): string =>
  `  ${name.padEnd(58)} ${digits(median).padStart(10)} ${unit.padEnd(8)} (${digits(min)} to ${digits(max)}, ${runs} runs)`;

const ratioLine = ({ name, ratio, target }: Ratio): string => {
  const verdict = target === null ? '' : ratio <= target ? `  reaches ${digitsOf(target)}` : `  FALLS SHORT of ${digitsOf(target)}`;
  return `  ${name.padEnd(58)} ${ratio.toFixed(2).padStart(10)} times   ${verdict}`;
};

export const printSuite = ({ suite, figures, ratios, notes }: SuiteResult): void => {
  const lines = [suite, ...figures.map(figureLine), ...ratios.map(ratioLine), ...notes.map((note) => `  ${note}`), ''];
  process.stdout.write(`${lines.join('\n')}\n`);
};

/** Keeps the results as JSON; the newest under a name of its own beside the dated file. */
export const keepResults = (directory: string, results: SuiteResult[]): string => {
  mkdirSync(directory, { recursive: true });
  const measuredAt = new Date().toISOString();
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    nThreads: cpus().length,
    memoryBytes: totalmem(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
  const path = join(directory, `${measuredAt.slice(0, 10)}.json`);
  writeFileSync(path, `${JSON.stringify({ measuredAt, machine, results }, null, 2)}\n`);
  return path;
};
