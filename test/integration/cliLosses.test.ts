import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { trainJson, useCliFolder, type TrainJson } from './cliProcess';

/**
 * Twelve rows in two groups, x = 0 and x = 1. A bias and one weight fit each group by itself, so every minimum is known by
 * hand: eta = bias in the first group and bias + weight in the second.
 */
const GROUPS = [
  {
    x: 0,
    y: [1, 2, 3, 4, 60],
    bought: ['yes', 'yes', 'no', 'no', 'no'],
    kind: ['a', 'a', 'a', 'b', 'c'],
    count: [0, 1, 2, 3, 4],
  },
  {
    x: 1,
    y: [10, 11, 12, 13, 14, 15, -30],
    bought: ['yes', 'yes', 'yes', 'yes', 'yes', 'no', 'no'],
    kind: ['a', 'b', 'b', 'c', 'c', 'c', 'c'],
    count: [1, 3, 5, 7, 9, 3, 0],
  },
];
const N = 12;

const cli = useCliFolder();
beforeAll(() => {
  const rows = GROUPS.flatMap(({ x, y, bought, kind, count }) =>
    y.map((value, i) => [x, value, bought[i], kind[i], count[i]].join(',')),
  );
  writeFileSync(cli.at('groups.csv'), ['x,y,bought,kind,count', ...rows, ''].join('\n'));
});

const train = async (target: string, ...words: string[]): Promise<TrainJson> => {
  const ended = await cli.run(
    ...['train', 'groups.csv', '--target', target, '--features', 'x', '--json', '--quiet'],
    ...words,
  );
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  return trainJson(ended);
};

/** Descends until the gradient is next to nothing; the last word given holds. */
const minimise = async (target: string, loss: string, ...words: string[]): Promise<TrainJson> => {
  const found = await train(target, '--loss', loss, '--gradient-norm', '1e-11', '--steps', '200000', ...words);
  expect(found.stopReason).toBe('gradient-norm');
  return found;
};

const expectGroups = (found: TrainJson, [first, second]: [number, number], digits: number): void => {
  expect(found.bias).toBeCloseTo(first, digits);
  expect(found.bias + found.weights[0]!.value).toBeCloseTo(second, digits);
};

describe('training under each loss reaches the minimum that is known by hand', () => {
  it('squared: the means of the groups', async () => {
    const found = await minimise('y', 'squared');
    expectGroups(found, [70 / 5, 45 / 7], 8);
    expect(found).toMatchObject({ lossName: 'squared', classNames: null, classes: null });
  });

  it('huber: outliers count as if they were delta away', async () => {
    // 4 m - (1 + 2 + 3 + 4) - 2.5 = 0 in the first group, where 60 is far off; in the second 15 and -30 cancel
    // each other: 5 m - (10 + ... + 14) = 0.
    const found = await minimise('y', 'huber:2.5');
    expectGroups(found, [12.5 / 4, 12], 8);
    expect(found.objective.formula).toContain('2.5');
  });

  it('logistic: the log-odds of the groups, and the deviance', async () => {
    const found = await minimise('bought', 'logistic');
    expectGroups(found, [Math.log(2 / 3), Math.log(5 / 2)], 8);
    const deviance = 2 * Math.log(2 / 5) + 3 * Math.log(3 / 5) + 5 * Math.log(5 / 7) + 2 * Math.log(2 / 7);
    expect(found.loss).toBeCloseTo(-deviance / N, 12);
    expect(found.classNames).toEqual(['no', 'yes']);
    expect(found.classes).toEqual([
      { name: 'no', bias: 0, weights: [{ name: 'x', value: 0 }] },
      { name: 'yes', bias: found.bias, weights: found.weights },
    ]);
  });

  it('softmax: the logarithms of the shares of the classes, one set of weights each', async () => {
    const found = await minimise('kind', 'softmax');
    expect(found).toMatchObject({ bias: null, weights: null, classNames: ['a', 'b', 'c'] });
    const [a, b, c] = found.classes!.map(({ bias, weights }) => [bias, bias + weights[0]!.value] as const);
    const shares = [
      [3, 1, 1],
      [1, 2, 4],
    ];
    shares.forEach(([ofA, ofB, ofC], group) => {
      expect(b![group]! - a![group]!).toBeCloseTo(Math.log(ofB! / ofA!), 8);
      expect(c![group]! - a![group]!).toBeCloseTo(Math.log(ofC! / ofA!), 8);
    });
    const terms = [3 * Math.log(3 / 5), 2 * Math.log(1 / 5), Math.log(1 / 7), 2 * Math.log(2 / 7), 4 * Math.log(4 / 7)];
    expect(found.loss).toBeCloseTo(-terms.reduce((sum, term) => sum + term) / N, 12);
  });

  it('poisson: the logarithms of the mean counts', async () => {
    expectGroups(await minimise('count', 'poisson'), [Math.log(2), Math.log(4)], 8);
  });

  it.each([
    ['absolute', [3, 12], [1 + 2 + 0 + 1 + 57, 2 + 1 + 0 + 1 + 2 + 3 + 42]],
    // 0.9 of the five are 4.5 of them, and of the seven 6.3: the largest value is the quantile, all others lie below it.
    ['quantile:0.9', [60, 15], [0.1 * (59 + 58 + 57 + 56), 0.1 * (5 + 4 + 3 + 2 + 1 + 45)]],
  ] as const)('%s: the quantiles of the groups, nearly, for it has kinks', async (loss, groups, losses) => {
    const words = ['--schedule', 'inverse-sqrt', '--learning-rate', '10', '--steps', '20000', '--average-from', '15000'];
    const found = await train('y', '--loss', loss, ...words);
    expectGroups(found, [...groups], 1);
    const least = losses.reduce((sum, term) => sum + term, 0) / N;
    expect(found.loss).toBeGreaterThanOrEqual(least);
    expect(found.loss! / least - 1).toBeLessThan(1e-3);
  });
});

describe('solve finds the same minima at once', () => {
  const solve = async (target: string, loss: string): Promise<Record<string, { value: number; standardError: number | null }>> => {
    const words = ['--target', target, '--features', 'x', '--loss', loss, '--json', '--quiet'];
    const ended = await cli.run('solve', 'groups.csv', ...words);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const { coefficients } = JSON.parse(ended.stdout) as {
      coefficients: { name: string; value: number; standardError: number | null }[];
    };
    return Object.fromEntries(coefficients.map((one) => [one.name, one]));
  };

  it('logistic, with the standard errors of log-odds', async () => {
    const { '(intercept)': intercept, x } = await solve('bought', 'logistic');
    expect(intercept!.value).toBeCloseTo(Math.log(2 / 3), 10);
    expect(x!.value).toBeCloseTo(Math.log(15 / 4), 10);
    // The variance of the log-odds of a of n is 1 / a + 1 / (n - a); those of two groups add up.
    expect(intercept!.standardError).toBeCloseTo(Math.sqrt(1 / 2 + 1 / 3), 8);
    expect(x!.standardError).toBeCloseTo(Math.sqrt(1 / 2 + 1 / 3 + 1 / 5 + 1 / 2), 8);
  });

  it('poisson, with the standard errors of the logarithms of counts', async () => {
    const { '(intercept)': intercept, x } = await solve('count', 'poisson');
    expect([intercept!.value, x!.value].map((value) => value / Math.log(2))).toEqual([
      expect.closeTo(1, 10),
      expect.closeTo(1, 10),
    ]);
    // 10 counts in the first group, 28 in the second.
    expect(intercept!.standardError).toBeCloseTo(Math.sqrt(1 / 10), 8);
    expect(x!.standardError).toBeCloseTo(Math.sqrt(1 / 10 + 1 / 28), 8);
  });

  it('huber and softmax, without standard errors', async () => {
    const huber = await solve('y', 'huber:2.5');
    expect([huber['(intercept)'], huber['x']]).toMatchObject([
      { value: expect.closeTo(12.5 / 4, 10), standardError: null },
      { value: expect.closeTo(12 - 12.5 / 4, 10), standardError: null },
    ]);
    const softmax = await solve('kind', 'softmax');
    expect(softmax['b (intercept)']!.value - softmax['a (intercept)']!.value).toBeCloseTo(Math.log(1 / 3), 10);
  });
});

describe('every way to step arrives at the same minimum', () => {
  it.each([
    ['--optimizer', 'newton', 'logistic', '1e-11'],
    ['--optimizer', 'l-bfgs', 'logistic', '1e-11'],
    // They compare values of the objective, which say nothing below the root of the rounding error.
    ['--schedule', 'armijo', 'logistic', '1e-7'],
    ['--learning-rate', 'auto', 'logistic', '1e-7'],
    ['--optimizer', 'newton', 'poisson', '1e-11'],
    ['--schedule', 'barzilai-borwein', 'squared', '1e-11'],
    ['--learning-rate', 'auto', 'squared', '1e-11'],
    ['--gradient', 'factored', 'squared', '1e-11'],
  ])('%s %s under %s loss', async (option, value, loss, norm) => {
    const target = { logistic: 'bought', poisson: 'count', squared: 'y' }[loss]!;
    const found = await minimise(target, loss, option, value, '--gradient-norm', norm);
    const plain = await minimise(target, loss, '--gradient-norm', norm);
    // The curvature is above 0.1, so the parameters are as near as 10 times the gradient, 10 times more when summed.
    expectGroups(found, [plain.bias, plain.bias + plain.weights[0]!.value], norm === '1e-7' ? 5 : 8);
    expect(found.gradient).toBe(option === '--gradient' ? 'factored' : 'sharded');
  });
});

describe('what becomes of the rows and of a step', () => {
  it('a penalty on the bias draws the mean of the target towards 0 in the space in which training runs', async () => {
    const l2 = 1.5;
    const found = await minimise('y', 'squared', '--l2', String(l2), '--penalize-bias');
    // Standardised, x is z = (x - 7/12) / s: (b - mean)^2 + (l2 / 2) b^2 and (w - c)^2 + (l2 / 2) w^2, c the mean of z y,
    // are least at 2 / (2 + l2) of the mean and of c.
    const [share, mean] = [2 / (2 + l2), 115 / N];
    const deviation = Math.sqrt((7 / N) * (5 / N));
    const c = ((5 / N) * 45 - (7 / N) * 70) / N / deviation;
    expect(found.weights[0]!.value).toBeCloseTo((share * c) / deviation, 8);
    expect(found.bias + (7 / N) * found.weights[0]!.value).toBeCloseTo(share * mean, 8);
    expect(found.objective.value).toBeCloseTo(found.loss! + (l2 / 2) * share ** 2 * (mean ** 2 + c ** 2), 8);
  });

  it('powers without an intercept are those that solve finds', async () => {
    const rows = [1, 2, 3, 4, 5, 6].map((x) => `${x},${3 * x - 0.5 * x * x + (x % 2)}`);
    writeFileSync(cli.at('powers.csv'), ['x,y', ...rows, ''].join('\n'));
    const design = ['powers.csv', '--target', 'y', '--degree', '2', '--no-intercept', '--json', '--quiet'];
    const solved = await cli.run('solve', ...design);
    const { coefficients } = JSON.parse(solved.stdout) as { coefficients: { name: string; value: number }[] };
    const found = trainJson(
      await cli.run('train', ...design, '--learning-rate', 'auto', '--gradient-norm', '1e-11', '--steps', '100000'),
    );
    expect(found.bias).toBe(0);
    expect(found.weights.map(({ name }) => name)).toEqual(['x', 'x^2']);
    expect(coefficients.map(({ name }) => name)).toEqual(['x', 'x^2']);
    coefficients.forEach(({ value }, j) => expect(found.weights[j]!.value).toBeCloseTo(value, 8));
  });

  it('float32 keeps about seven digits', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${Math.sin(i)},${Math.cos(3 * i)}`);
    writeFileSync(cli.at('waves.csv'), ['x,y', ...rows, ''].join('\n'));
    const wave = async (...words: string[]): Promise<TrainJson> =>
      trainJson(await cli.run('train', 'waves.csv', '--target', 'y', '--json', '--quiet', ...words));
    const [double, single] = [await wave(), await wave('--float32')];
    expect(single.thetaHash).not.toBe(double.thetaHash);
    expect(single.loss! / double.loss! - 1).toBeCloseTo(0, 6);
  });

  it('a validation part is left out of training, and patience keeps the least of its losses', async () => {
    const share = await train('y', '--validation', '0.25', '--seed', '3');
    expect(share).toMatchObject({ nSamples: 9, nValidation: 3 });
    expect(share.validationLoss).toBeGreaterThan(0);
    const patient = await train('y', '--validation', '0.25', '--seed', '3', '--patience', '4');
    if (patient.stopReason === 'validation') expect(patient.validationLoss).toBeLessThanOrEqual(share.validationLoss!);
    else expect(patient.thetaHash).toBe(share.thetaHash);
  });

  it('clipping shortens the first step to the length that is allowed', async () => {
    const words = ['--no-standardize', '--steps', '1', '--learning-rate', '0.25'];
    const [free, clipped] = [await train('y', ...words), await train('y', ...words, '--clip', '2')];
    const length = ({ bias, weights }: TrainJson): number => Math.hypot(bias, weights[0]!.value);
    expect(length(clipped)).toBeCloseTo(0.25 * 2, 12);
    expect(clipped.bias / free.bias).toBeCloseTo(length(clipped) / length(free), 12);
  });

  it('averaging gives the mean of the parameters from the step on', async () => {
    const at = async (steps: number, ...words: string[]): Promise<number> =>
      (await train('y', '--steps', String(steps), ...words)).bias;
    const [third, fourth, fifth] = [await at(3), await at(4), await at(5)];
    expect(await at(5, '--average-from', '3')).toBeCloseTo((third + fourth + fifth) / 3, 10);
  });

  it('batches repeat by their seed, for any number of workers', async () => {
    const words = ['--batch', '4', '--steps', '50', '--learning-rate', '0.05'];
    const hash = async (...more: string[]): Promise<string> => (await train('y', ...words, ...more)).thetaHash;
    const first = await hash('--seed', '7');
    expect(await hash('--seed', '7', '--workers', '3')).toBe(first);
    expect(await hash('--seed', '8')).not.toBe(first);
  });
});
