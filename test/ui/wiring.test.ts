import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IpcName } from '../../electron/contract';
import { launchApp, withApp, type RunningApp } from '../support/app';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../workers/core/training/defaults';

let app: RunningApp;
let dataFile: string;
beforeAll(async () => {
  app = await launchApp();
  dataFile = join(app.folder, 'data.csv');
  await writeFile(dataFile, 'x,y\n1,3\n2,5\n3,7\n4,9\n');
});
afterAll(() => app.close());

/** Sends anything at all under a name of the contract. */
const ask = (name: IpcName, request: unknown): Promise<{ ok: boolean; code?: string; message?: string }> =>
  app.page.evaluate(
    ([method, payload]) => (window.api[method] as (request: unknown) => Promise<{ ok: boolean }>)(payload),
    [name, request] as const,
  );

const NO_OVERRIDES = { overrides: {} };

describe('a request', () => {
  it('of the right shape is answered', async () => {
    const info = await app.page.evaluate(() => window.api['app/info'](null));
    if (!info.ok) throw new Error(info.message);
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(info.value).toMatchObject({ version, platform: process.platform, initialFile: null });
    expect(info.value.samples.map((sample) => sample.id)).toContain('classic');
  });

  it.each<[string, IpcName, unknown]>([
    ['null where an object is due', 'run/start', null],
    ['a missing field', 'import/propose', { path: '/tmp/x.csv' }],
    ['a field that is not known', 'dataset/rows', { datasetId: 'd', rowStart: 0, count: 1, more: true }],
    ['a negative row', 'dataset/rows', { datasetId: 'd', rowStart: -1, count: 1 }],
    ['more rows than a page holds', 'dataset/rows', { datasetId: 'd', rowStart: 0, count: 1001 }],
    ['a number where text is due', 'run/dispose', { runId: 7 }],
    ['an unknown command', 'run/control', { runId: 'r', command: { kind: 'explode' } }],
    ['a picture that is none', 'image/copy-png', { png: new Uint8Array(16) }],
    ['a path with a NUL', 'model/open', { path: 'a\0b' }],
    ['an object where null is due', 'app/info', {}],
  ])('with %s is refused and changes nothing', async (_what, name, request) => {
    const refusal = await ask(name, request);
    expect(refusal).toMatchObject({ ok: false, code: 'setting-invalid' });
    expect(refusal.message).toContain(name);
    expect((await ask('app/recent-files', null)).ok).toBe(true);
  });

  it('for a data set that is not open says so', async () => {
    const refusal = await ask('dataset/rows', { datasetId: 'none', rowStart: 0, count: 1 });
    expect(refusal).toMatchObject({ ok: false, code: 'not-open' });
  });

  it('to control a run that is not open says so', async () => {
    const refusal = await ask('run/control', { runId: 'none', command: { kind: 'pause' } });
    expect(refusal).toMatchObject({ ok: false, code: 'not-open' });
  });
});

describe('a path', () => {
  it('that nobody chose is refused, also as a model', async () => {
    for (const refusal of [
      await ask('import/propose', { path: dataFile, ...NO_OVERRIDES }),
      await ask('model/open', { path: '/etc/passwd' }),
    ]) {
      expect(refusal).toMatchObject({ ok: false, code: 'file-unreadable' });
      expect(refusal.message).toContain('was not chosen by you');
    }
  });

  it('from the dialog may be opened', async () => {
    await app.chooseInOpenDialog(dataFile);
    expect(await ask('file/choose', null)).toEqual({ ok: true, value: { path: dataFile } });
    expect((await ask('import/propose', { path: dataFile, ...NO_OVERRIDES })).ok).toBe(true);
    expect(await ask('file/choose', null)).toEqual({ ok: true, value: null });
  });

  it('of a dropped file may be opened, and a file made by the page has none', async () => {
    const dropped = join(app.folder, 'dropped.csv');
    await writeFile(dropped, 'x,y\n1,3\n2,5\n');
    expect((await ask('import/propose', { path: dropped, ...NO_OVERRIDES })).ok).toBe(false);
    await app.page.evaluate(() => {
      const input = document.createElement('input');
      input.type = 'file';
      input.id = 'dropped-file';
      document.body.append(input);
    });
    await app.page.setInputFiles('#dropped-file', dropped);
    const paths = await app.page.evaluate(async () => {
      const input = document.querySelector<HTMLInputElement>('#dropped-file');
      const file = input?.files?.[0];
      input?.remove();
      if (!file) throw new Error('The input holds no file.');
      const made = new File(['x'], 'made.csv');
      return [await window.api.allowDroppedFile(file), await window.api.allowDroppedFile(made)];
    });
    expect(paths).toEqual([dropped, null]);
    expect((await ask('import/propose', { path: dropped, ...NO_OVERRIDES })).ok).toBe(true);
  });

  it('given on the command line is the initial file and may be opened', async () => {
    await withApp({ args: [dataFile] }, async ({ page }) => {
      const info = await page.evaluate(() => window.api['app/info'](null));
      expect(info).toMatchObject({ ok: true, value: { initialFile: dataFile } });
      const proposal = await page.evaluate(
        (path) => window.api['import/propose']({ path, overrides: {} }),
        dataFile,
      );
      expect(proposal.ok).toBe(true);
    });
  });
});

describe('the menu', () => {
  it.each([
    [['File', 'Open…'], 'open'],
    [['File', 'Export…'], 'export'],
    [['Run', 'Single Step'], 'step'],
    [['View', 'Train'], 'show-train'],
  ])('item %j tells the window "%s"', async (labels, command) => {
    await app.chooseInOpenDialog();
    await app.page.evaluate(() => {
      const heard = new Promise<string>((resolve) => {
        const off = window.api.on('menu/command', (payload) => {
          off();
          resolve(payload.command);
        });
      });
      Object.assign(window, { heard });
    });
    await app.clickMenu(...labels);
    expect(await app.page.evaluate(() => (window as unknown as { heard: Promise<string> }).heard)).toBe(command);
  });
});

describe('a picture', () => {
  /** The bytes of a small PNG, made by the page. */
  const request = (name: 'image/save-png' | 'image/copy-png') =>
    app.page.evaluate(async (method) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 4 });
      canvas.getContext('2d')?.fillRect(0, 0, 4, 4);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
      if (!blob) throw new Error('The page made no picture.');
      const png = new Uint8Array(await blob.arrayBuffer());
      return method === 'image/copy-png'
        ? await window.api[method]({ png })
        : await window.api[method]({ png, suggestedName: '../chart.png' });
    }, name);

  it('is saved where the person says', async () => {
    const path = join(app.folder, 'chart.png');
    await app.chooseInSaveDialog(path);
    expect(await request('image/save-png')).toEqual({ ok: true, value: { path } });
    const bytes = await readFile(path);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([8, 4]);
    expect(await request('image/save-png')).toEqual({ ok: true, value: null });
  });

  it('that cannot be saved says why', async () => {
    const path = join(app.folder, 'no such folder', 'chart.png');
    await app.chooseInSaveDialog(path);
    expect(await request('image/save-png')).toMatchObject({ ok: false, code: 'write-failed' });
  });

  it('is copied to the clipboard', async () => {
    expect(await request('image/copy-png')).toEqual({ ok: true, value: null });
    const isThere = await app.electron.evaluate(({ clipboard }) => {
      const either = clipboard as unknown as {
        availableFormats?(): string[];
        has(type: string): boolean | Promise<boolean>;
      };
      return either.availableFormats ? either.availableFormats().includes('image/png') : either.has('image/png');
    });
    expect(isThere).toBe(true);
  });
});

describe('the memory', () => {
  it('held by main and engine is told while the window is seen', async () => {
    const rssBytes = await app.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const off = window.api.on('app/memory', (memory) => {
            off();
            resolve(memory.rssBytes);
          });
        }),
    );
    expect(rssBytes).toBeGreaterThan(1_000_000);
  });
});

describe('a run', () => {
  const train = async ({ page }: RunningApp, path: string, maxSteps: number) =>
    page.evaluate(
      async ([file, steps, defaults]) => {
        const must = <T>(result: { ok: true; value: T } | { ok: false; message: string }): T => {
          if (!result.ok) throw new Error(result.message);
          return result.value;
        };
        const order: string[] = [];
        const frames: { runId: string; nRecords: number; isWhole: boolean; isTyped: boolean; step: number }[] = [];
        const offFrame = window.api.onFrame((frame) => {
          order.push('frame');
          frames.push({
            runId: frame.runId,
            nRecords: frame.records.length / frame.recordLength,
            isWhole: frame.records.length % frame.recordLength === 0,
            isTyped: frame.records instanceof Float64Array && frame.theta instanceof Float64Array,
            step: frame.latest[0] ?? Number.NaN,
          });
        });
        const finished = new Promise<{ runId: string; steps: number }>((resolve) => {
          const off = window.api.on('run/finished', (result) => {
            off();
            order.push('finished');
            resolve(result);
          });
        });
        const proposal = must(await window.api['import/propose']({ path: file, overrides: {} }));
        const { format, dialect, columns } = proposal;
        const dataset = must(
          await window.api['import/start']({ path: file, options: { format, dialect, columns } }),
        );
        const info = must(
          await window.api['run/start']({
            datasetId: dataset.id,
            settings: {
              target: 1,
              features: [0],
              standardize: false,
              init: { kind: 'zeros' },
              ...defaults,
              learningRate: 0.01,
              stop: { maxSteps: steps, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null },
              workers: 1,
              startPaused: false,
            },
          }),
        );
        order.push('started');
        const result = await finished;
        offFrame();
        return { info, result, order, frames };
      },
      [path, maxSteps, { ...DEFAULT_METHOD, ...DEFAULT_DESIGN }] as const,
    );

  it('is known before its first frame, and its last frame comes before its end', async () => {
    await app.chooseInOpenDialog(dataFile);
    await ask('file/choose', null);
    const { info, result, order, frames } = await train(app, dataFile, 200);
    expect(order[0]).toBe('started');
    expect(order.at(-1)).toBe('finished');
    expect(order.filter((entry) => entry === 'finished')).toHaveLength(1);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.every((frame) => frame.isWhole && frame.isTyped && frame.runId === info.runId)).toBe(true);
    expect(result.runId).toBe(info.runId);
    expect(result.steps).toBe(200);
    expect(frames.at(-1)?.step).toBe(200);
  });

  it('puts its file first among the recent files, and they are remembered', async () => {
    expect(await ask('app/recent-files', null)).toEqual({
      ok: true,
      value: [{ path: dataFile, fileName: 'data.csv' }],
    });
    const stored = await readFile(join(app.folder, 'userData', 'recent.json'), 'utf8');
    expect(JSON.parse(stored)).toEqual([dataFile]);
  });

  it('saves model and coefficients where the person says, and the model opens again', async () => {
    const { info } = await train(app, dataFile, 50);
    const modelFile = join(app.folder, 'model.json');
    const coefficientsFile = join(app.folder, 'coefficients.csv');
    await app.chooseInSaveDialog(modelFile, coefficientsFile);
    const source = { runId: info.runId };
    expect(await ask('model/export', { source, format: 'json' })).toMatchObject({
      ok: true,
      value: { path: modelFile, check: { largestDifference: 0 } },
    });
    expect(await ask('model/export', { source, format: 'csv' })).toMatchObject({
      ok: true,
      value: { path: coefficientsFile },
    });
    expect(await ask('model/export', { source, format: 'json' })).toEqual({ ok: true, value: null });
    expect(await ask('model/export', { source, format: 'exe' })).toMatchObject({ ok: false, code: 'setting-invalid' });
    const opened = await ask('model/open', { path: modelFile });
    expect(opened).toMatchObject({
      ok: true,
      value: { path: modelFile, model: JSON.parse(await readFile(modelFile, 'utf8')) as object },
    });
    expect((await readFile(coefficientsFile, 'utf8')).split('\n').length).toBeGreaterThan(2);
  });

  it('is closed with the data set when the page begins anew', async () => {
    const { info } = await train(app, dataFile, 50);
    await app.page.reload();
    const refusal = await ask('run/control', { runId: info.runId, command: { kind: 'pause' } });
    expect(refusal).toMatchObject({ ok: false, code: 'not-open' });
    // The port is a new one: a second run still arrives whole.
    const { order } = await train(app, dataFile, 50);
    expect(order.at(-1)).toBe('finished');
  });
});
