import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApprovedPaths } from '../../../electron/main/files/approvedPaths';
import { readModel } from '../../../electron/main/files/readModel';
import { openRecentFiles } from '../../../electron/main/files/recentFiles';
import { openSamples } from '../../../electron/main/files/samples';
import { derivedName, safeFileName, suggestedPath } from '../../../electron/main/files/suggestedPath';
import type { DatasetSummary } from '../../../electron/contract';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fall-line-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('approved paths', () => {
  it('let through what was approved, in whatever form it is written', () => {
    const approved = createApprovedPaths();
    expect(approved.approve('/data/a.csv')).toBe(resolve('/data/a.csv'));
    expect(approved.require('/data/./b/../a.csv')).toBe(resolve('/data/a.csv'));
  });

  it('refuse everything else and name the path', () => {
    const approved = createApprovedPaths();
    approved.approve('/data/a.csv');
    expect(() => approved.require('/data/b.csv')).toThrow(/"\/data\/b\.csv" was not chosen by you/);
    expect(() => approved.require('/data')).toThrow();
  });
});

describe('the list of recent files', () => {
  const file = (): string => join(folder, 'settings', 'recent.json');
  const path = (name: string): string => resolve('/data', name);

  it('puts the latest first, holds each once, and keeps ten', async () => {
    const recent = await openRecentFiles(file(), () => undefined);
    for (let n = 0; n < 12; n++) await recent.add(path(`${n}.csv`));
    await recent.add(path('5.csv'));
    const expected = ['5', '11', '10', '9', '8', '7', '6', '4', '3', '2'].map((name) => path(`${name}.csv`));
    expect(recent.list().map((entry) => entry.path)).toEqual(expected);
    expect(recent.list()[0]).toEqual({ path: path('5.csv'), fileName: '5.csv' });
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual(expected);
  });

  it('is there again at the next start, and leaves no other file behind', async () => {
    const first = await openRecentFiles(file(), () => undefined);
    await Promise.all([first.add(path('a.csv')), first.add(path('b.csv'))]);
    const second = await openRecentFiles(file(), () => undefined);
    expect(second.list()).toEqual(first.list());
    expect(await readdir(join(folder, 'settings'))).toEqual(['recent.json']);
  });

  it.each([
    ['cut off', '["/data/a.c'],
    ['of another shape', '{"files": []}'],
    ['with a relative path', '["a.csv"]'],
    ['empty', ''],
  ])('starts empty from a file that is %s', async (_what, text) => {
    const damaged = join(folder, 'recent.json');
    await writeFile(damaged, text);
    const recent = await openRecentFiles(damaged, () => undefined);
    expect(recent.list()).toEqual([]);
    await recent.add(path('a.csv'));
    expect(JSON.parse(await readFile(damaged, 'utf8'))).toEqual([path('a.csv')]);
  });

  it('tells of every change', async () => {
    const lengths: number[] = [];
    const recent = await openRecentFiles(file(), (files) => lengths.push(files.length));
    await recent.add(path('a.csv'));
    await recent.add(path('b.csv'));
    await recent.clear();
    expect(lengths).toEqual([1, 2, 0]);
  });
});

describe('a suggested name', () => {
  it.each([
    ['prices.csv', 'prices-model.json'],
    ['prices.2024.csv.gz', 'prices.2024-model.json'],
    ['PRICES.PARQUET', 'PRICES-model.json'],
    ['notes.final', 'notes.final-model.json'],
    ['.csv', 'data-model.json'],
  ])('for %s is %s', (fileName, expected) => {
    expect(derivedName(fileName, '-model.json')).toBe(expected);
  });

  it('never leads out of its folder', () => {
    expect(safeFileName('../../etc/passwd')).toBe('..-..-etc-passwd');
    expect(safeFileName('a\\b:c?.png')).toBe('a-b-c-.png');
    for (const name of ['..', '.', '']) expect(safeFileName(name)).toBe('untitled');
  });

  it('lies beside the data, and beside no sample', () => {
    const dataset = { path: resolve('/data/a.csv'), fileName: 'a.csv' } as DatasetSummary;
    const name = (fileName: string): string => derivedName(fileName, '-log.csv');
    const documents = resolve('/home/ada/Documents');
    expect(suggestedPath(dataset, () => false, documents, name)).toBe(resolve('/data/a-log.csv'));
    expect(suggestedPath(dataset, () => true, documents, name)).toBe(join(documents, 'a-log.csv'));
    expect(suggestedPath(null, () => false, documents, name)).toBe(join(documents, 'data-log.csv'));
  });
});

describe('samples', () => {
  const sample = {
    id: 'classic',
    title: 'Classic',
    description: 'Five features',
    size: '5,000 x 5',
    target: 'y',
    standardize: false,
    learningRate: 0.01,
    maxSteps: 1000,
  };
  const context = { signal: new AbortController().signal, onProgress: () => undefined };
  const open = async () => {
    const bundledFolder = join(folder, 'bundled');
    const generatedFolder = join(folder, 'generated');
    const generated: string[] = [];
    await mkdir(bundledFolder);
    await writeFile(join(bundledFolder, 'samples.json'), JSON.stringify([sample, { ...sample, id: 'large' }, { ...sample, id: 'lost' }]));
    await writeFile(join(bundledFolder, 'classic.csv'), 'x,y\n1,2\n');
    const samples = await openSamples({
      bundledFolder,
      generatedFolder,
      generate: async (path) => {
        generated.push(path);
        await writeFile(path, 'x,y\n1,2\n');
      },
    });
    return { samples, bundledFolder, generatedFolder, generated };
  };

  it('that come with the application are read where they lie', async () => {
    const { samples, bundledFolder, generated } = await open();
    const path = await samples.path('classic', context);
    expect(path).toBe(join(bundledFolder, 'classic.csv'));
    expect(samples.isSample(path)).toBe(true);
    expect(generated).toEqual([]);
  });

  it('that are generated on demand are generated once', async () => {
    const { samples, generatedFolder, generated } = await open();
    expect(await samples.path('large', context)).toBe(join(generatedFolder, 'large.csv'));
    expect(await samples.path('large', context)).toBe(join(generatedFolder, 'large.csv'));
    expect(generated).toEqual([join(generatedFolder, 'large.csv')]);
  });

  it('whose file got lost are no others', async () => {
    const { samples, generated } = await open();
    await expect(samples.path('lost', context)).rejects.toMatchObject({ code: 'file-not-found' });
    expect(generated).toEqual([]);
  });

  it('nobody knows are refused', async () => {
    const { samples } = await open();
    await expect(samples.path('../secret', context)).rejects.toThrow(/no sample "\.\.\/secret"/);
    expect(samples.isSample(join(folder, 'mine.csv'))).toBe(false);
  });
});

describe('a model file', () => {
  it.each([
    ['that is missing', 'missing.json', null, 'file-not-found'],
    ['that is a folder', '', null, 'file-unreadable'],
    ['that is no JSON', 'a.json', 'weights: none', 'model-invalid'],
    ['of another kind', 'a.json', '{"format":"other"}', 'model-invalid'],
  ])('%s is refused with a reason', async (_what, name, text, code) => {
    const path = join(folder, name);
    if (text !== null) await writeFile(path, text);
    await expect(readModel(path)).rejects.toMatchObject({ name: 'FallLineError', code });
  });
});
