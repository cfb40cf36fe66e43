import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sample } from '../../../electron/contract';
import { largeSampleHeader, largeSampleRows } from '../../../workers/core/design/largeSample';
import { createScratch } from '../../../workers/engine/data/scratch';
import { decode, detectEncoding, utf16Order } from '../../../workers/tasks/data/detectFile';
import { createUtf8Check } from '../../../workers/tasks/scan/utf8Check';

const root = resolve(import.meta.dirname, '../../..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fall-line-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the scratch folder', () => {
  it('removes what processes left behind that are gone, and nothing else', async () => {
    // Process ids end far below 2^30 on every system.
    for (const name of ['fall-line-1073741824-abc', `fall-line-${process.ppid}-abc`, 'other']) mkdirSync(join(folder, name));
    const scratch = createScratch(folder);
    expect(readdirSync(folder)).not.toContain('fall-line-1073741824-abc');
    expect(readdirSync(folder)).toEqual(expect.arrayContaining([`fall-line-${process.ppid}-abc`, 'other']));
    await scratch.dispose();
    expect(readdirSync(folder).sort()).toEqual([`fall-line-${process.ppid}-abc`, 'other'].sort());
  });
});

describe('the encoding of a file', () => {
  it.each([
    ['utf-8', Buffer.from('a,é\n')],
    ['latin-1', Buffer.from('a,é\n', 'latin1')],
    ['utf-16', Buffer.from('\ufeffa,é\n', 'utf16le')],
    ['utf-16', Buffer.from('\ufeffa,é\n', 'utf16le').swap16()],
    ['utf-16', Buffer.from('a,é\n1,2\n', 'utf16le')],
  ] as const)('is seen to be %s', (encoding, bytes) => {
    expect(detectEncoding(bytes, true)).toBe(encoding);
    expect(decode(bytes, encoding)).toMatch(/^\ufeff?a,é\n/);
  });
  it('is UTF-8 although the sample cuts a character', () => {
    expect(detectEncoding(Buffer.from('a,é').subarray(0, 3), false)).toBe('utf-8');
  });
  it('knows the byte order without a mark by where the zeros are', () => {
    expect(utf16Order(Buffer.from('a,b\n1,2\n', 'utf16le').swap16())).toBe('utf-16be');
    expect(utf16Order(Buffer.from('a,b\n'))).toBeNull();
  });
  it('is checked chunk by chunk, characters cut anywhere', () => {
    const check = (bytes: Buffer, length: number): number | null => {
      const { push, finish } = createUtf8Check();
      let line = 1;
      for (let i = 0; i < bytes.length; i += length) {
        const chunk = bytes.subarray(i, i + length);
        push(chunk, line);
        line += chunk.filter((byte) => byte === 10).length;
      }
      return finish();
    };
    const sound = Buffer.from('aé\n€\n😀 b\n'.repeat(3));
    const broken = Buffer.concat([sound, Buffer.from([0xe9]), Buffer.from('x\n')]);
    for (const length of [1, 2, 3, 4, 5, 7, 1_000]) {
      expect(check(sound, length)).toBeNull();
      expect(check(broken, length)).toBe(10);
    }
    expect(check(sound.subarray(0, sound.length - 5), 1_000)).toBe(9);
  });
});

describe('the bundled samples', () => {
  const list = JSON.parse(readFileSync(join(root, 'samples/samples.json'), 'utf8')) as Sample[];
  it('are what the script makes, byte for byte', () => {
    execFileSync(process.execPath, [join(root, 'scripts/makeSamples.mjs'), folder]);
    const made = readdirSync(folder).sort();
    expect(made).toEqual(['classic.csv', 'collinear.csv', 'flats.csv', 'ice-cream.csv', 'valley.csv']);
    for (const name of made) expect(readFileSync(join(folder, name)).equals(readFileSync(join(root, 'samples', name)))).toBe(true);
  });
  it('have the target and the size that the list says', () => {
    for (const { id, target, size } of list.filter((sample) => sample.id !== 'large')) {
      const [header = '', ...rows] = readFileSync(join(root, `samples/${id}.csv`), 'utf8').trimEnd().split('\n');
      const names = header.split(',');
      expect(names).toContain(target);
      expect(size).toBe(`${rows.length.toLocaleString('en-US')} x ${names.length - 1}`);
    }
  });
  it('hold the classic experiment to the last digit: y = [2, 4, 5, 9, 11] . x + 2', () => {
    const [, ...rows] = readFileSync(join(root, 'samples/classic.csv'), 'utf8').trimEnd().split('\n');
    // In whole units of 1e-8, where sums are exact.
    const units = (cell: string): bigint => BigInt(Math.round(Number(cell) * 1e8));
    for (const row of rows) {
      const [x1 = 0n, x2 = 0n, x3 = 0n, x4 = 0n, x5 = 0n, y] = row.split(',').map(units);
      expect(2n * x1 + 4n * x2 + 5n * x3 + 9n * x4 + 11n * x5 + 200_000_000n).toBe(y);
    }
  });
  it('make the large one the same every time, block by block', () => {
    const once = largeSampleRows()(6);
    const next = largeSampleRows();
    expect(next(4) + next(2)).toBe(once);
    expect(largeSampleHeader().split(',')).toHaveLength(21);
    expect(once.split('\n')[0]?.split(',')).toHaveLength(21);
  });
});
