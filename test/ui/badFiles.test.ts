import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';
import { fileIn, planeCsv } from '../support/files';
import {
  button,
  dialogOf,
  importFile,
  parametersOf,
  proposeFile,
  runButton,
  transportOf,
  waitForMessage,
  waitForState,
} from '../support/window';

let app: RunningApp;
let former: Record<string, number>;
beforeAll(async () => {
  app = await launchApp();
  await importFile(app, await fileIn(app.folder, 'plane.csv', planeCsv(40)));
  await runButton(app.page).click();
  await waitForState(app.page, 'finished');
  former = await parametersOf(app.page);
});
afterAll(() => app.close());
/** A test that failed leaves its dialog open. */
beforeEach(async () => {
  await app.page.keyboard.press('Escape');
  await dialogOf(app.page).waitFor({ state: 'hidden' });
});

/** The sentence of the import dialog. */
const sentence = (): Promise<string> => dialogOf(app.page).getByRole('alert').innerText();

async function expectFormerState(): Promise<void> {
  const { page } = app;
  await button(dialogOf(page), 'Close').click();
  await dialogOf(page).waitFor({ state: 'hidden' });
  await waitForState(page, 'finished');
  await transportOf(page).getByRole('heading', { name: 'plane.csv' }).waitFor();
  expect(await parametersOf(page)).toEqual(former);
}

const binary = Uint8Array.from({ length: 4096 }, (_, i) => (i * 89) % 256);

describe('a file that cannot be read', () => {
  it.each<[what: string, name: string, content: string | Uint8Array, sentence: RegExp]>([
    ['is empty', 'empty.csv', '', /is empty/],
    ['has a header only', 'header.csv', 'x,y\n', /no rows|header/i],
    ['is binary', 'picture.csv', binary, /not text|binary|NUL/i],
  ])(
    'because it %s is refused in one sentence, and nothing is lost',
    async (_what, name, content, expected) => {
      await proposeFile(app, await fileIn(app.folder, name, content));
      expect(await sentence()).toMatch(expected);
      expect(await sentence()).toContain(name);
      expect(await button(dialogOf(app.page), 'Import').getAttribute('aria-disabled')).toBe('true');
      await expectFormerState();
    },
  );

  it('because it is a folder is refused in one sentence, and nothing is lost', async () => {
    const path = join(app.folder, 'folder.csv');
    await mkdir(path);
    await proposeFile(app, path);
    expect(await sentence()).toContain('is a folder');
    await expectFormerState();
  });

  it('because it is gone is refused in one sentence, and nothing is lost', async () => {
    const path = await fileIn(app.folder, 'gone.csv', planeCsv(9));
    await rm(path);
    await proposeFile(app, path);
    expect(await sentence()).toContain(`There is no file "${path}"`);
    await expectFormerState();
  });

  it('because it goes away between proposal and import is refused as well', async () => {
    const path = await fileIn(app.folder, 'vanishing.csv', planeCsv(9));
    const dialog = await proposeFile(app, path);
    await rm(path);
    await button(dialog, 'Import').click();
    await dialog.getByRole('alert').waitFor();
    expect(await sentence()).toContain('vanishing.csv');
    await expectFormerState();
  });

  it('because a quote never ends tells where it began, and nothing is lost', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => (i === 20 ? `"${i},${i}` : `${i},${i}`)).join('\n');
    const dialog = await proposeFile(app, await fileIn(app.folder, 'quote.csv', `x,y\n${rows}\n`));
    const told = await dialog.innerText();
    expect(told).toMatch(/line 22/i);
    expect(told).toMatch(/quote/i);
    await expectFormerState();
  });
});

describe('a file of which some lines cannot be read', () => {
  it('is opened without them, and they are listed with number, column and text', async () => {
    const { page } = app;
    const rows = Array.from({ length: 30 }, (_, i) => `${i},${i === 9 ? 'lots' : 2 * i + 1}`);
    rows[19] = '19,39,7';
    const dialog = await proposeFile(app, await fileIn(app.folder, 'some.csv', `x,y\n${rows.join('\n')}\n`));
    await dialog.getByLabel('Type of y').selectOption('number');
    await button(dialog, 'Import').click();
    await waitForMessage(page, 'Opened some.csv: 28 rows');
    await waitForState(page, 'ready');
    const lines = page.getByRole('list', { name: 'Rejected lines' }).getByRole('listitem');
    await lines.filter({ hasText: 'line 11' }).waitFor();
    const texts = await lines.allInnerTexts();
    expect(texts).toHaveLength(2);
    expect(texts[0]).toMatch(/^line 11\s+y\s+.*"lots".*\s+lots$/);
    expect(texts[1]).toMatch(/^line 21\s+.*3 cells where 2 are expected.*\s+19,39,7$/);
    expect(app.errors).toEqual([]);
  });
});
