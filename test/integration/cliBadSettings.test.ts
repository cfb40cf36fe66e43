import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { nLines, trainJson, useCliFolder } from './cliProcess';

const cli = useCliFolder();
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

beforeAll(() => {
  const write = (name: string, target: (i: number) => unknown): void =>
    writeFileSync(cli.at(name), ['x,y', ...range(10).map((i) => `${i},${target(i)}`), ''].join('\n'));
  write('line.csv', (i) => 2 * i + (i % 3));
  write('one.csv', () => 'yes');
  write('three.csv', (i) => 'abc'[i % 3]);
  write('apart.csv', (i) => (i < 5 ? 'no' : 'yes'));
  write('below.csv', (i) => i - 1);
  writeFileSync(cli.at('old.json'), 'old');
});

/** Nothing on stdout, no stack, and the model that was there is as it was. */
const expectRefused = async (
  [file, ...words]: string[],
  code: number,
  sentence: string,
): Promise<void> => {
  const before = readdirSync(cli.at('.'));
  const ended = await cli.run(
    ...['train', file!, '--target', 'y', '--json', '--quiet', '--export', 'old.json'],
    ...words,
  );
  expect([ended.code, ended.stdout]).toEqual([code, '']);
  expect(ended.stderr).toContain(sentence);
  // Wrong use is followed by a line on where help is.
  expect(nLines(ended.stderr)).toBeLessThanOrEqual(2);
  expect(ended.stderr).not.toMatch(/\n\s+at |Unexpected failure/);
  expect(readFileSync(cli.at('old.json'), 'utf8')).toBe('old');
  expect(readdirSync(cli.at('.'))).toEqual(before);
  expect(readdirSync(cli.scratch())).toEqual([]);
};

describe('a setting that is wrong by itself, or beside another, is refused before the file is read', () => {
  it.each([
    [['--l2', '-1'], 'The option --l2 is "-1"; it must be a finite number of 0 or more.'],
    [['--l1', 'Infinity'], 'The option --l1 is "Infinity"; it must be a finite number of 0 or more.'],
    [['--loss', 'hinge'], 'The option --loss is "hinge"; it must be one of squared, huber,'],
    [['--loss', 'quantile:1.5'], 'The option --loss quantile:quantile is "1.5"; it must be a number above 0 and below 1.'],
    [['--degree', '0'], 'The option --degree is "0"; it must be a whole number, from 1 to 20.'],
    [['--validation', '1.2'], 'The option --validation is "1.2"; it must be a number from 0 to below 1'],
    [['--batch', '0'], 'The option --batch is "0"; it must be a whole number, 1 or more.'],
    [['--clip', 'NaN'], 'The option --clip is "NaN"; it must be a finite number above 0.'],
    [['--patience', '3'], 'needs a validation part'],
    [['--gradient', 'factored', '--batch', '4'], 'The factored gradient is that of the squared loss over all rows'],
    [['--optimizer', 'newton', '--loss', 'absolute'], 'newton needs the curvature of the loss'],
    [['--learning-rate', 'auto', '--optimizer', 'adam'], 'goes by the curvature, which adam does not'],
    [['--float', '32'], 'There is no option --float.'],
  ])('%j', async (words, sentence) => {
    // No such file: it is not looked for.
    await expectRefused(['nothing.csv', ...words], 2, sentence);
  });
});

describe('a setting that the data cannot satisfy is refused in one sentence', () => {
  it.each([
    [['line.csv', '--batch', '11'], 2, 'The batch size is 11, but there are only 10 rows to train on. Choose 10 at most'],
    [['line.csv', '--validation', '0.99'], 1, 'leaves none to train on'],
    [['line.csv', '--degree', '12'], 1, 'many weights fit equally well'],
    [['one.csv', '--loss', 'logistic'], 1, 'Target "y" has one class, "yes", in all 10 rows used'],
    [['one.csv', '--loss', 'softmax'], 1, 'Target "y" has one class, "yes", in all 10 rows used'],
    [['three.csv', '--loss', 'logistic'], 2, 'Target "y" has 3 classes, and logistic loss is for two. Choose softmax loss.'],
    [['three.csv', '--loss', 'squared'], 1, 'a loss for classes (--loss logistic or softmax)'],
    [['below.csv', '--loss', 'poisson'], 2, 'Target "y" goes down to -1, and Poisson loss is for counts of 0 or more.'],
  ] as const)('%j', async (words, code, sentence) => {
    await expectRefused([...words], code, sentence);
  });
});

describe('classes that lie perfectly apart', () => {
  it.each([
    ['--loss', 'logistic'],
    ['--loss', 'softmax'],
    ['--loss', 'logistic', '--optimizer', 'newton'],
    ['--loss', 'logistic', '--batch', '4'],
  ])('are refused with the reason and a remedy: %j %j', async (...words) => {
    const sentence =
      'The classes of "y" can be separated without a miss, so that without a penalty the weights would grow for ever. Add an L2 penalty, for example 0.01.';
    await expectRefused(['apart.csv', ...words], 2, sentence);
  });

  it('have a minimum with the penalty that is named as the remedy', async () => {
    const words = ['train', 'apart.csv', '--target', 'y', '--loss', 'logistic', '--json', '--quiet'];
    const found = trainJson(await cli.run(...words, '--l2', '0.01', '--optimizer', 'newton', '--gradient-norm', '1e-9'));
    expect(found.stopReason).toBe('gradient-norm');
    expect(found.weights[0]!.value).toBeGreaterThan(0);
  });
});

describe('a sweep with one wrong value', () => {
  it('trains nothing', async () => {
    const ended = await cli.run('train', 'line.csv', '--target', 'y', '--sweep', 'batch=2,11', '--quiet');
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain('The batch size is 11, but there are only 10 rows');
    const other = await cli.run('train', 'line.csv', '--target', 'y', '--sweep', 'l2=1,-2', '--quiet');
    expect([other.code, other.stdout]).toEqual([2, '']);
    expect(other.stderr).toContain('The option --l2 is "-2"');
  });
});
