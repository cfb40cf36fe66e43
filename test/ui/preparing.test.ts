import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright';
import { namelessControls, paleTexts } from '../support/accessibility';
import { launchApp, type RunningApp } from '../support/app';
import { fileIn } from '../support/files';
import {
  button,
  dialogOf,
  importFile,
  openSection,
  parametersOf,
  runButton,
  showView,
  type,
  waitForMessage,
  waitForState,
} from '../support/window';

const N_ROWS = 120;
const CITIES = ['Bergen', 'Oslo', 'Tromsø'];
const RARE_ROW = 7;

/** Text, truth values, dates and missing values; price is made of them without noise. */
const cells = (i: number): string[] => {
  const city = CITIES[i % 3] ?? '';
  const isNew = i % 4 === 0;
  const size = 40 + ((i * 37) % 60);
  const date = new Date(Date.UTC(2020, 0, 1 + i));
  const price = 10 + 2 * size + (city === 'Oslo' ? 50 : city === 'Tromsø' ? -20 : 0) + (isNew ? 30 : 0) + 0.5 * i;
  return [
    i === RARE_ROW ? 'Røst' : city,
    String(isNew),
    date.toISOString().slice(0, 10),
    i % 20 === 3 ? '' : String(size),
    String(price),
  ];
};

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
  const rows = Array.from({ length: N_ROWS }, (_, i) => cells(i).join(','));
  await importFile(app, await fileIn(app.folder, 'flats.csv', `city,new,sold,size,price\n${rows.join('\n')}\n`));
});
afterAll(() => app.close());

const model = (): Promise<Locator> => openSection(app.page, 'Model');
const data = (): Promise<Locator> => openSection(app.page, 'Data');

/** Until the section says so of what there is to train on. */
const waitForFacts = async (text: string): Promise<void> => (await model()).getByText(text).waitFor();

async function tick(column: string): Promise<void> {
  await (await model()).getByRole('checkbox', { name: column }).click();
}

async function prepare(column: string): Promise<Locator> {
  await button(await model(), `Prepare ${column}`).click();
  const dialog = dialogOf(app.page);
  await dialog.getByText(`Prepare ${column}`).waitFor();
  return dialog;
}

describe('a messy file', () => {
  it('shows what becomes of text, truth values and dates once they are chosen', async () => {
    await waitForFacts(`1 feature, ${N_ROWS} rows to train on`);
    await tick('city');
    await tick('new');
    await tick('sold');
    // Four levels are three features; six rows have no size.
    await waitForFacts('6 features, 114 rows to train on, 6.38 kB');
    await (await model()).getByText('4 levels → 3').waitFor();
    await (await model()).getByText('6 rows left out without size').waitFor();
  });

  it('tells what is chosen for a column, with the statistics of the rows trained on', async () => {
    const dialog = await prepare('size');
    await dialog.getByLabel('Missing values become').selectOption('the median');
    await dialog.getByText(/Missing values of size become [0-9.]+, the median of the training part \(6 rows there\)/).waitFor();
    await dialog.getByLabel('A further feature says where').check();
    await dialog.getByText('Becomes 2 features').waitFor();
    expect(await namelessControls(app.page)).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await app.page.emulateMedia({ colorScheme });
      expect(await paleTexts(app.page, 4.5)).toEqual([]);
    }
    await app.page.emulateMedia({ colorScheme: null });
    await app.page.keyboard.press('Escape');
    await waitForFacts(`7 features, ${N_ROWS} rows to train on`);
    const levels = await prepare('city');
    await levels.getByLabel('Reference level').selectOption('Oslo (39 rows)');
    await type(levels.getByLabel('Gather levels below'), '5');
    await levels.getByText('1 level in fewer than 5 rows').waitFor();
    await app.page.keyboard.press('Escape');
    await (await model()).getByRole('button', { name: /^Levels of “city” against “Oslo”/ }).waitFor();
  });

  it('takes changes back and makes them again, by button and by key', async () => {
    const entries = (await model()).getByRole('list', { name: 'Entries' }).getByRole('listitem');
    expect(await entries.count()).toBe(2);
    await button(await model(), 'Undo').click();
    await (await model()).getByRole('button', { name: 'Levels of “city” against “Oslo”', exact: true }).waitFor();
    await (await model()).getByRole('heading', { name: 'Recipe' }).click();
    await app.page.keyboard.press('Control+z');
    await app.page.keyboard.press('Control+z');
    await entries.nth(1).waitFor({ state: 'detached' });
    expect(await entries.allInnerTexts()).toEqual([expect.stringContaining('Missing “size”: become the median')]);
    for (let made = 0; made < 3; made++) await app.page.keyboard.press('Control+Shift+z');
    await (await model()).getByRole('button', { name: /^Levels of “city”.*gathered$/ }).waitFor();
    expect(await button(await model(), 'Redo').getAttribute('aria-disabled')).toBe('true');
  });

  it('says beside the filter what is wrong with it, and how many rows it leaves out', async () => {
    const field = (await data()).getByLabel('Keep rows where');
    await type(field, 'sizes > 50');
    await (await data()).getByText('"sizes"').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await type(field, "city != 'Bergen'");
    await (await data()).getByText('40 rows left out.').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBeNull();
  });

  it('splits the rows in the order of the file, and counts the parts', async () => {
    await (await data()).getByLabel('Split rows').selectOption('in file order');
    await type((await data()).getByLabel('Test part'), '0.25');
    await type((await data()).getByLabel('Validation part'), '0.25');
    await waitForFacts('40 rows to train on');
    await (await model()).getByText('20 for validation, 20 for the test').waitFor();
  });

  it('shows the prepared rows, each with its part and its row of the file', async () => {
    await showView(app.page, 'Data');
    await button(app.page, 'Prepared').click();
    const grid = app.page.getByRole('grid', { name: 'Prepared rows' });
    await grid.waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe('81');
    const first = grid.locator('[role=row][aria-rowindex="2"]');
    await first.getByRole('gridcell').first().filter({ hasText: /\S/ }).waitFor();
    const texts = await first.getByRole('gridcell').allInnerTexts();
    expect(texts.every((text) => Number.isFinite(Number(text)))).toBe(true);
    await grid.getByTitle('size', { exact: true }).first().waitFor();
    await grid.focus();
    await app.page.keyboard.press('End');
    for (const name of ['price', '(part)', '(row)']) await grid.getByTitle(name, { exact: true }).first().waitFor();
    expect(await namelessControls(app.page)).toEqual([]);
    await button(app.page, 'File').click();
    await app.page.getByRole('grid', { name: 'Rows of the file' }).waitFor();
  });

  it('is trained on, and a change afterwards leaves the run and its names', async () => {
    await runButton(app.page).click();
    await waitForState(app.page, 'finished');
    const before = await parametersOf(app.page);
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['size', 'city = Tromsø', 'b (bias)']));
    expect(Object.values(before).every(Number.isFinite)).toBe(true);
    await button(await model(), 'Undo').click();
    await app.page.getByText('Changed settings apply to the next run').waitFor();
    expect(await parametersOf(app.page)).toEqual(before);
    await button(await model(), 'Redo').click();
    await app.page.getByText('Changed settings apply to the next run').waitFor({ state: 'hidden' });
  });

  it('is prepared by keys alone: from a cell of the rows to its column, and back', async () => {
    await showView(app.page, 'Data');
    const grid = app.page.getByRole('grid', { name: 'Rows of the file' });
    await grid.focus();
    await app.page.keyboard.press('End');
    await app.page.keyboard.press('Enter');
    const dialog = dialogOf(app.page);
    await dialog.getByText('This is the target').waitFor();
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('ArrowLeft');
    await app.page.keyboard.press('Enter');
    await dialog.getByText('Prepare size').waitFor();
    // The keys of the window rest meanwhile: this would press Reset.
    await app.page.keyboard.press('r');
    await app.page.keyboard.press('Escape');
    await waitForState(app.page, 'finished');
    expect(await grid.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('keeps its recipe in a file, which does the same to the next file or says what is missing', async () => {
    const path = `${app.folder}/flats-recipe.json`;
    await app.chooseInSaveDialog(path);
    await button(await model(), 'Save…').click();
    await waitForMessage(app.page, `Saved ${path}`);
    await importFile(app, await fileIn(app.folder, 'other.csv', 'city,size,price\nOslo,1,2\nBergen,2,3\nOslo,3,4\n'));
    await app.chooseInOpenDialog(path);
    await button(await model(), 'Open…').click();
    await app.page.getByRole('alert').getByText('"new"').waitFor();
    await (await model()).getByText('columns as they are').waitFor();
    const rows = Array.from({ length: N_ROWS }, (_, i) => cells(i).join(','));
    await importFile(app, await fileIn(app.folder, 'again.csv', `city,new,sold,size,price\n${rows.join('\n')}\n`));
    await app.chooseInOpenDialog(path);
    await button(await model(), 'Open…').click();
    await waitForFacts('40 rows to train on');
    expect(app.errors).toEqual([]);
  });
});
