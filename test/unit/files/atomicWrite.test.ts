import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FallLineError } from '../../../workers/core/schema';
import { checkWritable, writeFileAtomic, writeTextAtomic } from '../../../workers/engine/files/atomicWrite';

let folder = '';
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fall-line-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a file written atomically', () => {
  it('appears with its whole text and leaves no temporary file', async () => {
    await writeTextAtomic(at('model.json'), 'new');
    expect(readdirSync(folder)).toEqual(['model.json']);
    expect(readFileSync(at('model.json'), 'utf8')).toBe('new');
  });

  it('replaces the old file and keeps its permissions', async () => {
    writeFileSync(at('model.json'), 'a much longer old text');
    chmodSync(at('model.json'), 0o640);
    await writeTextAtomic(at('model.json'), 'new');
    expect(readFileSync(at('model.json'), 'utf8')).toBe('new');
    expect(statSync(at('model.json')).mode & 0o777).toBe(0o640);
  });

  it('leaves the old file whole and removes the temporary one when writing fails half-way', async () => {
    writeFileSync(at('model.json'), 'old');
    const defect = new Error('half-way');
    const writing = writeFileAtomic(at('model.json'), async (temporaryPath) => {
      await writeFile(temporaryPath, 'half');
      expect(readFileSync(at('model.json'), 'utf8')).toBe('old');
      throw defect;
    });
    await expect(writing).rejects.toBe(defect);
    expect(readdirSync(folder)).toEqual(['model.json']);
    expect(readFileSync(at('model.json'), 'utf8')).toBe('old');
  });

  it('passes a failure that a person can act on through unchanged', async () => {
    const cancelled = new FallLineError('cancelled', 'Cancelled.');
    await expect(writeFileAtomic(at('x'), () => Promise.reject(cancelled))).rejects.toBe(cancelled);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes to the target of a link and keeps the link', async () => {
    mkdirSync(at('real'));
    writeFileSync(at('real/model.json'), 'old');
    symlinkSync('real/model.json', at('link.json'));
    await writeTextAtomic(at('link.json'), 'new');
    expect(lstatSync(at('link.json')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('real/model.json'), 'utf8')).toBe('new');
    expect(readdirSync(at('real'))).toEqual(['model.json']);
  });

  it('is created where a link without a target points', async () => {
    mkdirSync(at('real'));
    symlinkSync('real/first.json', at('second.json'));
    symlinkSync('second.json', at('link.json'));
    await writeTextAtomic(at('link.json'), 'new');
    expect(readFileSync(at('real/first.json'), 'utf8')).toBe('new');
    expect(lstatSync(at('second.json')).isSymbolicLink()).toBe(true);
  });

  it('writes to a device instead of replacing it by a file', async () => {
    await writeTextAtomic('/dev/null', 'gone');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('what the system refuses', () => {
  const refusal = async (writing: Promise<void>): Promise<string> => {
    const error: unknown = await writing.then(
      () => new Error('nothing was refused'),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(FallLineError);
    expect((error as FallLineError).code).toBe('write-failed');
    return (error as FallLineError).message;
  };

  it('names the path, a missing folder and the remedy', async () => {
    const path = at('no-such/model.json');
    const sentence = `Cannot write "${path}": there is no such folder. Create the folder first or choose another one.`;
    expect(await refusal(writeTextAtomic(path, 'new'))).toBe(sentence);
    expect(await refusal(checkWritable(path))).toBe(sentence);
  });

  it('names a folder in the place of the file', async () => {
    expect(await refusal(writeTextAtomic(folder, 'new'))).toContain('it is a folder');
    expect(await refusal(checkWritable(folder))).toContain('it is a folder');
  });

  it('names a file in the place of a folder', async () => {
    writeFileSync(at('plain'), 'text');
    expect(await refusal(writeTextAtomic(at('plain/model.json'), 'new'))).toContain(
      'is a file, not a folder',
    );
  });

  it('names links that lead in a circle', async () => {
    symlinkSync(at('b'), at('a'));
    symlinkSync(at('a'), at('b'));
    expect(await refusal(writeTextAtomic(at('a'), 'new'))).toContain('links lead in a circle');
  });

  it('names a name that is too long', async () => {
    expect(await refusal(writeTextAtomic(at('x'.repeat(300)), 'new'))).toContain('the name is too long');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names a full device', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('this system has no /dev/full');
    expect(await refusal(writeTextAtomic('/dev/full', 'new'))).toContain(
      'there is no space left on the disk',
    );
  });
});

/** A file system of 64 KiB, or the reason why this machine gives none. */
const mountSmallDisk = (path: string): string | null => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return `mounting needs root: ${String(error).split('\n')[0]}`;
  }
};

describe('a full disk', () => {
  it('leaves the old file whole, says so, and keeps no half of the new one', async ({ skip }) => {
    mkdirSync(at('disk'));
    const reason = mountSmallDisk(at('disk'));
    if (reason !== null) skip(reason);
    try {
      const path = at('disk/model.json');
      writeFileSync(path, 'old');
      await expect(writeTextAtomic(path, 'x'.repeat(1_000_000))).rejects.toMatchObject({
        code: 'write-failed',
        message: `Cannot write "${path}": there is no space left on the disk. Free some space or choose another folder.`,
      });
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(at('disk'))).toEqual(['model.json']);
      await writeTextAtomic(path, 'small enough');
      expect(readFileSync(path, 'utf8')).toBe('small enough');
    } finally {
      execFileSync('umount', [at('disk')]);
    }
  });

  it('mounted read-only is named as such and stays as it was', async ({ skip }) => {
    mkdirSync(at('disk'));
    const reason = mountSmallDisk(at('disk'));
    if (reason !== null) skip(reason);
    try {
      writeFileSync(at('disk/model.json'), 'old');
      execFileSync('mount', ['-o', 'remount,ro', at('disk')]);
      await expect(writeTextAtomic(at('disk/model.json'), 'new')).rejects.toMatchObject({
        message: expect.stringContaining('the disk is read-only') as string,
      });
      expect(readFileSync(at('disk/model.json'), 'utf8')).toBe('old');
      expect(existsSync(at('disk/new.json'))).toBe(false);
    } finally {
      execFileSync('umount', [at('disk')]);
    }
  });
});
