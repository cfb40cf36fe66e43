import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { launchApp, withApp, type RunningApp } from '../support/app';
import { namelessControls, paleTexts } from '../support/accessibility';
import { temporaryFolder } from '../support/folders';
import { button, importFile, maxStepsField, runButton, showView, type, waitForFirstStep, waitForMessage, waitForState, waitForStep } from '../support/window';

const classic = resolve(import.meta.dirname, '../../samples/classic.csv');
const STEPS = 250_000;

const showRuns = (page: Page): Promise<void> => showView(page, 'Runs');
const tableOf = (page: Page): Locator => page.getByRole('grid', { name: 'Kept runs' });
const rowsOf = (page: Page): Locator => tableOf(page).locator('[role=row][aria-selected]');
const hashOf = (page: Page): Promise<string> => page.getByRole('region', { name: 'The run' }).locator('.hash').innerText();

async function startLong(app: RunningApp, steps: number): Promise<void> {
  const { page } = app;
  await importFile(app, classic);
  await showView(page, 'Train');
  await type(await maxStepsField(page), String(steps));
  await runButton(page).click();
}

const untilKept = async (userData: string): Promise<string> => {
  const runs = join(userData, 'runs');
  const find = (): string | undefined =>
    existsSync(runs) ? readdirSync(runs).find((id) => existsSync(join(runs, id, 'checkpoint.bin'))) : undefined;
  await expect.poll(find, { timeout: 60_000, interval: 50 }).toBeDefined();
  return find()!;
};

describe('the runs of the window', () => {
  it('are there after it was closed, and after it was killed; one goes on to the bits of the run left alone', async () => {
    const userData = join(await temporaryFolder(), 'userData');
    const first = await launchApp({ userData });
    await startLong(first, STEPS);
    await untilKept(userData);
    // At once, as the system does it.
    first.electron.process().kill('SIGKILL');
    await first.close();

    await withApp({ userData }, async (app) => {
      const { page } = app;
      await button(page, '1 kept run').click();
      await rowsOf(page).first().click();
      await page.getByRole('region', { name: 'Settings of the run' }).waitFor();
      await button(page, 'Resume').click();
      await waitForMessage(page, 'The run goes on');
      await waitForFirstStep(page);
    });

    // Closed in the middle this time.
    await withApp({ userData }, async (app) => {
      const { page } = app;
      page.setDefaultTimeout(90_000);
      await button(page, '1 kept run').click();
      await rowsOf(page).first().click();
      await button(page, 'Resume').click();
      await waitForState(page, 'finished');
      await showRuns(page);
      await expect.poll(() => rowsOf(page).first().innerText()).toContain('all steps made');
      const resumed = await hashOf(page);

      await showView(page, 'Train');
      await runButton(page).click();
      await waitForState(page, 'running');
      await waitForState(page, 'finished');
      await showRuns(page);
      await expect.poll(() => rowsOf(page).count()).toBe(2);
      await expect.poll(() => rowsOf(page).first().innerText()).toContain('all steps made');
      await rowsOf(page).first().click();
      await expect.poll(() => hashOf(page)).toBe(resumed);
      expect(await namelessControls(page)).toEqual([]);
      expect(await paleTexts(page, 4.5)).toEqual([]);
      expect(app.errors).toEqual([]);
    });
  });

  it('are named, compared, deleted and brought back', async () => {
    await withApp({}, async (app) => {
      const { page } = app;
      await importFile(app, classic);
      for (const steps of [200, 300]) {
        await showView(page, 'Train');
        await type(await maxStepsField(page), String(steps));
        await runButton(page).click();
        await waitForStep(page, steps);
        await waitForState(page, 'finished');
      }
      await showRuns(page);
      await expect.poll(() => rowsOf(page).count()).toBe(2);

      await tableOf(page).focus();
      await page.keyboard.press('F2');
      await page.keyboard.type('the longer one');
      await page.keyboard.press('Enter');
      await expect.poll(() => rowsOf(page).first().innerText()).toContain('the longer one');
      await page.keyboard.press('Control+a');
      const differences = page.getByRole('region', { name: 'Settings that differ' });
      expect(await differences.locator('tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/^Steps at most\s+300\s+200$/)]);
      expect(await namelessControls(page)).toEqual([]);
      expect(await paleTexts(page, 4.5)).toEqual([]);

      await rowsOf(page).first().click();
      await button(page, 'Pin as baseline').click();
      await expect.poll(() => rowsOf(page).first().innerText()).toContain('baseline');
      await expect.poll(() => rowsOf(page).nth(1).innerText()).toMatch(/worse|better|the same/);

      await button(page, 'Delete').click();
      await expect.poll(() => rowsOf(page).count()).toBe(1);
      await button(page, 'Undo').click();
      await expect.poll(() => rowsOf(page).count()).toBe(2);
      expect(await rowsOf(page).first().innerText()).toContain('the longer one');

      await tableOf(page).getByRole('button', { name: 'Steps' }).click();
      expect(await rowsOf(page).first().innerText()).toContain('300');
      await tableOf(page).getByRole('button', { name: 'Steps' }).click();
      expect(await rowsOf(page).first().innerText()).toContain('200');

      const path = join(app.folder, 'runs.csv');
      await app.chooseInSaveDialog(path);
      await button(page, 'Export all (CSV)…').click();
      await waitForMessage(page, 'Saved');
      expect(existsSync(path)).toBe(true);
      expect(app.errors).toEqual([]);
    });
  });
});
