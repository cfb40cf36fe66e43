import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTextAtomic } from '../../workers/engine/files/atomicWrite';
import { failureOf } from '../support/data';
import { createTestEngine, type TestEngine } from '../support/engine';

const NOBODY = 65_534;

/** Does `work` without the rights of root, which may read and write everything. */
const asOrdinaryUser = async <T>(work: () => Promise<T>): Promise<T> => {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
};

describe('without the right to do so', () => {
  let bench: TestEngine;
  beforeAll(async () => {
    bench = await createTestEngine();
    await chmod(bench.directory, 0o755);
  });
  afterAll(() => bench.dispose());

  it('a file cannot be read: the person is told so, and what to do', async () => {
    const readable = join(bench.directory, 'readable.csv');
    const secret = join(bench.directory, 'secret.csv');
    await writeFile(readable, 'x,y\n1,2\n2,4\n');
    await writeFile(secret, 'x,y\n1,2\n2,4\n', { mode: 0o000 });
    // Threads and libraries are loaded with the rights that the process has at first.
    await bench.engine.proposeImport(readable);
    expect(await asOrdinaryUser(() => failureOf(bench.engine.proposeImport(secret)))).toEqual({
      code: 'file-unreadable',
      message: '"secret.csv" may not be read: permission is denied. Ask its owner for the right to read it, or choose another file.',
    });
    expect((await bench.engine.proposeImport(readable)).columns).toHaveLength(2);
  });

  it('a file cannot be written: the person is told so', async () => {
    await chmod(bench.directory, 0o555);
    const path = join(bench.directory, 'model.json');
    const failure = await asOrdinaryUser(() => failureOf(writeTextAtomic(path, '{}')));
    await chmod(bench.directory, 0o755);
    expect(failure.code).toBe('write-failed');
    expect(failure.message).toContain(path);
  });
});
