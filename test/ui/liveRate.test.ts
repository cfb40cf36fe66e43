import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withApp, type RunningApp } from '../support/app';
import {
  button,
  learningRateField,
  maxStepsField,
  openSample,
  runButton,
  type,
  waitForFirstStep,
  waitForMessage,
  waitForState,
} from '../support/window';

const SLOW = 1e-9;
const FAST = 0.02;

interface RateWindow {
  newestSlow: number;
  oldestFast: number | null;
}

/** Notes in the page between which two frames the learning rate changed. */
const watchRate = ({ page }: RunningApp): Promise<void> =>
  page.evaluate((fast) => {
    const seen: RateWindow = { newestSlow: 0, oldestFast: null };
    window.api.onFrame(({ learningRate, latest }) => {
      const step = latest[0] ?? NaN;
      if (learningRate === fast) seen.oldestFast ??= step;
      else seen.newestSlow = step;
    });
    Object.assign(window, { seen });
  }, FAST);

const seenRate = ({ page }: RunningApp): Promise<RateWindow> =>
  page.evaluate(() => (window as unknown as { seen: RateWindow }).seen);

/** Biases by iteration, from a saved log. */
async function biasesOf(path: string): Promise<number[]> {
  const [header = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const place = header.split(',').indexOf('bias');
  return lines.map((line) => Number(line.split(',')[place]));
}

describe('a learning rate that is changed while the run goes on', () => {
  it('acts from one step to the next, in the frames and in the saved log', async () => {
    await withApp({}, async (app) => {
      const { page, folder } = app;
      await openSample(page, 'The classic experiment');
      await type(learningRateField(page), String(SLOW));
      await type(await maxStepsField(page), '1000000000');
      await watchRate(app);
      await runButton(page).click();
      await waitForState(page, 'running');
      await waitForFirstStep(page);
      await type(learningRateField(page), String(FAST));
      await page.waitForFunction(() => (window as unknown as { seen: RateWindow }).seen.oldestFast !== null);
      await runButton(page).click();
      await waitForState(page, 'paused');
      const { newestSlow, oldestFast } = await seenRate(app);

      const path = join(folder, 'log.csv');
      await app.chooseInSaveDialog(path);
      await button(page.getByRole('group', { name: 'Panels' }), 'Iterations').click();
      await button(page, 'Save log').click();
      await waitForMessage(page, `Saved ${path}`);
      const biases = await biasesOf(path);
      const change = (step: number): number => biases[step + 1]! - biases[step]!;
      // Until then a step adds about 4e-9, the gradient being nearly the same; then 0.02 / 1e-9 times that.
      const changed = biases.findIndex((_, step) => Math.abs(change(step)) > 1e-3);
      expect(changed).toBeGreaterThanOrEqual(newestSlow);
      // A frame tells the newest step and the rate that is asked for; the step after that one may already be under way.
      expect(changed).toBeLessThanOrEqual((oldestFast ?? NaN) + 1);
      expect(change(changed) / change(changed - 1)).toBeCloseTo(FAST / SLOW, -4);
      expect(change(changed - 1) / change(0)).toBeCloseTo(1, 2);
      expect(app.errors).toEqual([]);
    });
  });
});
