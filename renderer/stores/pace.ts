import type { MetricFrame } from '../../electron/contract';
import { STEP } from '../../workers/core/training/record';

/** Where the time of the last second went. */
export interface Pace {
  stepsPerSecond: number;
  /** For each worker the share of the time in compute, reduce and wait; what is left of 1 is idle. */
  workers: { compute: number; reduce: number; wait: number }[];
  /** Milliseconds a step: compute and wait of the slowest worker, reduce of the leader. */
  computeMs: number;
  reduceMs: number;
  waitMs: number;
}

interface Reading {
  atMs: number;
  step: number;
  totals: Float64Array;
}

const WINDOW_MS = 1000;

/** Keeps the frames of about a second and compares the newest with the oldest. */
export function createPaceMeter(): { add(frame: MetricFrame, atMs: number): Pace | null } {
  const readings: Reading[] = [];
  return {
    add(frame, atMs) {
      readings.push({ atMs, step: frame.latest[STEP] ?? 0, totals: frame.totalsMs });
      while (readings.length > 2 && atMs - (readings[1]?.atMs ?? atMs) >= WINDOW_MS) readings.shift();
      const first = readings[0];
      const last = readings.at(-1);
      return first !== undefined && last !== undefined ? between(first, last) : null;
    },
  };
}

/** The same figures over a whole run, whose newest frame is given. */
export function paceOfRun(frame: MetricFrame, elapsedMs: number): Pace | null {
  const start: Reading = { atMs: 0, step: 0, totals: new Float64Array(frame.totalsMs.length) };
  return between(start, { atMs: elapsedMs, step: frame.latest[STEP] ?? 0, totals: frame.totalsMs });
}

function between(first: Reading, last: Reading): Pace | null {
  const steps = last.step - first.step;
  const elapsedMs = last.atMs - first.atMs;
  if (steps <= 0 || elapsedMs <= 0) return null;
  const spent = last.totals.map((total, index) => total - (first.totals[index] ?? 0));
  const nWorkers = (spent.length - 1) / 2;
  const reduceMs = spent.at(-1) ?? 0;
  const workers = Array.from({ length: nWorkers }, (_, worker) => ({
    compute: (spent[2 * worker] ?? 0) / elapsedMs,
    reduce: worker === 0 ? reduceMs / elapsedMs : 0,
    wait: (spent[2 * worker + 1] ?? 0) / elapsedMs,
  }));
  const slowest = (field: 'compute' | 'wait'): number =>
    (Math.max(...workers.map((worker) => worker[field])) * elapsedMs) / steps;
  return {
    stepsPerSecond: (steps * 1000) / elapsedMs,
    workers,
    computeMs: slowest('compute'),
    reduceMs: reduceMs / steps,
    waitMs: slowest('wait'),
  };
}
