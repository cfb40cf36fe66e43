import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { trainJson, useCliFolder } from './cliProcess';

const cli = useCliFolder();
const SEEDED = new URL('../golden/solvers/seeded.csv', import.meta.url);
const WORDS = ['seeded.csv', '--target', 'y', '--features', 'a,b,c,d', '--quiet'];

interface StudyJson {
  study: string;
  validation: { mean: number; standardDeviation: number; count: number } | null;
  entries: {
    label: string;
    value: number;
    nTraining: number;
    nValidation: number;
    trainingLoss: number | null;
    validationLoss: number | null;
    weights: { name: string; value: number }[] | null;
    problem: string | null;
  }[];
}

beforeAll(() => writeFileSync(cli.at('seeded.csv'), readFileSync(SEEDED)));

const study = async (...words: string[]): Promise<StudyJson> => {
  const ended = await cli.run('study', ...WORDS, ...words, '--json');
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  return JSON.parse(ended.stdout) as StudyJson;
};

describe('fall-line study', () => {
  it('says mean and spread over folds, which train says as well beside its run', async () => {
    const { study: kind, validation, entries } = await study('--folds', '4', '--steps', '50');
    const losses = entries.map(({ validationLoss }) => validationLoss!);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / 4;
    const deviation = Math.sqrt(losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / 3);
    expect([kind, entries.map(({ label }) => label)]).toEqual(['folds', ['fold 1', 'fold 2', 'fold 3', 'fold 4']]);
    expect(validation!.count).toBe(4);
    expect(validation!.mean).toBeCloseTo(mean, 12);
    expect(validation!.standardDeviation).toBeCloseTo(deviation, 12);

    const trained = trainJson(await cli.run('train', ...WORDS, '--folds', '4', '--steps', '50', '--json'));
    expect((trained as unknown as { folds: StudyJson }).folds.entries).toEqual(entries);
    expect(trained.steps).toBe(50);
    const { stdout } = await cli.run('train', ...WORDS, '--folds', '4', '--steps', '50');
    expect(stdout).toMatch(/Validation loss: [\d.]+, standard deviation [\d.]+ over 4 folds \([\d.]+ to [\d.]+\)\n$/);
  });

  it('prints a learning curve and the path of a penalty as tables', async () => {
    const curve = await cli.run('study', ...WORDS, '--learning-curve', '0.25,1', '--validation', '0.5');
    expect([curve.code, curve.stderr]).toEqual([0, '']);
    expect(curve.stdout).toMatch(/^Learning curve\n\n +rows trained on +left out +training loss +validation loss\n/);
    const path = await study('--path', 'l1=0,0.5', '--steps', '400');
    expect(path.entries.map(({ value, validationLoss }) => [value, validationLoss])).toEqual([[0, null], [0.5, null]]);
    const size = (k: number): number => path.entries[k]!.weights!.reduce((sum, { value }) => sum + Math.abs(value), 0);
    expect(size(1)).toBeLessThan(size(0));
    const { stdout } = await cli.run('study', ...WORDS, '--path', 'l1=0,0.5');
    expect(stdout).toMatch(/^Path of a penalty\n\n +penalty +rows +left out +training loss +weights not 0 +a +b +c +d\n/);
  });

  it('fits what is prepared anew to the rows of each training', async () => {
    const { entries } = await study('--winsorise', 'a=0.1..0.9', '--test', '0.25', '--folds', '3', '--steps', '20');
    const n = entries.reduce((sum, { nValidation }) => sum + nValidation, 0);
    const nRows = readFileSync(SEEDED, 'utf8').trimEnd().split('\n').length - 1;
    expect(n).toBe(nRows - Math.round(nRows / 4));
    const help = await cli.run('study', '--help');
    expect(help.stdout).toContain('--winsorise');
  });

  it.each([
    [[], 'Say what is to be studied: --folds K, --learning-curve SHARES or --path l2=V1,V2.'],
    [['--folds', '1'], 'The option --folds is "1"; it must be a whole number, 2 or more.'],
    [['--folds', '3', '--path', 'l1=1'], 'The options --folds and --path exclude each other: one study at a time.'],
    [['--path', 'l3=1'], 'The option --path is "l3=1"; it must be l1=V1,V2 or l2=V1,V2, the values of a penalty.'],
    [['--learning-curve', '0.5,0.2'], 'The share 0.2 of the learning curve does not fit. Give numbers above 0, 1 at most, each larger than the one before.'],
    [['--path', 'l2=1', '--patience', '3'], 'Early stopping after 3 evaluations needs a validation part'],
  ])('refuses %o in one sentence', async (words, message) => {
    const ended = await cli.run('study', ...WORDS, ...words);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });

  it('stops early by the rows of each fold, and says where nothing ended well', async () => {
    const { entries } = await study('--folds', '3', '--patience', '2', '--steps', '2000');
    expect(entries.every(({ problem }) => problem === null)).toBe(true);
    const ended = await cli.run('study', ...WORDS, '--folds', '2', '--learning-rate', '50');
    expect(ended.code).toBe(3);
    expect(ended.stdout).toContain('fold 2: The loss grew past any sense');
  });
});
