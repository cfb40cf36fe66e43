import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelFile, RecipeFile } from '../../workers/core/schema';
import { trainJson, useCliFolder } from './cliProcess';

const messyPath = fileURLToPath(new URL('./preparation/messy.csv', import.meta.url));
const cli = useCliFolder();
const readJson = <T>(name: string): T => JSON.parse(readFileSync(cli.at(name), 'utf8')) as T;

const OPTIONS = [
  '--target', 'price', '--features', 'city,area,age,sold', '--where', 'area < 500', '--missing', 'city=unknown', '--missing', 'age=median,indicator',
  '--categories', 'city:reference=Oslo,rare=10,unseen=rare', '--date', 'sold=year+month', '--winsorise', 'area=0.05..0.95', '--ln', 'area',
  '--powers', 'area=2', '--product', 'area*age', '--split-column', 'part:test=test', '--optimizer', 'newton', '--steps', '5', '--quiet',
];

describe('a recipe on the command line', () => {
  beforeAll(async () => {
    const ended = await cli.run('train', messyPath, ...OPTIONS, '--save-recipe', 'recipe.json', '--export', 'model.json', '--json');
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(trainJson(ended)).toMatchObject({ nSamples: 176, nFeatures: 11 });
  });

  it('is saved whole, and makes the same model from its file', async () => {
    const recipe = readJson<RecipeFile>('recipe.json');
    expect(recipe).toMatchObject({ format: 'fall-line-recipe', target: 'price', features: ['city', 'area', 'age', 'sold'] });
    expect(recipe.entries.map(({ kind }) => kind)).toEqual([
      'filter', 'missing', 'missing', 'categories', 'date', 'outliers', 'transform', 'powers', 'product', 'split',
    ]);
    const again = await cli.run('train', messyPath, '--recipe', 'recipe.json', '--optimizer', 'newton', '--steps', '5', '--quiet', '--export', 'again.json', '--json');
    expect(again.code).toBe(0);
    expect(trainJson(again).thetaHash).toBe(readJson<ModelFile>('model.json').thetaHash);
    const changed = await cli.run('solve', messyPath, '--recipe', 'recipe.json', '--powers', 'area=1', '--scale', 'min-max', '--quiet', '--json');
    expect(changed.code).toBe(0);
    const names = (JSON.parse(changed.stdout) as { coefficients: { name: string }[] }).coefficients.map(({ name }) => name);
    expect(names).toEqual([
      '(intercept)', 'city = Bergen', 'city = Tromsø', 'city = unknown', 'city = (rare)', 'log(area)', 'age', 'age is missing',
      'sold year', 'sold month', 'log(area) * age',
    ]);
  });

  it('is listed before training, with the size of what comes of it', async () => {
    const { stderr, code } = await cli.run('train', messyPath, '--recipe', 'recipe.json', '--optimizer', 'newton', '--steps', '5', '--no-keep');
    expect(code).toBe(0);
    expect(stderr).toContain('  1. Rows are kept where area < 500; 0 rows left out.\n');
    expect(stderr).toContain('Missing values of age become 34.9, the median of the training part');
    expect(stderr).toMatch(/11 features of 176 rows to train on, 0 for validation and 64 for the test: [\d.]+ kB of memory\.\n/);
  });

  it('is shown for a file by inspect, and refused where it does not fit', async () => {
    const { code, stdout } = await cli.run('inspect', messyPath, '--recipe', 'recipe.json', '--quiet');
    expect(code).toBe(0);
    expect(stdout).toContain('Recipe:\n  1. Rows are kept where area < 500');
    expect(stdout).toContain('Features:\n  city = Bergen\n');
    const json = await cli.run('inspect', messyPath, '--recipe', 'recipe.json', '--quiet', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ recipe: { nRows: { train: 176, validation: 0, test: 64 } } });
    writeFileSync(cli.at('other.csv'), 'city,size,price\nOslo,50,1\nOslo,51,2\n');
    const other = await cli.run('inspect', 'other.csv', '--recipe', 'recipe.json', '--quiet');
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('There is no column "area", which is to be a feature.')]);
  });

  it('is replayed by predict on the raw columns, with levels that are new named', async () => {
    writeFileSync(cli.at('new.csv'), 'city,area,age,sold\nOslo,50,10,2020-01-01\nHamar,60,,2020-02-02\n');
    const { code, stdout, stderr } = await cli.run('predict', 'model.json', 'new.csv');
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 2).join('|')).toMatch(/^row,prediction\|1,\d+/);
    expect(stderr).toContain('Note: Column "city" holds "Hamar" in 1 row, which the training did not have: it counts as a rare level.');
    writeFileSync(cli.at('short.csv'), 'city,area,sold\nOslo,50,2020-01-01\n');
    const short = await cli.run('predict', 'model.json', 'short.csv');
    expect([short.code, short.stderr]).toEqual([1, expect.stringContaining('There is no column "age".')]);
    writeFileSync(cli.at('typed.csv'), 'city,area,age,sold\nOslo,50,old,2020-01-01\n');
    const typed = await cli.run('predict', 'model.json', 'typed.csv');
    expect([typed.code, typed.stderr]).toEqual([1, expect.stringContaining('The column "age" holds values of type text, and the model was trained on number.')]);
  });

  it('is evaluated on the raw columns too', async () => {
    const { code, stdout, stderr } = await cli.run('evaluate', 'model.json', messyPath, '--quiet', '--json');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('"nRows": 240,');
  });

  it.each<[string[], number, string]>([
    [['--where', 'area <'], 2, 'The filter cannot be read at character 7'],
    [['--where', 'aria < 3'], 2, 'There is no column "aria", which is written there. Did you mean "area"?'],
    [['--missing', 'cty=unknown'], 1, 'There is no column "cty", which an entry of the recipe names. Did you mean "city"?'],
    [['--missing', 'city=mean'], 2, 'Column "city" holds text and has no mean.'],
    [['--categories', 'city:reference=Osl'], 2, 'The reference level "Osl" of column "city" is not in the training part. Did you mean "Oslo"?'],
    [['--ln', 'city'], 2, 'Column "city" holds text, which has no logarithm.'],
    [['--weights', 'city'], 1, 'Column "city" holds text and cannot weight the rows.'],
    [['--split-column', 'part:test=tset'], 0, ''],
    [['--recipe', 'nowhere.json'], 1, 'Cannot read "nowhere.json": there is no such file.'],
    [['--recipe', 'model.json'], 2, '"model.json": The file is not a Fall Line recipe'],
  ])('that is wrong ends in one sentence: %j', async (words, code, sentence) => {
    const ended = await cli.run('solve', messyPath, '--target', 'price', '--features', 'city,area', '--quiet', ...words);
    expect(ended.stderr).toContain(sentence);
    expect(ended.code).toBe(code);
  });
});
