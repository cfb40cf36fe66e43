import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import certified from '../../workers/engine/selfTest/nistLinear.json';
import { classicPath, useCliFolder, type Ended } from './cliProcess';

interface SolveJson {
  coefficients: ({ name: string } & Record<
    'value' | 'standardError' | 't' | 'p' | 'low' | 'high' | 'vif',
    number | null
  >)[];
  rSquared: number | null;
  residualStandardDeviation: number | null;
  rank: number;
  conditionNumber: number | null;
  lambdaMax: number;
  lambdaMin: number;
  divergenceLimit: number;
  bestLearningRate: number;
}

const flatsPath = fileURLToPath(new URL('../../samples/flats.csv', import.meta.url));
const cli = useCliFolder();
const parse = ({ stdout }: Ended): SolveJson => JSON.parse(stdout) as SolveJson;
const digits = (found: number | null | undefined, expected: number): number =>
  -Math.log10(Math.abs((found ?? NaN) / expected - 1));

describe('the exact solution from the command line', () => {
  it.each([
    ['Norris', 10],
    ['Longley', 10],
    ['Filip', 7],
    ['NoInt1', 7],
  ])('has the certified digits of %s', async (name, demanded) => {
    const set = certified.sets.find((candidate) => candidate.name === name)!;
    writeFileSync(cli.at('set.csv'), [set.columns, ...set.rows].map((row) => row.join(',')).join('\n'));
    const words = ['--degree', String(set.degree), ...(set.intercept ? [] : ['--no-intercept'])];
    const ended = await cli.run('solve', 'set.csv', '--target', 'y', ...words, '--json', '--quiet');
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const { coefficients, residualStandardDeviation } = parse(ended);
    expect(coefficients).toHaveLength(set.coefficients.length);
    set.coefficients.forEach(({ value, standardError }, j) => {
      expect(digits(coefficients[j]?.value, value)).toBeGreaterThan(demanded);
      expect(digits(coefficients[j]?.standardError, standardError)).toBeGreaterThan(demanded);
    });
    expect(digits(residualStandardDeviation, set.residualStandardDeviation)).toBeGreaterThan(demanded);
    expect(coefficients[0]?.name).toBe(set.intercept ? '(intercept)' : 'x');
  });

  it('is one JSON object with the figures that are agreed, and nothing else', async () => {
    const ended = await cli.run(
      'solve',
      classicPath,
      '--target',
      'y',
      '--no-standardize',
      '--json',
      '--quiet',
    );
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const found = parse(ended);
    expect(Object.keys(found)).toEqual([
      ...['coefficients', 'rSquared', 'residualStandardDeviation', 'rank', 'conditionNumber'],
      ...['lambdaMax', 'lambdaMin', 'divergenceLimit', 'bestLearningRate'],
    ]);
    expect(Object.keys(found.coefficients[0]!)).toEqual([
      ...['name', 'value', 'standardError', 't', 'p', 'low', 'high', 'vif'],
    ]);
    expect(found.coefficients.map(({ name }) => name)).toEqual(['(intercept)', 'x1', 'x2', 'x3', 'x4', 'x5']);
    [2, 2, 4, 5, 9, 11].forEach((value, j) =>
      expect(Math.abs((found.coefficients[j]?.value ?? NaN) - value)).toBeLessThan(1e-13),
    );
    expect(found.conditionNumber).toBeCloseTo(found.lambdaMax / found.lambdaMin, 12);
    expect(found.divergenceLimit).toBeCloseTo(2 / found.lambdaMax, 12);
    expect(found.bestLearningRate).toBeCloseTo(2 / (found.lambdaMin + found.lambdaMax), 12);
  });

  it('tells the learning rate below which descent converges, and beyond which it does not', async () => {
    const { divergenceLimit } = parse(
      await cli.run('solve', classicPath, '--target', 'y', '--no-standardize', '--json', '--quiet'),
    );
    const train = (rate: number): Promise<Ended> =>
      cli.run(
        ...['train', classicPath, '--target', 'y', '--no-standardize', '--json', '--quiet'],
        ...['--steps', '4000', '--learning-rate', String(rate)],
      );
    expect((await train(0.99 * divergenceLimit)).code).toBe(0);
    expect((await train(1.01 * divergenceLimit)).code).toBe(3);
  });

  it('gives training its best rate, which needs far fewer steps than the default one', async () => {
    const { bestLearningRate } = parse(await cli.run('solve', flatsPath, '--target', 'price_eur', '--json', '--quiet'));
    const train = async (...more: string[]): Promise<number> => {
      const ended = await cli.run('train', flatsPath, '--target', 'price_eur', '--json', '--quiet', '--tolerance', '1e-12', ...more);
      expect([ended.code, ended.stderr]).toEqual([0, '']);
      return (JSON.parse(ended.stdout) as { steps: number }).steps;
    };
    const steps = await train('--learning-rate', 'auto');
    expect(steps).toBe(await train('--learning-rate', String(bestLearningRate)));
    expect(steps).toBeLessThan(await train());
  });

  it('refuses the best rate of a method that it is not known for', async () => {
    const ended = await cli.run('train', flatsPath, '--target', 'price_eur', '--learning-rate', 'auto', '--optimizer', 'adam');
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('--learning-rate auto goes by the curvature, which adam does not');
  });

  it('names dependent columns and leaves their figures empty, which is no failure', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},${2 * i + 1},${(i * i) % 7}`);
    writeFileSync(cli.at('dependent.csv'), `a,b,y\n${rows.join('\n')}\n`);
    const ended = await cli.run('solve', 'dependent.csv', '--target', 'y', '--json');
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('Note: Column "b" = 1 + 2 a says nothing new and was left out');
    expect(ended.stdout).not.toContain('NaN');
    const found = parse(ended);
    expect(found).toMatchObject({ rank: 2, conditionNumber: null, lambdaMin: 0 });
    expect(found.coefficients[2]).toMatchObject({ name: 'b', value: null, standardError: null, vif: null });
    const text = await cli.run('solve', 'dependent.csv', '--target', 'y', '--quiet');
    expect(text.stdout).toContain('Rank           2 of 3');
  });

  it('refuses a degree that is none in one sentence', async () => {
    for (const degree of ['0', '21', '2.5', 'x']) {
      const ended = await cli.run('solve', classicPath, '--target', 'y', '--degree', degree);
      expect(ended.code).toBe(2);
      expect(ended.stderr).toContain(
        `The option --degree is "${degree}"; it must be a whole number, from 1 to 20.`,
      );
    }
    expect((await cli.run('solve', classicPath)).stderr).toContain('--target NAME');
  });
});
