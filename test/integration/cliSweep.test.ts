import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { trainJson, useCliFolder, type TrainJson } from './cliProcess';

const cli = useCliFolder();

interface SweepJson {
  sweep: string;
  best: string | null;
  runs: (TrainJson & { value: string })[];
}

beforeAll(() => {
  // Three towns whose shares of trips depend on the distance, and a price with a wave on it.
  const rows = Array.from({ length: 90 }, (_, i) => {
    const distance = (i * 7) % 30;
    const mode = (i * 11) % 13 < distance / 3 ? 'train' : (i * 5) % 7 < 3 ? 'bike' : 'foot';
    return [distance, mode, 2 + 0.5 * distance + Math.sin(i)].join(',');
  });
  writeFileSync(cli.at('trips.csv'), ['distance,mode,price', ...rows, ''].join('\n'));
});

const sweep = async (...words: string[]): Promise<SweepJson> => {
  const ended = await cli.run('train', 'trips.csv', ...words, '--json', '--quiet');
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  return JSON.parse(ended.stdout) as SweepJson;
};

describe('runs side by side', () => {
  it('have the same bits as each run alone, and the best is told by the validation part', async () => {
    const words = ['--target', 'price', '--features', 'distance', '--validation', '0.2', '--batch', '8'];
    const found = await sweep(...words, '--sweep', 'l2=0,0.01,3');
    expect(found.sweep).toBe('l2');
    expect(found.runs.map(({ value }) => value)).toEqual(['0', '0.01', '3']);
    for (const { value, thetaHash, validationLoss } of found.runs) {
      const alone = trainJson(await cli.run('train', 'trips.csv', ...words, '--l2', value, '--json', '--quiet'));
      expect([thetaHash, validationLoss]).toEqual([alone.thetaHash, alone.validationLoss]);
    }
    const losses = found.runs.map(({ validationLoss }) => validationLoss!);
    expect(found.best).toBe(found.runs[losses.indexOf(Math.min(...losses))]!.value);
  });

  it('show which rates diverge, and the best one of the data as the best', async () => {
    const words = ['train', 'trips.csv', '--target', 'price', '--features', 'distance', '--steps', '60', '--quiet'];
    const ended = await cli.run(...words, '--sweep', 'learning-rate=0.001,auto,30');
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const lines = ended.stdout.split('\n');
    expect(lines.find((line) => line.includes(' auto '))).toMatch(/^ {2}\*/);
    expect(lines.find((line) => /^ +30 /.test(line))).toContain('diverged');
    expect((await cli.run(...words, '--sweep', 'learning-rate=30,40')).code).toBe(3);
  });
});

describe('a model of classes', () => {
  it('is saved and predicts the probabilities that its sets of weights give', async () => {
    const words = ['--target', 'mode', '--features', 'distance', '--degree', '2', '--loss', 'softmax'];
    const ended = await cli.run('train', 'trips.csv', ...words, '--export', 'mode.json', '--json', '--quiet');
    const { classes, classNames, weights, bias } = trainJson(ended);
    expect([weights, bias]).toEqual([null, null]);
    expect(classNames).toEqual(['bike', 'foot', 'train']);
    const predicted = await cli.run('predict', 'mode.json', 'trips.csv', '--quiet');
    expect([predicted.code, predicted.stderr]).toEqual([0, '']);
    const [header, ...rows] = predicted.stdout.trim().split(/\r?\n/);
    expect(header).toBe('row,prediction,p(bike),p(foot),p(train)');
    const data = readFileSync(cli.at('trips.csv'), 'utf8').trim().split('\n').slice(1);
    expect(rows).toHaveLength(data.length);
    rows.forEach((row, i) => {
      const [, prediction, ...shares] = row.split(',');
      const distance = Number(data[i]!.split(',')[0]);
      const etas = classes!.map((one) => one.bias + one.weights[0]!.value * distance + one.weights[1]!.value * distance ** 2);
      const powers = etas.map((eta) => Math.exp(eta - Math.max(...etas)));
      const total = powers.reduce((sum, power) => sum + power);
      shares.forEach((share, k) => expect(Number(share)).toBeCloseTo(powers[k]! / total, 10));
      expect(prediction).toBe(classNames![etas.indexOf(Math.max(...etas))]);
    });
  });
});

describe('the self-test', () => {
  it('finds the certified digits of all eleven sets', async () => {
    const ended = await cli.run('self-test', '--json', '--quiet');
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const { sets, isPassed } = JSON.parse(ended.stdout) as {
      isPassed: boolean;
      sets: { name: string; coefficientDigits: number; standardErrorDigits: number; why: string }[];
    };
    expect(isPassed).toBe(true);
    expect(sets).toHaveLength(11);
    for (const { name, coefficientDigits, standardErrorDigits, why } of sets) {
      const demanded = name === 'Norris' || name === 'Longley' ? 10 : 7;
      expect(Math.min(coefficientDigits, standardErrorDigits)).toBeGreaterThanOrEqual(demanded);
      expect(why).toContain('condition number');
    }
  });
});
