import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';
import { chartOf, plotOf } from '../support/charts';
import { button, learningRateField, openSample, runButton, transportOf, type, waitForState } from '../support/window';

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
  await openSample(app.page, 'The classic experiment');
});
afterAll(() => app.close());

describe('the step advisor', () => {
  it('tells a rate that will diverge before the run, and gives the best one', async () => {
    const { page } = app;
    const bar = transportOf(page);
    await bar.getByText('limit 0.957').waitFor();
    await type(learningRateField(page), '1.2');
    await bar.getByText('beyond the limit 0.957: will diverge').waitFor();
    await button(bar, 'Use best 0.5').click();
    await bar.getByText('beyond').waitFor({ state: 'hidden' });
    expect(await learningRateField(page).inputValue()).toBe('0.5');
    await type(learningRateField(page), '0.01');
  });
});

describe('the exact solution beside a run', () => {
  it('is a column of the table, with the digits that descent has reached', async () => {
    const { page } = app;
    await runButton(page).click();
    await waitForState(page, 'finished');
    const table = page.getByRole('table', { name: 'Parameters' });
    await table.getByRole('columnheader', { name: 'Digits agreed' }).waitFor();
    const rows = await table.locator('[role=row]:has([role=rowheader])').all();
    const found = await Promise.all(
      rows.map(async (row) => ({
        exact: Number(await row.getByRole('cell').nth(1).getAttribute('title')),
        digits: Number(await row.getByRole('cell').nth(2).innerText()),
      })),
    );
    [2, 4, 5, 9, 11, 2].forEach((value, index) => expect(found[index]?.exact).toBeCloseTo(value, 10));
    // A loss of 3e-16 is an error of about 1e-8 in weights from 2 to 11.
    for (const { digits } of found) {
      expect(digits).toBeGreaterThan(7);
      expect(digits).toBeLessThan(11);
    }
  });

  it('is what the dashed lines of the weights show', async () => {
    await chartOf(app.page, 'Weights').getByText('dashed = exact solution').waitFor();
  });

  it('gives the loss a third axis: the distance to the optimum', async () => {
    const chart = chartOf(app.page, 'Loss');
    await button(chart, 'distance to the optimum').click();
    await chart.getByText('above the least').waitFor();
    expect(await plotOf(chart).getAttribute('aria-label')).toContain('L − L* from 258 to');
    await button(chart, 'log').click();
    await chart.getByText('258 at start').waitFor();
  });

  it('writes no error', () => expect(app.errors).toEqual([]));
});
