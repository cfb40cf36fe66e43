import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';
import { fileIn } from '../support/files';
import { button, importFile } from '../support/window';

const N_ROWS = 300_000;

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
  const rows = Array.from(
    { length: N_ROWS },
    (_, i) => `${i + 1},${i % 1000 === 0 ? '' : (i % 4) * 0.5},t${i % 3}`,
  );
  await importFile(app, await fileIn(app.folder, 'many.csv', `number,half,text\n${rows.join('\n')}\n`));
});
afterAll(() => app.close());

const grid = () => app.page.getByRole('grid', { name: 'Rows of the file' });
const rowAt = (row: number) => grid().locator(`[role=row][aria-rowindex="${row + 1}"]`);
const header = (name: string) =>
  grid()
    .getByRole('columnheader')
    .filter({ has: app.page.getByTitle(name, { exact: true }) });

/** What a row shows, once it has been read. */
async function cellsOf(row: number): Promise<string[]> {
  await rowAt(row).getByRole('gridcell').first().filter({ hasText: /\S/ }).waitFor();
  return rowAt(row).getByRole('gridcell').allInnerTexts();
}

describe('the rows of a large file', () => {
  it('begin at the first, with the missing value shown as such', async () => {
    expect(await grid().getAttribute('aria-rowcount')).toBe(String(N_ROWS + 1));
    expect(await cellsOf(1)).toEqual(['1', '–', 't0']);
    expect(await cellsOf(2)).toEqual(['2', '0.5', 't1']);
  });

  it('are few in the page, however many there are', async () => {
    expect(await grid().getByRole('row').count()).toBeLessThan(200);
  });

  it('can be reached by number, up to the last', async () => {
    const field = app.page.getByLabel('Go to row');
    await field.fill('300000');
    await button(app.page, 'Go').click();
    expect(await cellsOf(N_ROWS)).toEqual(['300000', '1.5', 't2']);
    expect(await rowAt(N_ROWS).getByRole('rowheader').innerText()).toBe('300,000');
    await field.fill('150001');
    await field.press('Enter');
    expect(await cellsOf(150_001)).toEqual(['150001', '–', 't0']);
    await field.fill('300001');
    await field.press('Enter');
    await app.page.getByText('Give a whole number from 1 to 300,000.').waitFor();
  });

  it('can be reached by keys, from end to end', async () => {
    await grid().focus();
    await app.page.keyboard.press('Control+End');
    expect(await cellsOf(N_ROWS)).toEqual(['300000', '1.5', 't2']);
    await app.page.keyboard.press('Control+Home');
    expect(await cellsOf(1)).toEqual(['1', '–', 't0']);
  });

  it('can be reached by the wheel and the scroll bar', async () => {
    await grid().hover();
    await app.page.mouse.wheel(0, 26 * 40);
    expect(await cellsOf(41)).toEqual(['41', '0', 't1']);
    await grid().evaluate((element) => (element.scrollTop = element.scrollHeight));
    expect(await cellsOf(N_ROWS)).toEqual(['300000', '1.5', 't2']);
  });
});

describe('the head of a column', () => {
  it('tells the statistics of numbers to the last digit', async () => {
    // 1 to n: mean (n + 1) / 2, variance (n^2 - 1) / 12.
    const number = header('number');
    await number.getByTitle('Mean: 150000.5').waitFor();
    const deviation = await number.getByTitle(/^Standard deviation/).getAttribute('title');
    expect(Number(deviation?.split(': ')[1])).toBeCloseTo(Math.sqrt((N_ROWS ** 2 - 1) / 12), 6);
    await number.getByTitle('Lowest: 1').waitFor();
    await number.getByTitle('Highest: 300000').waitFor();
    await number.getByText('none missing').waitFor();
    await number.getByRole('img', { name: 'Distribution from 1 to 300,000' }).waitFor();
  });

  it('tells how many values are missing, and how many different texts there are', async () => {
    await header('half').getByText('300 missing').waitFor();
    await header('text').getByText('3 different').waitFor();
  });

  it('writes no error', () => expect(app.errors).toEqual([]));
});
