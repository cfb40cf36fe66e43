import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseModel } from '../../workers/core/export/model';
import { classicPath, nLines, trainJson, useCliFolder } from './cliProcess';

const cli = useCliFolder();
const CLASSIC = ['train', classicPath, '--target', 'y', '--no-standardize', '--learning-rate', '0.01'];

describe('training the classic experiment from the command line', () => {
  it('finds [2, 4, 5, 9, 11] and 2, and prints one JSON object and nothing else', async () => {
    const ended = await cli.run(...CLASSIC, '--json', '--quiet');
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const found = trainJson(ended);
    expect(Object.keys(found)).toEqual([
      ...['model', 'lossName', 'nSamples', 'nValidation', 'nFeatures', 'rowsRejected', 'rowsSkipped', 'steps'],
      ...['stopReason', 'loss', 'validationLoss', 'objective', 'bias', 'weights', 'classNames', 'classes'],
      ...['learningRate', 'gradient', 'thetaHash', 'workers', 'elapsedMs'],
    ]);
    expect(Object.keys(found.elapsedMs)).toEqual(['import', 'build', 'train']);
    expect(found).toMatchObject({ nSamples: 5000, nFeatures: 5, steps: 1000, stopReason: 'max-steps' });
    [2, 4, 5, 9, 11].forEach((weight, j) =>
      expect(Math.abs((found.weights[j]?.value ?? NaN) - weight)).toBeLessThan(1e-6),
    );
    expect(Math.abs(found.bias - 2)).toBeLessThan(1e-6);
    expect(found.loss).toBeLessThan(1e-12);
    expect(found.thetaHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives the same hash of theta for 1, 2, 3 and 4 workers', async () => {
    const found = [];
    for (const workers of ['1', '2', '3', '4']) {
      found.push(trainJson(await cli.run(...CLASSIC, '--json', '--quiet', '--workers', workers)));
    }
    expect(found.map(({ workers }) => workers)).toEqual([1, 2, 3, 4]);
    expect(new Set(found.map(({ thetaHash }) => thetaHash)).size).toBe(1);
  });

  it('saves a model whose predictions are the sums by hand, to the last bit', async () => {
    const trained = await cli.run(
      ...CLASSIC,
      '--steps',
      '250',
      '--export',
      'model.json',
      '--coefficients',
      'c.csv',
    );
    expect(trained.code).toBe(0);
    const model = parseModel(readFileSync(cli.at('model.json'), 'utf8'));
    expect(model).toMatchObject({ targetName: 'y', steps: 250, learningRate: 0.01, nSamples: 5000 });
    const coefficients = [...model.weights, model.bias].map(String);
    const table = readFileSync(cli.at('c.csv'), 'utf8').trim().split('\r\n').slice(1);
    expect(table.map((line) => line.split(',')[1])).toEqual(coefficients);

    const predicted = await cli.run('predict', 'model.json', classicPath, '--output', 'p.csv');
    expect([predicted.code, predicted.stdout]).toEqual([0, '']);
    expect(predicted.stderr).toContain('Predicted 5,000 rows');
    const [header = '', ...rows] = readFileSync(classicPath, 'utf8').trim().split(/\r?\n/);
    const places = model.featureNames.map((name) => header.split(',').indexOf(name));
    const byHand = rows.map((row, index) => {
      const cells = row.split(',');
      const sum = places.reduce(
        (y, place, j) => y + (model.weights[j] ?? NaN) * Number(cells[place]),
        model.bias,
      );
      return `${index + 1},${sum}`;
    });
    expect(readFileSync(cli.at('p.csv'), 'utf8').trim().split(/\r?\n/)).toEqual([
      'row,prediction',
      ...byHand,
    ]);

    const piped = await cli.run('predict', 'model.json', classicPath, '--quiet');
    expect([piped.code, piped.stderr]).toEqual([0, '']);
    expect(piped.stdout).toBe(readFileSync(cli.at('p.csv'), 'utf8'));
  });

  it('logs every step from 0 on', async () => {
    expect((await cli.run(...CLASSIC, '--log', 'log.csv', '--quiet')).code).toBe(0);
    const [header, ...lines] = readFileSync(cli.at('log.csv'), 'utf8').trim().split(/\r?\n/);
    expect(header?.split(',')[0]).toBe('iteration');
    expect(lines).toHaveLength(1001);
    expect(lines.map((line) => Number(line.split(',')[0]))).toEqual(
      Array.from({ length: 1001 }, (_, step) => step),
    );
    expect(lines[0]?.split(',').slice(1, -1).map(Number)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('prints a result for people, with progress on stderr', async () => {
    const { code, stdout, stderr } = await cli.run(...CLASSIC);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^y = 2 \S+ \+ 4 \S+ \+ 5 \S+ \+ 9 \S+ \+ 11 \S+ \+ 2\n/);
    expect(stderr).toContain('Read classic.csv: 5,000 rows, 6 columns in ');
    expect(stderr).toContain('Trained 1,000 steps in ');
    expect(stderr).not.toContain('\u001b');
  });

  it('leaves nothing behind', () => {
    expect(readdirSync(cli.scratch())).toEqual([]);
  });
});

describe('the learning rate', () => {
  it.each(['0', '-1', 'NaN', 'Infinity', 'abc'])('%s is wrong use', async (rate) => {
    const { code, stdout, stderr } = await cli.run(
      'train',
      classicPath,
      '--target',
      'y',
      '--learning-rate',
      rate,
    );
    expect([code, stdout, nLines(stderr)]).toEqual([2, '', 2]);
    expect(stderr).toContain(`The option --learning-rate is "${rate}"`);
  });

  it('1e9 diverges: the result is printed, the model is not saved, and a rate that holds is named', async () => {
    writeFileSync(cli.at('old.json'), 'old');
    const words = ['--learning-rate', '1e9', '--json', '--quiet', '--export', 'old.json'];
    const ended = await cli.run('train', classicPath, '--target', 'y', ...words);
    expect([ended.code, nLines(ended.stderr)]).toEqual([3, 1]);
    const { stopReason, weights, bias } = trainJson(ended);
    expect(stopReason).toBe('diverged');
    expect([bias, ...weights.map(({ value }) => value)].every(Number.isFinite)).toBe(true);
    expect(readFileSync(cli.at('old.json'), 'utf8')).toBe('old');
    const [, rate] = /learning rate\D*(\d[\d.e-]*\d)/i.exec(ended.stderr) ?? [];
    expect(Number(rate)).toBeGreaterThan(0);
  });
});

describe('options of training', () => {
  it('use every numeric column but the target, or the named ones in their order', async () => {
    writeFileSync(cli.at('named.csv'), '__proto__,constructor,town,y\n1,2,a,5\n2,1,b,4\n3,5,c,13\n0,1,d,2\n');
    const all = trainJson(await cli.run('train', 'named.csv', '--target', 'y', '--json', '--quiet'));
    expect(all.weights.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
    const words = ['--features', 'constructor,__proto__', '--json', '--quiet', '--export', 'named.json'];
    const named = trainJson(await cli.run('train', 'named.csv', '--target', 'y', ...words));
    expect(named.weights.map(({ name }) => name)).toEqual(['constructor', '__proto__']);
    // y = 1 * __proto__ + 2 * constructor, without noise.
    expect(named.weights[0]?.value).toBeCloseTo(2, 6);
    expect(named.weights[1]?.value).toBeCloseTo(1, 6);
    const { stdout } = await cli.run('predict', 'named.json', 'named.csv', '--quiet');
    expect(Number(stdout.split(/\r?\n/)[3]?.split(',')[1])).toBeCloseTo(13, 6);
  });

  it('stop by tolerance', async () => {
    const noise = Array.from({ length: 40 }, (_, i) => `${i},${2 * i + (i % 2)}`);
    writeFileSync(cli.at('noise.csv'), ['x,y', ...noise, ''].join('\n'));
    const words = ['--tolerance', '1e-3', '--json', '--quiet'];
    const { stopReason, steps } = trainJson(await cli.run('train', 'noise.csv', '--target', 'y', ...words));
    expect(stopReason).toBe('loss-change');
    expect(steps).toBeLessThan(100);
  });

  it('start from a seed and repeat to the bit', async () => {
    const words = ['--init', 'random', '--seed', '7', '--steps', '5', '--json', '--quiet'];
    const [first, second, other] = [
      trainJson(await cli.run('train', classicPath, '--target', 'y', ...words)),
      trainJson(await cli.run('train', classicPath, '--target', 'y', ...words)),
      trainJson(await cli.run('train', classicPath, '--target', 'y', ...words, '--seed', '8')),
    ];
    expect(first.steps).toBe(5);
    expect(second.thetaHash).toBe(first.thetaHash);
    expect(other.thetaHash).not.toBe(first.thetaHash);
  });

  it('count rows left out for a missing value and lines that could not be read', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i},${3 * i + 1}`);
    writeFileSync(cli.at('gaps.csv'), ['x,y', ...rows, ',5', '7,', '1,2,3', ''].join('\n'));
    const ended = await cli.run('train', 'gaps.csv', '--target', 'y', '--json');
    expect(trainJson(ended)).toMatchObject({ nSamples: 50, rowsSkipped: 2, rowsRejected: 1 });
    expect(ended.stderr).toContain('1 line could not be read and is left out.\n  Line 54');
  });

  it('read a file written another way when told how', async () => {
    writeFileSync(cli.at('german.csv'), '1.000,5;2,5\n2.000,5;4,5\n3.000,5;6,5\n');
    const words = ['--delimiter', ';', '--decimal', ',', '--thousands', '.', '--no-header'];
    const { stdout } = await cli.run('inspect', 'german.csv', ...words, '--json', '--quiet');
    const found = JSON.parse(stdout) as { columns: { name: string; type: string }[]; rowCount: number };
    expect(found.rowCount).toBe(3);
    expect(found.columns.map(({ type }) => type)).toEqual(['number', 'number']);
    const target = found.columns[1]?.name ?? '';
    const trained = trainJson(
      await cli.run('train', 'german.csv', ...words, '--target', target, '--json', '--quiet'),
    );
    expect(trained.weights[0]?.value).toBeCloseTo(0.002, 9);
  });
});

describe('a log that cannot be written', () => {
  it('is an error with exit code 1 and no result', async () => {
    const { code, stdout, stderr } = await cli.run(
      ...CLASSIC,
      '--log',
      'no/such/log.csv',
      '--json',
      '--quiet',
    );
    expect([code, stdout, nLines(stderr)]).toEqual([1, '', 1]);
    expect(existsSync(cli.at('no'))).toBe(false);
  });
});
