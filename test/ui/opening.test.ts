import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appCommand, withApp } from '../support/app';
import { dropFile, fileIn, planeCsv } from '../support/files';
import {
  bannerOf,
  button,
  dialogOf,
  importFile,
  messageOf,
  openSection,
  proposeFile,
  runButton,
  stateOf,
  transportOf,
  waitForMessage,
  waitForState,
} from '../support/window';

let folder: string;
let userData: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fall-line-opening-'));
  userData = join(folder, 'userData');
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

describe('a file dropped on the window', () => {
  it('is proposed and imported', async () => {
    const path = await fileIn(folder, 'plane.csv', planeCsv(40));
    await withApp({ userData }, async (app) => {
      const { page } = app;
      await waitForState(page, 'empty');
      await dropFile(app, path);
      const dialog = dialogOf(page);
      await dialog.getByText('Import plane.csv').waitFor();
      await dialog.getByRole('combobox', { name: 'Type of x1' }).waitFor();
      await button(dialog, 'Import').click();
      await waitForMessage(page, 'Opened plane.csv: 40 rows');
      expect(app.errors).toEqual([]);
    });
  });

  it('that is a saved model is opened as such', async () => {
    const path = await fileIn(folder, 'plane.csv', planeCsv(40));
    await withApp({ userData }, async (app) => {
      const { page } = app;
      await importFile(app, path);
      await runButton(page).click();
      await waitForState(page, 'finished');
      const modelPath = join(folder, 'plane-model.json');
      await app.chooseInSaveDialog(modelPath);
      await page.keyboard.press('Control+e');
      await waitForMessage(page, `Saved ${modelPath}`);
      await dropFile(app, modelPath);
      await page.getByRole('region', { name: 'Opened: plane-model.json' }).waitFor();
      expect(await stateOf(page)).toBe('finished');
    });
  });
});

describe('recent files', () => {
  it('are offered at the next start and open again; one that is gone is named', async () => {
    const kept = await fileIn(folder, 'kept.csv', planeCsv(40));
    const gone = await fileIn(folder, 'gone.csv', planeCsv(20));
    await withApp({ userData }, async (app) => {
      await importFile(app, gone);
      await importFile(app, kept);
    });
    await rm(gone);
    await withApp({ userData }, async ({ page }) => {
      await waitForState(page, 'empty');
      const offered = page.getByRole('main').getByRole('region', { name: 'Recent' }).getByRole('button');
      expect(await offered.allInnerTexts()).toEqual(['kept.csv', 'gone.csv']);
      await offered.nth(0).click();
      await button(dialogOf(page), 'Import').click();
      await waitForMessage(page, 'Opened kept.csv: 40 rows');
      const data = await openSection(page, 'Data');
      await button(data, 'gone.csv').click();
      await dialogOf(page).getByRole('alert').getByText(gone).waitFor();
      await button(dialogOf(page), 'Close').click();
      await waitForState(page, 'ready');
      await transportOf(page).getByRole('heading', { name: 'kept.csv' }).waitFor();
    });
  });
});

describe('a file named on the command line', () => {
  it('is proposed at once', async () => {
    const path = await fileIn(folder, 'named.csv', planeCsv(10));
    await withApp({ args: [path], userData }, async (app) => {
      const { page } = app;
      await button(dialogOf(page), 'Import').click();
      await waitForMessage(page, 'Opened named.csv: 10 rows');
      expect(app.errors).toEqual([]);
    });
  });

  it('that is a folder is refused in a sentence', async () => {
    const path = join(folder, 'a folder.csv');
    await mkdir(path);
    await withApp({ args: [path], userData }, async ({ page }) => {
      const dialog = dialogOf(page);
      await dialog.getByRole('alert').getByText('is a folder').waitFor();
      await button(dialog, 'Close').click();
      await waitForState(page, 'empty');
    });
  });

  it('of a second start is proposed in the window of the first', async () => {
    const path = await fileIn(folder, 'second.csv', planeCsv(12));
    await withApp({ userData }, async ({ page }) => {
      await waitForState(page, 'empty');
      const { executablePath, args } = appCommand([`--user-data-dir=${userData}`, path]);
      const second = spawn(executablePath, args, { stdio: 'ignore' });
      expect(await once(second, 'exit')).toEqual([0, null]);
      await button(dialogOf(page), 'Import').click();
      await waitForMessage(page, 'Opened second.csv: 12 rows');
    });
  });
});

describe('an import dialog', () => {
  it('that is closed changes nothing', async () => {
    const path = await fileIn(folder, 'plane.csv', planeCsv(40));
    await withApp({ userData }, async (app) => {
      const { page } = app;
      const dialog = await proposeFile(app, path);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await waitForState(page, 'empty');
      expect(await bannerOf(page).count()).toBe(0);
      expect(await messageOf(page).innerText()).toContain('Ready');
    });
  });
});
