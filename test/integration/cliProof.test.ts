import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { useCliFolder } from './cliProcess';

const cli = useCliFolder();
const rows = Array.from({ length: 60 }, (_, i) => `0${i};1,${100 + i};${3 * i + (i % 3)}`).join('\n');

describe('fall-line inspect with proof', () => {
  it('names the cells that could be read differently, and writes the rejected lines', async () => {
    await writeFile(cli.at('data.csv'), `id;x;y\n${rows}\n60;oops;1\n`);
    const text = await cli.run('inspect', 'data.csv', '--proof', '--rejected', 'left-out.csv');
    expect(text.code, text.stderr).toBe(0);
    expect(text.stdout).toContain('  Column "x": 60 cells like 1,100 (line 2) are read as 1.1; with , as thousands mark they would be 1100.\n');
    expect(text.stderr).toContain('Wrote 1 rejected line to left-out.csv.');
    expect(await readFile(cli.at('left-out.csv'), 'utf8')).toMatch(/^line,column,reason,text\r\n62,x,"""oops"" is not a number[^\r]*,oops\r\n$/);
    const json = await cli.run('inspect', 'data.csv', '--proof', '--json', '--quiet');
    const { ambiguities } = JSON.parse(json.stdout) as { ambiguities: unknown[] };
    expect(ambiguities[0]).toEqual({
      kind: 'leading-zeros', column: 'id', nCells: 60, examples: [{ line: 2, text: '00' }, { line: 3, text: '01' }, { line: 4, text: '02' }],
      readAs: '0', couldBe: '"00"', otherwise: 'as text',
    });
  });

  it('has its rejected lines written by train too, and intervals by predict', async () => {
    const words = ['--target', 'y', '--features', 'x', '--optimizer', 'newton', '--export', 'm.json', '--rejected', 'again.csv'];
    const trained = await cli.run('train', 'data.csv', ...words);
    expect(trained.code, trained.stderr).toBe(0);
    expect(await readFile(cli.at('again.csv'), 'utf8')).toBe(await readFile(cli.at('left-out.csv'), 'utf8'));
    const { code, stdout, stderr } = await cli.run('predict', 'm.json', 'data.csv', '--intervals', '--quiet');
    expect(code, stderr).toBe(0);
    const [header, first] = stdout.split('\n');
    expect(header).toBe('row,prediction,low,high');
    const [, prediction, low, high] = first!.split(',').map(Number);
    expect(low!).toBeLessThan(prediction!);
    expect(high! - prediction!).toBeCloseTo(prediction! - low!, 10);
  });

  it('says why there are no intervals', async () => {
    const trained = await cli.run('train', 'data.csv', '--target', 'y', '--features', 'x', '--steps', '1', '--export', 'early.json');
    expect(trained.code, trained.stderr).toBe(0);
    const { code, stdout, stderr } = await cli.run('predict', 'early.json', 'data.csv', '--intervals', '--quiet');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('There are no intervals for these predictions. The parameter of "(intercept)" is more than 0.01 standard errors');
  });
});
