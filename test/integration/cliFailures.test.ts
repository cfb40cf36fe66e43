import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { binPath, classicPath, ending, nLines, useCliFolder } from './cliProcess';

const cli = useCliFolder();

describe('a file that cannot be used', () => {
  const compressed = gzipSync(`x,y\n${Array.from({ length: 5000 }, (_, i) => `${i},${i * i}`).join('\n')}\n`);
  const cases: [what: string, name: string, content: string | Buffer | null][] = [
    ['no such file', 'nothing.csv', null],
    ['an empty file', 'empty.csv', ''],
    ['a header without rows', 'header.csv', 'x,y\n'],
    ['a binary file', 'binary.csv', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37) % 256))],
    ['a truncated .gz', 'cut.csv.gz', compressed.subarray(0, compressed.length >> 1)],
    ['a damaged Parquet file', 'damaged.parquet', 'PAR1 and then something else PAR1'],
    ['a file without such a column', 'other.csv', 'a,b\n1,2\n3,4\n'],
    ['a target that is text', 'text.csv', 'x,y\n1,a\n2,b\n3,c\n'],
  ];
  it.each(cases)('(%s) is an error of one or two lines with exit code 1', async (_, name, content) => {
    if (content !== null) writeFileSync(cli.at(name), content);
    const { code, stdout, stderr } = await cli.run('train', name, '--target', 'y', '--json', '--quiet');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^[^\n]{20,}\n([^\n]+\n)?$/);
    expect(stderr).not.toMatch(/\n\s+at |Unexpected failure/);
  });

  it('(a folder) is an error with exit code 1', async () => {
    mkdirSync(cli.at('folder.csv'));
    const { code, stdout, stderr } = await cli.run('inspect', 'folder.csv');
    expect([code, stdout, nLines(stderr)]).toEqual([1, '', 1]);
    expect(stderr).toContain('folder');
  });

  it('(read with the wrong delimiter) names the columns it sees', async () => {
    const { code, stderr } = await cli.run(
      'train',
      classicPath,
      '--delimiter',
      ';',
      '--target',
      'y',
      '--quiet',
    );
    expect(code).toBe(1);
    expect(stderr).toContain('There is no column "y".');
  });
});

describe('wrong use', () => {
  it.each([
    [['train', classicPath], '--target NAME'],
    [['train', classicPath, '--target', 'y', '--features', 'x1,y'], 'cannot be a feature too'],
    [['train', classicPath, '--target', 'y', '--workers', '0'], 'from 1 to 64'],
    [['train', classicPath, '--target', 'y', '--wokers', '2'], 'Did you mean --workers?'],
    [['inspect'], 'FILE is missing'],
    [['explode'], 'There is no command "explode"'],
    [[], 'Say what is to be done'],
  ])('%j ends with 2', async (words, sentence) => {
    const { code, stdout, stderr } = await cli.run(...words);
    expect([code, stdout, nLines(stderr)]).toEqual([2, '', 2]);
    expect(stderr).toContain(sentence);
  });

  it('of an unknown column names the nearest and ends with 1', async () => {
    writeFileSync(cli.at('homes.csv'), 'size,price\n1,2\n2,4\n3,5\n');
    const { code, stderr } = await cli.run('train', 'homes.csv', '--target', 'prise');
    expect(code).toBe(1);
    expect(stderr).toContain('There is no column "prise". Did you mean "price"? Columns: size, price.\n');
  });
});

describe('a command that is interrupted', () => {
  const longRun = (...words: string[]) =>
    cli.start('train', classicPath, '--target', 'y', '--steps', '1000000000', ...words);

  it('by Ctrl+C stops with one line and 130, and leaves neither result nor temporary files', async () => {
    const child = longRun('--export', 'never.json', '--json');
    // The import is over: shards are built or steps are made.
    child.stderr.on('data', (text: Buffer | string) => {
      if (String(text).includes('Read classic.csv')) child.kill('SIGINT');
    });
    const { code, stdout, stderr } = await ending(child);
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr.split('\n').slice(-2)).toEqual(['Cancelled.', '']);
    expect(readdirSync(cli.at('.'))).not.toContain('never.json');
    expect(readdirSync(cli.scratch())).toEqual([]);
  });

  it('by a reader that closes the pipe ends quietly', async () => {
    writeFileSync(cli.at('line.csv'), 'x,y\n1,1\n2,2\n3,3\n');
    expect(
      (await cli.run('train', 'line.csv', '--target', 'y', '--export', 'line.json', '--quiet')).code,
    ).toBe(0);
    const rows = Array.from({ length: 200_000 }, (_, i) => i).join('\n');
    writeFileSync(cli.at('many.csv'), `x\n${rows}\n`);
    const child = cli.start('predict', 'line.json', 'many.csv', '--quiet');
    child.stdout.once('data', () => child.stdout.destroy());
    const { code, stderr } = await ending(child);
    expect([code, stderr]).toEqual([0, '']);
    expect(readdirSync(cli.scratch())).toEqual([]);
  });
});

describe('a full disk', () => {
  it('is named for a file that is to be saved', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('this system has no /dev/full');
    const words = ['--export', '/dev/full', '--json', '--quiet'];
    const { code, stdout, stderr } = await cli.run('train', classicPath, '--target', 'y', ...words);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Cannot write "\/dev\/full": there is no space left on the disk\.[^\n]*\n$/);
  });

  it('is named for stdout', ({ skip }) => {
    if (!existsSync('/dev/full')) skip('this system has no /dev/full');
    const full = openSync('/dev/full', 'w');
    try {
      const { status, stderr } = spawnSync(process.execPath, [binPath, 'inspect', classicPath, '--quiet'], {
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
      expect(status).toBe(1);
      expect(stderr).toMatch(/^Cannot write "stdout": there is no space left on the disk\.[^\n]*\n$/);
    } finally {
      closeSync(full);
    }
  });
});

describe('inspect', () => {
  it('lists the rejected lines by number and reason', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => (i === 24_999 ? 'oops,1' : `${i},${i / 2}`));
    writeFileSync(cli.at('late.csv'), ['x,y', ...rows, ''].join('\n'));
    const ended = await cli.run('inspect', 'late.csv', '--json');
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      format: 'csv',
      columns: [
        { index: 0, name: 'x', type: 'number' },
        { index: 1, name: 'y', type: 'number' },
      ],
      rowCount: 29_999,
      rowsRejected: 1,
      rejects: [{ line: 25_001, column: 'x' }],
    });
    expect(ended.stderr).toContain('1 line could not be read and is left out.\n  Line 25,001, column "x"');
  });

  it('shows a table for people', async () => {
    const { code, stdout } = await cli.run('inspect', classicPath, '--quiet');
    expect(code).toBe(0);
    expect(stdout).toContain('Rows            5,000\n');
    expect(stdout).toMatch(/\n {2}6 +y +number\n$/);
  });

  it('knows its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect((await cli.run('--version')).stdout).toBe(`${version}\n`);
  });
});
