import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findConsumers } from '../support/consumers';
import { classicPath, useCliFolder } from './cliProcess';

const cli = useCliFolder();

beforeAll(async () => {
  const { code, stderr } = await cli.run('train', classicPath, '--target', 'y', '--steps', '50', '--export', 'model.json', '--quiet');
  expect(code, stderr).toBe(0);
});

describe('fall-line export', () => {
  it('writes beside the model, scores rows of the data, and says how far they differ', async () => {
    const { code, stdout, stderr } = await cli.run('export', 'model.json', '--format', 'js', '--data', classicPath, '--quiet');
    expect([code, stderr]).toEqual([0, '']);
    const [first, second] = stdout.trimEnd().split('\n');
    expect(first).toMatch(/^model\.mjs: \d[\d.]* kB$/);
    expect(second).toMatch(/^1,000 rows scored by Node \d+\.\d+\.\d+, largest difference \d/);
    expect(readFileSync(cli.at('model.mjs'), 'utf8')).toContain('export { predict };');
  });

  it.skipIf(findConsumers().python === null)('runs a file that was named by a relative path', async () => {
    const { code, stdout, stderr } = await cli.run('export', 'model.json', '--format', 'python', '--data', classicPath, '--quiet');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^model\.py: .*\n1,000 rows scored by python3 \d\.\d+ with numpy [\d.]+, largest difference \d/);
  });

  it('writes without a check where there is no data, and says so', async () => {
    const { code, stdout } = await cli.run('export', 'model.json', '--format', 'sql', '--output', 'score.sql', '--quiet');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^score\.sql: .*\nNot run: there are no rows to score it on\.\n$/);
  });

  it('gives back a model file that is the same', async () => {
    const { code, stdout } = await cli.run('export', 'model.json', '--format', 'json', '--output', 'again.json', '--data', classicPath, '--quiet');
    expect([code, stdout.includes('largest difference 0')]).toEqual([0, true]);
    expect(readFileSync(cli.at('again.json'), 'utf8')).toBe(readFileSync(cli.at('model.json'), 'utf8'));
  });

  const wrong: [what: string, words: string[], message: RegExp][] = [
    ['no form', ['model.json'], /Say which form is wanted with --format: json, csv,/],
    ['a form that there is not', ['model.json', '--format', 'fortran'], /--format is "fortran"; it must be one of "json", /],
    ['no model', ['--format', 'c'], /MODEL\.json is missing/],
    ['a dialect without data', ['model.json', '--format', 'c', '--decimal', ','], /say how the file of --data is written/],
    ['the model as output', ['model.json', '--format', 'c', '--output', 'model.json'], /same file as the input/],
    ['the data as output', ['model.json', '--format', 'c', '--data', classicPath, '--output', classicPath], /same file as the input/],
  ];
  it.each(wrong)('refuses %s in a sentence', async (_, words, message) => {
    const { code, stdout, stderr } = await cli.run('export', ...words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('names a column that the data does not have, and writes nothing', async () => {
    writeFileSync(cli.at('short.csv'), 'x1,x2\n1,2\n3,4\n');
    const before = readdirSync(cli.at('.'));
    const { code, stdout, stderr } = await cli.run('export', 'model.json', '--format', 'c', '--data', 'short.csv', '--quiet');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^There is no column "x3"\./);
    expect(existsSync(cli.at('model.c'))).toBe(false);
    expect(readdirSync(cli.at('.'))).toEqual(before);
  });

  it('leaves nothing in its scratch folder', () => {
    expect(readdirSync(cli.scratch())).toEqual([]);
  });
});
