import { describe, expect, it } from 'vitest';
import { main } from '../../../cli/index';
import { parseSolve } from '../../../cli/options/solve';
import { DEFAULT_SOLVE } from '../../../workers/core/training/defaults';
import { fakeEngine, fakeIo } from './fakes';

const SOLVE = ['solve', 'data.csv', '--target', 'price'];

describe('solve', () => {
  it('takes the powers, the intercept and the space of the spectrum as told', () => {
    expect(parseSolve(SOLVE.slice(1))).toMatchObject({ degree: 1, intercept: true, standardize: true });
    const words = ['--degree', '3', '--no-intercept', '--no-standardize', '--features', 'x1'];
    expect(parseSolve([...SOLVE.slice(1), ...words])).toMatchObject({
      target: 'price',
      features: ['x1'],
      degree: 3,
      intercept: false,
      standardize: false,
    });
  });

  it('asks the engine for the columns chosen, and prints a table and what was left out', async () => {
    const { engine, calls } = fakeEngine();
    const io = fakeIo(engine);
    expect(await main([...SOLVE, '--degree', '2'], io)).toBe(0);
    const asked = calls.find((call) => call.startsWith('solve '));
    expect(JSON.parse(asked!.slice('solve '.length))).toEqual({
      ...DEFAULT_SOLVE,
      target: 2,
      features: [0, 1],
      standardize: true,
      degree: 2,
    });
    expect(calls.at(-1)).toBe('dispose engine');
    expect(io.err()).toContain('Note: Column "__proto__" = 2 x1 says nothing new');
    const lines = io.out().split('\n');
    expect(lines.find((line) => line.includes('(intercept)'))).toMatch(
      /2\.2 +0\.9 +2\.4 +0\.09 +-0\.8 +5\.2$/,
    );
    expect(lines.find((line) => line.includes('__proto__'))?.trim()).toBe('__proto__');
    expect(io.out()).toContain('Rank           2 of 3');
    expect(io.out()).toContain('converges below 0.666667, fastest at 0.4');
  });

  it('prints null and no NaN in JSON for what does not exist', async () => {
    const { engine } = fakeEngine({ solution: { residualStandardDeviation: null, rSquared: null } });
    const io = fakeIo(engine);
    expect(await main([...SOLVE, '--json', '--quiet'], io)).toBe(0);
    const found = JSON.parse(io.out()) as Record<string, unknown>;
    expect(found).toMatchObject({ rSquared: null, residualStandardDeviation: null, conditionNumber: null });
    expect(io.err()).toBe('');
  });

  it('says which objective is least, and how many steps its best rate takes', async () => {
    const titleOf = async (...words: string[]): Promise<string | undefined> => {
      const io = fakeIo(fakeEngine().engine);
      expect(await main([...SOLVE, ...words, '--quiet'], io)).toBe(0);
      // The eigenvalues are 3, 2 and 0, the rate 0.4: a step leaves 0.2 of the error, 0.2^8 being above 1e-6 and 0.2^9 below.
      expect(io.out()).toContain('fastest at 0.4 (9 steps for six digits)');
      return io.out().split('\n')[0];
    };
    expect(await titleOf()).toBe('Least squares for price');
    expect(await titleOf('--l2', '0.5')).toBe('Least squares for price, with (0.5 / 2) ||w||^2');
    expect(await titleOf('--loss', 'huber:2')).toBe('Least loss (Huber, delta 2) for price');
  });

  it('says of a loss other than the squared one that its rates hold near the minimum', async () => {
    const io = fakeIo(fakeEngine().engine);
    expect(await main([...SOLVE, '--loss', 'huber:2', '--quiet'], io)).toBe(0);
    expect(io.out()).toContain('near the minimum converges below 0.666667, fastest at 0.4');
  });

  it('takes loss and penalty', () => {
    expect(parseSolve([...SOLVE.slice(1), '--loss', 'logit', '--l2', '0.5'])).toMatchObject({
      loss: { kind: 'logistic' },
      l2: 0.5,
    });
    expect(() => parseSolve([...SOLVE.slice(1), '--l2', '-1'])).toThrow('The option --l2 is "-1"');
  });

  it('names its options in its help', async () => {
    const io = fakeIo();
    expect(await main(['solve', '--help'], io)).toBe(0);
    for (const option of [
      '--target',
      '--features',
      '--degree',
      '--no-intercept',
      '--no-standardize',
      '--json',
    ]) {
      expect(io.out()).toContain(option);
    }
  });
});
