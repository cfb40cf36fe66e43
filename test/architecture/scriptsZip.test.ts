import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unzip } from '../../scripts/lib/zip.mjs';
import { temporaryFolder } from '../support/folders';

interface Entry {
  name: string;
  content: string;
  mode?: number;
  deflate?: boolean;
  crc?: number;
}

const regularFile = 0o100000;

/** The bytes of a zip file: local headers with their data, the directory, the end record. */
function zipOf(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode = regularFile | 0o644, deflate = true, crc } of entries) {
    const raw = Buffer.from(content);
    const packed = deflate ? deflateRawSync(raw) : raw;
    const path = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(path.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(deflate ? 8 : 0, 10);
    central.writeUInt32LE(crc ?? crc32(raw), 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(raw.length, 24);
    central.writeUInt16LE(path.length, 28);
    central.writeUInt16LE(mode, 40);
    central.writeUInt32LE(offset, 42);
    locals.push(local, path, packed);
    directory.push(central, path);
    offset += 30 + path.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** Unpacks `bytes` into `target` inside a temporary folder, and gives that folder. */
async function unpack(bytes: Buffer, choose: (name: string) => string | null = (name) => name) {
  const folder = await temporaryFolder();
  writeFileSync(join(folder, 'a.zip'), bytes);
  const target = join(folder, 'target');
  return { folder, target, done: unzip(join(folder, 'a.zip'), target, choose) };
}

describe('the zip reader of the launch scripts', () => {
  it('unpacks stored, deflated and empty files with their contents and permissions', async () => {
    const long = 'fall line '.repeat(20_000);
    const { target, done } = await unpack(
      zipOf([
        { name: 'top/', content: '', deflate: false },
        { name: 'top/program', content: long, mode: regularFile | 0o755 },
        { name: 'top/deep/note.txt', content: 'stored', deflate: false },
        { name: 'empty', content: '', deflate: false },
      ]),
    );
    expect(await done).toBe(3);
    expect(readFileSync(join(target, 'top/program'), 'utf8')).toBe(long);
    expect(statSync(join(target, 'top/program')).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(target, 'top/deep/note.txt'), 'utf8')).toBe('stored');
    expect(statSync(join(target, 'top/deep/note.txt')).mode & 0o111).toBe(0);
    expect(readFileSync(join(target, 'empty'), 'utf8')).toBe('');
  });

  it('leaves out what is not chosen and renames what is', async () => {
    const entries = [
      { name: 'a', content: '1' },
      { name: 'b', content: '2' },
    ];
    const { target, done } = await unpack(zipOf(entries), (name) => (name === 'a' ? 'renamed' : null));
    expect(await done).toBe(1);
    expect(readFileSync(join(target, 'renamed'), 'utf8')).toBe('1');
    expect(existsSync(join(target, 'b'))).toBe(false);
  });

  it.each(['../escaped', 'in/../../escaped', '/escaped', '..\\escaped', '.'])(
    'refuses the entry %j, which leads out of the folder',
    async (name) => {
      const { folder, done } = await unpack(zipOf([{ name, content: 'x' }]));
      await expect(done).rejects.toThrow(`The zip file wants to write "${name}", outside its folder.`);
      expect(existsSync(join(folder, 'escaped'))).toBe(false);
      expect(existsSync('/escaped')).toBe(false);
    },
  );

  it('refuses a symbolic link', async () => {
    const { done } = await unpack(zipOf([{ name: 'link', content: '/etc', mode: 0o120777 }]));
    await expect(done).rejects.toThrow('The zip entry "link" is of a kind that is not read here.');
  });

  it('refuses content whose checksum is another one', async () => {
    const { done } = await unpack(zipOf([{ name: 'a', content: 'x', crc: 1 }]));
    await expect(done).rejects.toThrow('The zip entry "a" is damaged.');
  });

  it.each([
    ['cut short', zipOf([{ name: 'a', content: 'x' }]).subarray(0, -1)],
    ['empty', Buffer.alloc(0)],
    ['something else', Buffer.from('not a zip file, but long enough to hold an end record')],
  ])('refuses a file that is %s', async (_, bytes) => {
    const { done } = await unpack(bytes);
    await expect(done).rejects.toThrow('The file is not a whole zip file.');
  });
});
