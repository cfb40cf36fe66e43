import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withApp, type RunningApp } from '../support/app';
import { fileIn, planeCsv } from '../support/files';
import { temporaryFolder } from '../support/folders';
import {
  importFile,
  learningRateField,
  maxStepsField,
  openSample,
  openMore,
  runButton,
  transportOf,
  type,
  waitForFirstStep,
  waitForState,
} from '../support/window';

/** A run that would go on for hours. */
async function startLongRun({ page }: RunningApp): Promise<void> {
  await type(learningRateField(page), '1e-9');
  await type(await maxStepsField(page), '1000000000');
  await runButton(page).click();
  await waitForState(page, 'running');
  await waitForFirstStep(page);
}

/** Remembers each thread that the main process makes from now on: it hears from its owner at once. */
const rememberThreads = ({ electron }: RunningApp): Promise<void> =>
  electron.evaluate(() => {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const threads = new Set<object>();
    const send = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...message) {
      threads.add(this);
      send.apply(this, message);
    };
    Object.assign(globalThis, { threads });
  });

/** Ends the threads made since then, as a crash would, in the middle of whatever they do. */
const endThreads = ({ electron }: RunningApp): Promise<number> =>
  electron.evaluate(async () => {
    const { threads } = globalThis as unknown as { threads: Set<{ terminate(): Promise<number> }> };
    await Promise.all([...threads].map((thread) => thread.terminate()));
    return threads.size;
  });

describe('a worker that dies in mid-step', () => {
  it.each(['1', '2'])('of %s is told in a sentence, and the run can be made again', async (nWorkers) => {
    await withApp({}, async (app) => {
      const { page } = app;
      await openSample(page, 'The classic experiment');
      await (await openMore(page, 'Algorithm')).getByLabel('Workers').selectOption(nWorkers);
      await rememberThreads(app);
      await startLongRun(app);
      expect(await endThreads(app)).toBe(Number(nWorkers));
      await waitForState(page, 'failed');
      const alert = page.getByRole('alert').filter({ hasText: 'Worker' });
      expect(await alert.innerText()).toMatch(/^Worker \d of \d stopped/);
      await type(learningRateField(page), '0.1');
      await type(await maxStepsField(page), '200');
      await runButton(page).click();
      await waitForState(page, 'finished');
      expect(await alert.count()).toBe(0);
      expect(app.errors).toEqual([]);
    });
  });
});

describe('a window that is closed in the middle of a run', () => {
  it('ends the process with code 0, and nothing is left in the temporary folder', async () => {
    const folder = await temporaryFolder();
    const temporary = join(folder, 'tmp');
    await mkdir(temporary);
    await withApp({ env: { TMPDIR: temporary } }, async (app) => {
      await importFile(app, await fileIn(folder, 'plane.csv', planeCsv(40)));
      await startLongRun(app);
      expect((await readdir(temporary)).some((name) => name.startsWith('fall-line'))).toBe(true);
      const exit = once(app.electron.process(), 'exit');
      await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      expect(await exit).toEqual([0, null]);
    });
    expect((await readdir(temporary)).filter((name) => name.startsWith('fall-line'))).toEqual([]);
  });
});

describe('a run of a million steps', () => {
  it('can be reset in the middle, and begun again from the first', async () => {
    await withApp({}, async (app) => {
      const { page } = app;
      await openSample(page, 'Ice cream and warm days');
      await startLongRun(app);
      await page.keyboard.press('r');
      await waitForState(page, 'ready');
      await type(await maxStepsField(page), '5');
      await runButton(page).click();
      await waitForState(page, 'finished');
      await transportOf(page).getByText('step 5', { exact: true }).waitFor();
      expect(app.errors).toEqual([]);
    });
  });
});
