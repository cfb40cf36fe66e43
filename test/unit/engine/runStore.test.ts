import { appendFile, mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRunStore, type RunStore } from '../../../workers/engine/store/runStore';
import { dataFolder } from '../../../workers/engine/store/dataFolder';
import { temporaryFolder } from '../../support/folders';
import { idOf, keepsakeOf, origin, RECORD, recordsOf } from '../../support/keptRuns';

const storeIn = async (): Promise<{ store: RunStore; at: (number: number, name?: string) => string }> => {
  const folder = await temporaryFolder();
  const store = createRunStore(folder, () => new Date('2026-02-03T04:05:06.000Z'));
  return { store, at: (number, name = '') => join(folder, 'runs', idOf(number), name) };
};

/** Writes a run that has made 10 steps and then 30. */
const write = async (store: RunStore, number: number, close = true): Promise<void> => {
  const writer = store.openWriter(idOf(number), { ...origin, startedAt: `2026-01-0${number}T00:00:00.000Z` }, null);
  await writer.begin(keepsakeOf(number, 0));
  await writer.write(keepsakeOf(number, 10));
  await writer.write(keepsakeOf(number, 30, 10));
  if (close) await writer.close();
};

describe('the store of runs', () => {
  it('is empty where nothing was kept, and makes no folder by being read', async () => {
    const { store } = await storeIn();
    expect(await store.list()).toEqual({ runs: [], damaged: [], folder: store.folder, byteLength: 0 });
    await expect(readdir(store.folder)).rejects.toThrow('ENOENT');
  });

  it('reads back what was written, the newest first, and where a run can go on', async () => {
    const { store } = await storeIn();
    await write(store, 1);
    await write(store, 2);
    const { runs, byteLength } = await store.list();
    expect(runs.map(({ id }) => id)).toEqual([idOf(2), idOf(1)]);
    expect(byteLength).toBeGreaterThan(30 * RECORD * 8);
    expect(runs[0]).toMatchObject({ canResume: true, isOpen: false, last: { steps: 30, stopReason: null }, bestStep: 29 });
    expect((await store.trace(idOf(1))).steps).toEqual(Array.from({ length: 31 }, (_, step) => step));
    const { checkpoint } = keepsakeOf(1, 30);
    const held = { stride: 1, count: 30 };
    expect(await store.resumePoint(idOf(1))).toEqual({ info: runs[1]!.info, checkpoint, held, trace: { stride: 1, records: recordsOf(0, 30) } });
  });

  it('makes a run small that ends for good: no checkpoint, and few records', async () => {
    const { store, at } = await storeIn();
    const writer = store.openWriter(idOf(1), origin, null);
    const ended = keepsakeOf(1, 5_000);
    await writer.begin(ended);
    await writer.write(keepsakeOf(1, 5_000));
    await writer.write({ ...keepsakeOf(1, 5_000, 5_000), hasEnded: true, checkpoint: null, result: { ...ended.result, stopReason: 'max-steps' } });
    await writer.close();
    expect((await readdir(at(1))).sort()).toEqual(['run.json', 'trace-4.f64']);
    expect(await store.read(idOf(1))).toMatchObject({ canResume: false, last: { stopReason: 'max-steps' } });
    expect((await store.trace(idOf(1))).steps.slice(0, 3)).toEqual([0, 4, 8]);
    await expect(store.resumePoint(idOf(1))).rejects.toMatchObject({ code: 'setting-invalid' });
  });

  it('keeps the trace of the checkpoint until there is one with the next stride', async () => {
    const { store, at } = await storeIn();
    const writer = store.openWriter(idOf(1), origin, null);
    await writer.begin(keepsakeOf(1, 0));
    await writer.write(keepsakeOf(1, 10));
    // As a process that dies between the new trace and its checkpoint leaves it.
    const later = keepsakeOf(1, 40);
    await writer.write({ ...later, checkpoint: null, trace: { ...later.trace, stride: 2, count: 20, records: recordsOf(0, 20, 2) } });
    expect((await readdir(at(1))).sort()).toEqual(['checkpoint.bin', 'owner.json', 'run.json', 'trace-1.f64', 'trace-2.f64']);
    await writer.close();
    expect((await store.resumePoint(idOf(1))).trace).toEqual({ stride: 1, records: recordsOf(0, 10) });
  });

  it('lists what is damaged with one sentence, and the rest as ever', async () => {
    const { store, at } = await storeIn();
    for (const number of [1, 2, 3, 4, 5]) await write(store, number);
    await writeFile(at(1, 'run.json'), '{"format": "fall-line-run", "form');
    await rm(at(2, 'run.json'));
    await writeFile(at(3, 'run.json'), (await readFile(at(3, 'run.json'), 'utf8')).replace('"maxSteps":1000', '"maxSteps":"x"'));
    await writeFile(at(4, 'labels.json'), '[]');
    await mkdir(join(store.folder, 'not a run'));
    const { runs, damaged } = await store.list();
    expect(runs.map(({ id }) => id)).toEqual([idOf(5)]);
    expect(damaged.map(({ message }) => message).sort()).toEqual([
      'The kept run 00000001 cannot be read: its file is no JSON, and may be half written. Delete it.',
      'The kept run 00000002 cannot be read: its file is missing. Delete it.',
      'The kept run 00000003 cannot be read: its "settings.stop.maxSteps" is not a number. Delete it.',
      'The kept run 00000004 cannot be read: its "file" is not an object. Delete it.',
    ]);
    await store.remove(damaged.map(({ id }) => id));
    expect((await store.list()).damaged).toEqual([]);
  });

  it('reads a trace that is being written without its last half record, and refuses one that has lost some', async () => {
    const { store, at } = await storeIn();
    await write(store, 1);
    await appendFile(at(1, 'trace-1.f64'), Buffer.alloc(20));
    expect((await store.trace(idOf(1))).steps.length).toBe(31);
    await truncate(at(1, 'trace-1.f64'), 24 + 8 * RECORD * 20);
    await expect(store.resumePoint(idOf(1))).rejects.toMatchObject({ code: 'file-damaged' });
    const checkpoint = await readFile(at(1, 'checkpoint.bin'));
    checkpoint[100]! ^= 1;
    await writeFile(at(1, 'checkpoint.bin'), checkpoint);
    await expect(store.resumePoint(idOf(1))).rejects.toThrow('The checkpoint of the run is damaged');
  });

  it('lets nobody delete or resume a run that a living process writes, and anybody one whose writer has died', async () => {
    const { store, at } = await storeIn();
    await write(store, 1, false);
    expect(await store.read(idOf(1))).toMatchObject({ isOpen: true, canResume: false });
    await expect(store.remove([idOf(1)])).rejects.toThrow('is going on');
    await expect(store.resumePoint(idOf(1))).rejects.toThrow('is going on');
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(at(1, 'owner.json'), longAgo, longAgo);
    expect(await store.read(idOf(1))).toMatchObject({ isOpen: false, canResume: true });
  });

  it('keeps names and notes, and one baseline', async () => {
    const { store } = await storeIn();
    await write(store, 1);
    await write(store, 2);
    await store.change(idOf(1), { name: 'one', note: 'first', isBaseline: true });
    expect(await store.change(idOf(2), { isBaseline: true })).toMatchObject({ name: '', isBaseline: true });
    expect(await store.read(idOf(1))).toMatchObject({ name: 'one', note: 'first', isBaseline: false });
    await expect(store.change(idOf(1), { name: 'x'.repeat(201) })).rejects.toMatchObject({ code: 'setting-invalid' });
  });

  it('puts runs away, brings them back, and forgets them for good when told', async () => {
    const { store } = await storeIn();
    await write(store, 1);
    const before = await store.read(idOf(1));
    await store.remove([idOf(1)]);
    expect((await store.list()).runs).toEqual([]);
    await expect(store.find('0000')).rejects.toThrow('There is no kept run "0000".');
    expect(await store.find('0000', 'deleted')).toBe(idOf(1));
    await store.restore([idOf(1)]);
    expect(await store.read(idOf(1))).toEqual(before);
    await store.remove([idOf(1)]);
    await store.emptyDeleted();
    await expect(store.restore([idOf(1)])).rejects.toMatchObject({ code: 'not-open' });
  });

  it('finds a run by the beginning of its id where that tells it from the others', async () => {
    const { store } = await storeIn();
    await write(store, 1);
    await write(store, 2);
    expect(await store.find('00000002')).toBe(idOf(2));
    await expect(store.find('0')).rejects.toThrow('2 runs begin with "0"');
    await expect(store.read('../../etc')).rejects.toMatchObject({ code: 'not-open' });
  });
});

describe('the data folder', () => {
  it('is that of the window on each platform, unless FALL_LINE_HOME says otherwise', () => {
    const home = '/home/me';
    expect(dataFolder({ platform: 'linux', env: {}, home })).toBe('/home/me/.config/fall-line');
    expect(dataFolder({ platform: 'linux', env: { XDG_CONFIG_HOME: '/x' }, home })).toBe('/x/fall-line');
    expect(dataFolder({ platform: 'darwin', env: {}, home })).toBe('/home/me/Library/Application Support/fall-line');
    expect(dataFolder({ platform: 'win32', env: { APPDATA: '/a' }, home })).toBe('/a/fall-line');
    expect(dataFolder({ platform: 'linux', env: { FALL_LINE_HOME: '/mine' }, home })).toBe('/mine');
  });
});
