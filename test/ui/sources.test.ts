import { describe, expect, it } from 'vitest';
import { withApp } from '../support/app';
import { chartOf, hoveredStep, pictureOf, pointAt } from '../support/charts';
import {
  button,
  learningRateField,
  openMore,
  openSample,
  openSection,
  parametersOf,
  runButton,
  transportOf,
  type,
  waitForState,
} from '../support/window';
import type { Locator } from 'playwright';

/** What the legend of a chart says of a series, to the last digit. */
async function readingOf(chart: Locator, name: string): Promise<number> {
  const entry = chart.getByRole('button', { name });
  return Number(await entry.locator('.value').getAttribute('title'));
}

describe('the predicted loss', () => {
  it('is drawn before the run, follows the learning rate, and is what the run then does', async () => {
    await withApp({}, async ({ page }) => {
      await openSample(page, 'The classic experiment');
      const chart = chartOf(page, 'Loss');
      await chart.getByRole('button', { name: 'Predicted' }).waitFor();
      const first = await pictureOf(chart);
      await type(learningRateField(page), '0.02');
      expect(await pictureOf(chart)).not.toBe(first);
      await (await openSection(page, 'Algorithm')).getByText(/^Six digits in \d+ steps at this rate/).waitFor();
      await runButton(page).click();
      await waitForState(page, 'finished');
      await pointAt(page, chart, 0.4);
      expect(await hoveredStep(chart)).toBeGreaterThan(100);
      const [loss, predicted] = [await readingOf(chart, 'Loss'), await readingOf(chart, 'Predicted')];
      expect(Math.abs(predicted / loss - 1)).toBeLessThan(1e-6);
    });
  });
});

describe('the gradient from R', () => {
  it('makes the same parameters as the rows do', async () => {
    await withApp({}, async ({ page }) => {
      await openSample(page, 'The classic experiment');
      const source = (await openMore(page, 'Algorithm')).getByLabel('Gradient from');
      const trained = async (value: string): Promise<Record<string, number>> => {
        await source.selectOption(value);
        await runButton(page).click();
        await page.locator('footer').getByText('gradient from R').waitFor({ state: value === 'factored' ? 'visible' : 'hidden' });
        await waitForState(page, 'finished');
        return parametersOf(page);
      };
      const fromRows = await trained('sharded');
      const fromR = await trained('factored');
      for (const [name, weight] of Object.entries(fromRows)) {
        expect(Math.abs((fromR[name] ?? NaN) / weight - 1)).toBeLessThan(1e-10);
      }
    });
  });
});

describe('L-BFGS', () => {
  it('needs no learning rate and arrives in a few steps', async () => {
    await withApp({}, async ({ page }) => {
      await openSample(page, 'The classic experiment');
      const algorithm = await openMore(page, 'Algorithm');
      await algorithm.getByLabel('Optimiser').selectOption('L-BFGS');
      expect(await learningRateField(page).isDisabled()).toBe(true);
      await type(algorithm.getByLabel('or gradient below'), '1e-9');
      await runButton(page).click();
      await waitForState(page, 'finished');
      await page.locator('footer').getByText('gradient small enough').waitFor();
      const parameters = await parametersOf(page);
      // y = [2, 4, 5, 9, 11] . x + 2 without noise.
      for (const [j, weight] of [2, 4, 5, 9, 11].entries()) expect(parameters[`x${j + 1}`]).toBeCloseTo(weight, 8);
    });
  });
});

describe('a paused run', () => {
  it('offers to continue', async () => {
    await withApp({}, async ({ page }) => {
      await openSample(page, 'The classic experiment');
      await button(transportOf(page), 'Step').click();
      await waitForState(page, 'paused');
      await button(transportOf(page), 'Continue').click();
      await waitForState(page, 'finished');
    });
  });
});
