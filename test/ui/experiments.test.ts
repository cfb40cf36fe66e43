import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';
import { chartOf, plotOf } from '../support/charts';
import {
  button,
  learningRateField,
  openSample,
  parametersOf,
  runButton,
  showView,
  stepOf,
  transportOf,
  type,
  waitForState,
  waitForStep,
} from '../support/window';

const TRUTH = [2, 4, 5, 9, 11, 2];

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
});
afterAll(() => app.close());

const guidedOf = () => app.page.getByRole('region', { name: 'Guided experiments' });
const isDone = () => guidedOf().getByText('✓ done').waitFor();
const next = () => button(guidedOf(), 'Next').click();
/** What the chart of the loss shows, in words. */
const lossShown = () => plotOf(chartOf(app.page, 'Loss')).getAttribute('aria-label');

describe('a guided experiment', () => {
  let before: Record<string, number>;
  let chartBefore: string | null;

  it('puts a paused run of one\'s own aside and opens its sample', async () => {
    const { page } = app;
    await openSample(page, 'Ice cream and warm days');
    for (const step of [1, 2, 3]) {
      await button(transportOf(page), 'Step').click();
      await waitForStep(page, step);
    }
    await type(learningRateField(page), '0.07');
    before = await parametersOf(page);
    chartBefore = await lossShown();

    await button(guidedOf(), 'Guided experiments 7').click();
    await guidedOf().getByRole('button', { name: /^The true weights come back/ }).click();
    await guidedOf().getByText('Press Run, and wait').waitFor();
    await waitForState(page, 'ready');
    await transportOf(page).getByText('classic.csv').waitFor();
    expect(await learningRateField(page).inputValue()).toBe('0.01');
    expect(await guidedOf().getByText('✓ done').count()).toBe(0);
  });

  it('is finished step by step, each checked by what really happened', async () => {
    const { page } = app;
    await runButton(page).click();
    await isDone();
    await next();

    await showView(page, 'Understand');
    const shown = page.getByRole('textbox', { name: 'Step that is shown' });
    await type(shown, '100');
    await page.getByText('at step 100').or(page.getByText('step 100 → 101')).first().waitFor();
    expect(await guidedOf().getByText('✓ done').count()).toBe(0);
    await type(shown, '250');
    await isDone();
    await next();
    await type(shown, '1000');
    await isDone();
    await showView(page, 'Train');
    Object.values(await parametersOf(page)).forEach((value, index) => {
      expect(Math.abs(value - (TRUTH[index] ?? NaN))).toBeLessThan(2e-8);
    });
    await next();

    await type(learningRateField(page), '0.1');
    await runButton(page).click();
    await isDone();
    expect(await guidedOf().getByText('Done. That was the last step').count()).toBe(1);
    await button(guidedOf(), 'Finish').click();
    await guidedOf().getByText('1 of 7 done').waitFor();
  });

  it('has left the run of one\'s own untouched: it is open, and goes on from its step', async () => {
    const { page } = app;
    await transportOf(page).getByText('ice-cream.csv').waitFor();
    await waitForState(page, 'paused');
    expect(await stepOf(page)).toBe(3);
    expect(await learningRateField(page).inputValue()).toBe('0.07');
    expect(await parametersOf(page)).toEqual(before);
    expect(await lossShown()).toBe(chartBefore);
    await button(transportOf(page), 'Step').click();
    await waitForStep(page, 4);
    expect(await parametersOf(page)).not.toEqual(before);
    expect(app.errors).toEqual([]);
  });

  it('can be left in the middle, while its run goes on, with the keyboard', async () => {
    const { page } = app;
    await guidedOf().getByRole('button', { name: /^A stride too long/ }).press('Enter');
    await guidedOf().getByText('Set the learning rate to 0.9').waitFor();
    await runButton(page).click();
    await button(guidedOf(), 'Leave').press('Enter');
    await transportOf(page).getByText('ice-cream.csv').waitFor();
    expect(await stepOf(page)).toBe(4);
    expect(app.errors).toEqual([]);
  });
});
