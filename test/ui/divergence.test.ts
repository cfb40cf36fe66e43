import { describe, expect, it } from 'vitest';
import { withApp } from '../support/app';
import {
  button,
  learningRateField,
  messageOf,
  openSample,
  parametersOf,
  runButton,
  stepOf,
  transportOf,
  type,
  waitForState,
} from '../support/window';

describe('a learning rate that is too large', () => {
  it('ends the run at once with a sentence and a rate that holds, which then trains to the end', async () => {
    await withApp({}, async (app) => {
      const { page } = app;
      await openSample(page, 'The classic experiment');
      await type(learningRateField(page), '1.2');
      await runButton(page).click();
      await waitForState(page, 'diverged');
      const alert = page.getByRole('alert').filter({ has: page.getByRole('button', { name: /^Use / }) });
      const sentence = await alert.locator('p').innerText();
      const [, limit = '', safe = ''] =
        /a rate below ([\d.]+) converges on this data; ([\d.]+) is safe/.exec(sentence) ?? [];
      expect(sentence).toContain('learning rate 1.2');
      expect(Number(limit)).toBeLessThan(1.2);
      expect(Number(safe)).toBeLessThan(Number(limit));
      expect(await stepOf(page)).toBeLessThan(100);
      // The last finite parameters are kept.
      for (const value of Object.values(await parametersOf(page))) expect(Number.isFinite(value)).toBe(true);
      expect(await page.locator('footer').innerText()).toContain('diverged');

      await button(alert, `Use ${safe}`).click();
      await waitForState(page, 'ready');
      expect(await learningRateField(page).inputValue()).toBe(safe);
      expect(await messageOf(page).innerText()).toContain('Press Run to try again');
      expect(await alert.count()).toBe(0);
      await page.keyboard.press('Space');
      await waitForState(page, 'finished');
      expect(await stepOf(page)).toBe(1000);
      const found = Object.values(await parametersOf(page));
      [2, 4, 5, 9, 11, 2].forEach((value, index) => expect(found[index]).toBeCloseTo(value, 8));
      expect(app.errors).toEqual([]);
    });
  });

  it('that is chosen while the run goes on ends it in the same way', async () => {
    await withApp({}, async ({ page }) => {
      await openSample(page, 'The classic experiment');
      await page.keyboard.press('.');
      await waitForState(page, 'paused');
      await type(learningRateField(page), '3');
      await runButton(page).click();
      await waitForState(page, 'diverged');
      await page.getByRole('alert').getByText('learning rate 3').waitFor();
      await button(transportOf(page), 'Reset').click();
      await waitForState(page, 'ready');
      expect(await page.getByRole('alert').getByText('learning rate 3').count()).toBe(0);
    });
  });
});
