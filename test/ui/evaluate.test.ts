import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { namelessControls } from '../support/accessibility';
import { withApp } from '../support/app';
import { fileIn } from '../support/files';
import { button, importFile, openSection, runButton, showView, type, waitForState } from '../support/window';

/** y = 3 a - 2 b + 5 and a wobble; row 700 of the file is far off. */
const quantity = (nRows: number): string => {
  const lines = Array.from({ length: nRows }, (_, i) => {
    const [a, b] = [(i * 37) % 101, (i * 53) % 97];
    return `${a},${b},${i === 699 ? 5000 : 3 * a - 2 * b + 5 + 10 * Math.sin(i * 12.9898)}`;
  });
  return `a,b,y\n${lines.join('\n')}\n`;
};

/** Two kinds that overlap. */
const KINDS = Array.from({ length: 400 }, (_, i) => {
  const kind = i % 2;
  return `${((i * 37) % 41) / 10 + 1.5 * kind},${((i * 53) % 47) / 10},${kind === 0 ? 'no' : 'yes'}`;
});

const openPanel = async (page: Page, title: string): Promise<void> => {
  await page.getByRole('group', { name: 'Panels' }).getByRole('button', { name: title, exact: true }).click();
};
const figureCells = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Figures' }).getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).getByRole('cell');
const numberOf = async (page: Page, name: string, part: number): Promise<number> =>
  Number(await figureCells(page, name).nth(part).getAttribute('title'));
const matrixOf = async (page: Page): Promise<number[]> => {
  const cells = await page.getByRole('table', { name: 'Confusion matrix at the threshold' }).locator('td.selectable').allInnerTexts();
  return cells.map((text) => Number(text.replaceAll(',', '')));
};

describe('evaluating', () => {
  it('shows a quantity in parts, reads plots by keyboard, leads to the row of a residual and refuses intervals with the reason', async () => {
    await withApp({}, async (app) => {
      const { page } = app;
      await importFile(app, await fileIn(app.folder, 'rows.csv', quantity(1_000)));
      await showView(page, 'Evaluate');
      await page.getByRole('heading', { name: 'See how good the model is' }).waitFor();
      await type((await openSection(page, 'Data')).getByLabel('Validation part'), '0.25');
      await runButton(page).click();
      await waitForState(page, 'finished');
      await showView(page, 'Evaluate');
      await page.getByText('Figures of the model at step 1,000.').waitFor();
      expect(await numberOf(page, 'Rows', 0)).toBe(750);
      expect(await numberOf(page, 'Rows', 1)).toBe(250);
      const rmse = await numberOf(page, 'RMSE', 0);
      expect(rmse ** 2).toBeCloseTo(await numberOf(page, 'Mean loss', 0), 6);
      expect(await namelessControls(page)).toEqual([]);

      const plot = page.getByRole('application', { name: /^Predicted against actual/ });
      await plot.focus();
      await page.keyboard.press('Home');
      const figure = page.locator('figure').filter({ has: plot });
      const reading = figure.locator('.reading');
      const fullest = await reading.innerText();
      expect(fullest).toMatch(/^[\d,]+ rows: .* to .*; .* to /);
      expect(await figure.locator('[aria-live]').innerText()).toMatch(/^[\d,]+ rows: actual .* to .*, predicted .* to /);
      await page.keyboard.press('ArrowRight');
      expect(await reading.innerText()).not.toBe(fullest);

      await openPanel(page, 'Coefficients');
      await page.getByText('In 95 of 100 samples').waitFor();
      const intervals = await page.getByRole('table', { name: 'Coefficients' }).getByRole('row').filter({ hasText: ' to ' }).count();
      expect(intervals).toBe(3);
      await type((await openSection(page, 'Loss')).getByLabel('L2', { exact: false }).first(), '0.1');
      await runButton(page).click();
      await page.getByText('A penalty pulls the coefficients towards 0').waitFor();

      await openPanel(page, 'Predictions');
      const parts = page.getByLabel('Plots of the rows of');
      for (const part of ['train', 'validation']) {
        await parts.selectOption({ label: part === 'train' ? 'Training, 750 rows' : 'Validation, 250 rows' });
        const link = page.getByRole('button', { name: 'Show row 700 in Data' });
        if ((await link.count()) === 0) continue;
        await link.click();
        break;
      }
      const active = page.locator('[role=gridcell].active');
      await active.waitFor();
      expect(await active.locator('xpath=ancestor::*[@role="row"]').getAttribute('aria-rowindex')).toBe('701');
      expect(app.errors).toEqual([]);
    });
  });

  it('moves the threshold between two classes by keyboard, and the figures with it', async () => {
    await withApp({}, async (app) => {
      const { page } = app;
      await importFile(app, await fileIn(app.folder, 'kinds.csv', `long,wide,kind\n${KINDS.join('\n')}\n`));
      await (await openSection(page, 'Model')).getByLabel('Target y').selectOption({ label: 'kind (classes)' });
      await runButton(page).click();
      await waitForState(page, 'finished');
      await showView(page, 'Evaluate');
      await page.getByText('The class is yes, against no.').waitFor();
      const area = await numberOf(page, 'ROC area', 0);
      expect(area).toBeGreaterThan(0.6);
      await page.getByRole('img', { name: new RegExp(`^ROC: area ${area.toFixed(4)}`) }).waitFor();

      const [found, missed, falsely, rightly] = await matrixOf(page);
      expect([found! + missed!, falsely! + rightly!]).toEqual([200, 200]);
      const slider = page.getByRole('slider', { name: 'Threshold' });
      await slider.focus();
      for (let press = 0; press < 3; press++) await page.keyboard.press('PageUp');
      const threshold = Number(await slider.inputValue());
      expect(threshold).toBeGreaterThan(0.6);
      expect(await page.getByRole('textbox', { name: 'Threshold, 0 to 1' }).inputValue()).toBe(String(threshold));
      const [stricter, , fewer] = await matrixOf(page);
      expect(stricter!).toBeLessThan(found!);
      expect(fewer!).toBeLessThan(falsely!);
      await page.keyboard.press('Home');
      expect(await matrixOf(page)).toEqual([200, 0, 200, 0]);
      expect(await namelessControls(page)).toEqual([]);
      expect(app.errors).toEqual([]);
    });
  });

  it('shares the rows out in folds, ends a study that is called off, and sets the best penalty of a path', async () => {
    await withApp({}, async (app) => {
      const { page } = app;
      await importFile(app, await fileIn(app.folder, 'rows.csv', quantity(1_000)));
      await type((await openSection(page, 'Data')).getByLabel('Validation part'), '0.25');
      await showView(page, 'Evaluate');
      await openPanel(page, 'Cross-validation');
      await button(page, 'Run study').click();
      await button(page, 'Run again').waitFor();
      expect(await page.getByRole('table', { name: 'Folds' }).locator('tbody tr').count()).toBe(5);
      await page.getByText(/^Validation loss of 5 folds: mean /).waitFor();
      await showView(page, 'Train');
      await page.getByRole('button', { name: 'Folds, largest' }).waitFor();

      await showView(page, 'Evaluate');
      await openPanel(page, 'Regularisation path');
      await type(page.getByRole('textbox', { name: 'Values', exact: true }), '5');
      await button(page, 'Run study').click();
      await page.getByRole('button', { name: /^Set l2 = / }).click();
      const l2 = (await openSection(page, 'Loss')).getByLabel('L2', { exact: false }).first();
      expect(Number(await l2.inputValue())).toBeGreaterThan(0);
      await page.getByText('The settings have changed since').waitFor();

      await type((await openSection(page, 'Algorithm')).getByLabel('Stop after'), '5000000');
      await openPanel(page, 'Learning curve');
      await button(page, 'Run study').click();
      await page.getByRole('progressbar', { name: 'Progress of the study' }).waitFor();
      await button(page, 'Cancel').click();
      await page.getByText('The study was called off.').waitFor();
      await button(page, 'Run study').waitFor();
      expect(await namelessControls(page)).toEqual([]);
      expect(app.errors).toEqual([]);
    });
  });
});
