import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';
import { fileIn, planeCsv } from '../support/files';
import { writeLargeCsv } from '../support/largeFile';
import {
  bannerOf,
  button,
  dialogOf,
  importFile,
  messageOf,
  parametersOf,
  proposeFile,
  runButton,
  stateOf,
  transportOf,
  waitForMessage,
  waitForState,
} from '../support/window';

let app: RunningApp;
let largePath: string;
beforeAll(async () => {
  app = await launchApp();
  largePath = join(app.folder, 'large.csv');
  await writeLargeCsv(largePath, 120_000_000);
  await importFile(app, await fileIn(app.folder, 'plane.csv', planeCsv(40)));
  await runButton(app.page).click();
  await waitForState(app.page, 'finished');
});
afterAll(() => app.close());

describe('an import that takes its time', () => {
  it('shows how far it is, and after Cancel the dialog as it was', async () => {
    const dialog = await proposeFile(app, largePath);
    await button(dialog, 'Import').click();
    await dialog.getByText(/^Reading: .* of 12\d MB/).waitFor();
    await dialog.getByRole('progressbar').and(app.page.locator('[value]')).waitFor();
    expect(await stateOf(app.page)).toBe('importing');
    await button(dialog, 'Cancel').click();
    await button(dialog, 'Import').waitFor();
    expect(await dialog.getByRole('alert').count()).toBe(0);
  });

  it('leaves the data set and the run that were open', async () => {
    const { page } = app;
    await button(dialogOf(page), 'Close').click();
    await waitForState(page, 'finished');
    await transportOf(page).getByRole('heading', { name: 'plane.csv' }).waitFor();
    const { x1, x2, 'b (bias)': bias } = await parametersOf(page);
    expect([x1, x2, bias].map((value) => Math.round(value ?? NaN))).toEqual([3, -2, 1]);
    expect(await bannerOf(page).count()).toBe(0);
    expect(await stateOf(page)).toBe('finished');
  });

  it('can be begun again, and then goes to its end', async () => {
    const { page } = app;
    const dialog = await proposeFile(app, largePath);
    await button(dialog, 'Import').click();
    await waitForMessage(page, 'Opened large.csv');
    await waitForState(page, 'ready');
    await page.getByRole('grid').waitFor();
  });

  it('is called off by closing the dialog too', async () => {
    const { page } = app;
    const dialog = await proposeFile(app, largePath);
    await button(dialog, 'Import').click();
    await dialog.getByRole('progressbar').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await waitForState(page, 'ready');
    expect(await bannerOf(page).count()).toBe(0);
    // What was being computed for the open data is not called off with it.
    await page
      .getByRole('columnheader')
      .getByText(/^mean 50/)
      .first()
      .waitFor();
    expect(app.errors).toEqual([]);
  });
});

describe('a file that is read while another one is still being described', () => {
  it('takes its place without a word about it', async () => {
    const { page } = app;
    await importFile(app, largePath);
    await importFile(app, await fileIn(app.folder, 'plane.csv', planeCsv(41)));
    // 41 rows of (5 i) mod 11, from 0 to 10.
    await page.getByRole('columnheader').filter({ hasText: 'x2' }).getByTitle('Highest: 10').waitFor();
    expect(await messageOf(page).innerText()).toContain('Opened plane.csv: 41 rows');
    expect(await bannerOf(page).count()).toBe(0);
    expect(app.errors).toEqual([]);
    expect((await readdir(app.folder)).sort()).toEqual(['large.csv', 'plane.csv', 'userData']);
  });
});
