import { describe, expect, it } from 'vitest';
import { main } from '../../../cli/index';
import { sweepJson, sweepText, type SweepOutcome } from '../../../cli/reports/sweep';
import type { RunResult, RunSettings } from '../../../workers/core/schema';
import { dataset, runInfo, runResult } from '../export/fixtures';
import { fakeEngine, fakeIo } from './fakes';

const outcome = (value: string, result: Partial<RunResult>): SweepOutcome => ({
  value,
  dataset,
  info: runInfo,
  result: { ...runResult, ...result },
});
const bestIn = (key: 'seed' | 'l2', outcomes: SweepOutcome[]): unknown =>
  (JSON.parse(sweepJson(key, outcomes)) as { best: unknown }).best;

describe('the best run of a sweep', () => {
  it('has the least objective, or where there is one the least validation loss', () => {
    const [a, b] = [outcome('1', { objective: 2 }), outcome('2', { objective: 1 })];
    expect(bestIn('seed', [a, b])).toBe('2');
    const validated = [
      outcome('1', { objective: 2, validationLoss: 3 }),
      outcome('2', { objective: 1, validationLoss: 4 }),
    ];
    expect(bestIn('seed', validated)).toBe('1');
    expect(bestIn('l2', validated)).toBe('1');
  });

  it('is none of those that diverged, and cannot be told by objectives of different penalties', () => {
    expect(bestIn('seed', [outcome('1', { stopReason: 'diverged', objective: 0 })])).toBeNull();
    expect(bestIn('seed', [outcome('1', { objective: NaN }), outcome('2', { objective: 1 })])).toBe('2');
    const penalised: [SweepOutcome, SweepOutcome] = [outcome('0', { objective: 1 }), outcome('1', { objective: 2 })];
    expect(bestIn('l2', penalised)).toBeNull();
    expect(sweepText('l2', penalised)).toContain('penalties are compared on rows left out of training');
  });
});

describe('train --sweep', () => {
  const SWEEP = ['train', 'data.csv', '--target', 'price', '--sweep', 'l2=0,0.5'];

  it('starts one run a value and prints them as one object', async () => {
    const started: RunSettings[] = [];
    const { engine, calls } = fakeEngine({ onStart: (settings) => started.push(settings) });
    const io = fakeIo(engine);
    expect(await main([...SWEEP, '--json', '--quiet'], io)).toBe(0);
    expect(started.map(({ penalty }) => penalty.l2)).toEqual([0, 0.5]);
    expect(calls).toContain('sweep 2');
    const found = JSON.parse(io.out()) as { runs: object[] };
    expect(found).toMatchObject({ sweep: 'l2', best: null, runs: [{ value: '0' }, { value: '0.5' }] });
    const alone = fakeIo();
    expect(await main(['train', 'data.csv', '--target', 'price', '--json', '--quiet'], alone)).toBe(0);
    expect(found.runs[0]).toEqual({ value: '0', ...(JSON.parse(alone.out()) as object) });
    expect(calls.at(-1)).toBe('dispose engine');
  });

  it('marks the best in a table for people', async () => {
    const io = fakeIo();
    expect(await main(['train', 'data.csv', '--target', 'price', '--sweep', 'seed=1,2', '--quiet'], io)).toBe(0);
    const rows = io.out().split('\n').slice(2, 5).map((line) => line.trim().split(/ {2,}/));
    expect(rows[0]).toEqual(['seed', 'learning rate', 'loss', 'objective', 'steps', 'time', 'ended because']);
    expect(rows[1]?.slice(0, 5)).toEqual(['*', '1', '0.1', '0.25', '0.25']);
    expect(io.out()).toMatch(/\nBest +seed 1, with the least objective \(\*\)\n/);
  });

  it('ends with 3 only where every run diverged, and with 1 where one failed', async () => {
    const ended = async (result: Partial<RunResult>): Promise<[number, string, string]> => {
      const io = fakeIo(fakeEngine({ result }).engine);
      return [await main([...SWEEP, '--quiet'], io), io.out(), io.err()];
    };
    const [code, out] = await ended({ stopReason: 'diverged' });
    expect(code).toBe(3);
    expect(out).toContain('diverged');
    expect(await ended({ stopReason: 'failed', failure: 'A worker died.' })).toEqual([1, '', 'A worker died.\n']);
  });
});
