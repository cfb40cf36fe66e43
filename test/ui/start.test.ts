import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appCommand, withApp } from '../support/app';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../workers/core/training/defaults';

let folder: string;
let userData: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fall-line-start-'));
  userData = join(folder, 'userData');
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

/** Runs the application to its end, without Playwright. */
const runToEnd = (args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  new Promise((resolve, reject) => {
    const { executablePath, args: given } = appCommand([`--user-data-dir=${userData}`, ...args]);
    const child = spawn(executablePath, given, { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    const bound = setTimeout(() => child.kill('SIGKILL'), 110_000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(bound);
      resolve({ code, stdout, stderr });
    });
  });

describe('a first run without a person', () => {
  it('trains the classic sample in the window, keeps what came out, and ends with code 0', async () => {
    const { code, stdout, stderr } = await runToEnd(['--first-run=result']);
    expect(code, stderr).toBe(0);
    const result = join(folder, 'result');
    const model = JSON.parse(await readFile(join(result, 'model.json'), 'utf8')) as {
      weights: number[];
      bias: number;
      loss: { value: number };
    };
    expect(stdout).toContain(`loss: ${model.loss.value}\n`);
    expect(stdout).toContain(`weights: [${model.weights.join(', ')}]\n`);
    expect(stdout).toContain(`bias: ${model.bias}\n`);
    const picture = await readFile(join(result, 'screenshot.png'));
    expect([...picture.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
    expect(picture.readUInt32BE(16)).toBeGreaterThanOrEqual(900);
    expect((await readFile(join(result, 'coefficients.csv'), 'utf8')).split('\n').length).toBeGreaterThan(2);
  });

  it('that cannot write its results says so in one sentence and ends with code 1', async () => {
    await writeFile(join(folder, 'taken'), '');
    const { code, stdout, stderr } = await runToEnd(['--first-run=taken']);
    expect(code).toBe(1);
    expect(stdout).not.toContain('loss');
    expect(stderr).toContain('taken');
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});

describe('a second start', () => {
  it('hands its file to the window that is open, and ends', async () => {
    const file = join(folder, 'second.csv');
    await writeFile(file, 'x,y\n1,3\n2,5\n');
    await withApp({ userData }, async ({ page }) => {
      await page.evaluate(() => {
        const opened = new Promise<string>((resolve) => {
          const off = window.api.on('file/open', ({ path }) => {
            off();
            resolve(path);
          });
        });
        Object.assign(window, { opened });
      });
      const second = await runToEnd(['second.csv']);
      expect(second.code).toBe(0);
      expect(await page.evaluate(() => (window as unknown as { opened: Promise<string> }).opened)).toBe(file);
      const proposal = await page.evaluate((path) => window.api['import/propose']({ path, overrides: {} }), file);
      expect(proposal.ok).toBe(true);
    });
  });
});

describe('the place of the window', () => {
  it('is remembered, and a damaged note is no obstacle', async () => {
    const place = { x: 40, y: 50, width: 1000, height: 700 };
    await withApp({ userData }, ({ electron }) =>
      electron.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place),
    );
    const note = join(userData, 'window.json');
    expect(JSON.parse(await readFile(note, 'utf8'))).toEqual({ bounds: place, isMaximized: false });
    await withApp({ userData }, async ({ electron }) => {
      const bounds = await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
      expect(bounds).toEqual(place);
    });
    await writeFile(note, '{"bounds":');
    await withApp({ userData }, async ({ electron }) => {
      const bounds = await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
      expect(bounds).toMatchObject({ width: 1280, height: 800 });
    });
  });
});

describe('closing the window', () => {
  it('in the middle of a run ends the threads and leaves no temporary file', async () => {
    const temporary = join(folder, 'tmp');
    await mkdir(temporary);
    const file = join(folder, 'data.csv');
    await writeFile(file, 'x,y\n1,3\n2,5\n3,7\n');
    await withApp({ userData, args: [file], env: { TMPDIR: temporary } }, async ({ electron, page }) => {
      const step = await page.evaluate(async ([path, defaults]) => {
        const must = <T>(result: { ok: true; value: T } | { ok: false; message: string }): T => {
          if (!result.ok) throw new Error(result.message);
          return result.value;
        };
        const { format, dialect, columns } = must(await window.api['import/propose']({ path, overrides: {} }));
        const options = { format, dialect, columns };
        const { id } = must(await window.api['import/start']({ path, options }));
        const underWay = new Promise<number>((resolve) => {
          const off = window.api.onFrame((frame) => {
            if (!frame.latest[0]) return;
            off();
            resolve(frame.latest[0]);
          });
        });
        const settings = {
          target: 1,
          features: [0],
          standardize: false,
          init: { kind: 'zeros' as const },
          ...defaults,
          learningRate: 1e-9,
          stop: { maxSteps: 1e12, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null },
          workers: 1,
          startPaused: false,
        };
        must(await window.api['run/start']({ datasetId: id, settings }));
        return underWay;
      }, [file, { ...DEFAULT_METHOD, ...DEFAULT_DESIGN }] as const);
      expect(step).toBeGreaterThan(0);
      expect((await readdir(temporary)).some((name) => name.startsWith('fall-line'))).toBe(true);
      const ended = new Promise((resolve) => electron.process().once('exit', resolve));
      await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      expect(await ended).toBe(0);
    });
    expect((await readdir(temporary)).filter((name) => name.startsWith('fall-line'))).toEqual([]);
  });
});

describe('a crash', () => {
  it('of the page is told once, closes what was open, and the window can be loaded again', async () => {
    await withApp({ userData }, async ({ electron }) => {
      const told = await electron.evaluate(
        ({ app, BrowserWindow, dialog }) =>
          new Promise<{ messages: string[]; url: string }>((resolve) => {
            const messages: string[] = [];
            dialog.showMessageBox = (...args: unknown[]) => {
              const { message, detail } = args.at(-1) as { message: string; detail: string };
              messages.push(`${message} ${detail}`);
              return Promise.resolve({ response: 0, checkboxChecked: false });
            };
            const contents = BrowserWindow.getAllWindows()[0]?.webContents;
            app.once('render-process-gone', () => {
              contents?.once('did-finish-load', () => resolve({ messages, url: contents.getURL() }));
            });
            contents?.forcefullyCrashRenderer();
          }),
      );
      expect(told).toEqual({
        messages: [expect.stringMatching(/^The window stopped working\. Its process ended/)],
        url: 'app://fall-line/',
      });
      const hasApi = await electron.evaluate(
        ({ BrowserWindow }, question) =>
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(question) as Promise<unknown>,
        "window.api['app/info'](null).then((answer) => answer.ok)",
      );
      expect(hasApi).toBe(true);
    });
  });

  it('in main is told in one dialog, and the application goes on', async () => {
    await withApp({ userData }, async ({ electron, page }) => {
      const messages = await electron.evaluate(
        ({ dialog }) =>
          new Promise<string[]>((resolve) => {
            dialog.showMessageBox = (...args: unknown[]) => {
              const { message, detail } = args.at(-1) as { message: string; detail: string };
              resolve([message, detail]);
              return Promise.resolve({ response: 0, checkboxChecked: false });
            };
            setImmediate(() => {
              throw new Error('planted by a test');
            });
          }),
      );
      expect(messages).toEqual(['Fall Line met an error that it did not expect.', 'planted by a test']);
      expect((await page.evaluate(() => window.api['app/info'](null))).ok).toBe(true);
    });
  });
});
