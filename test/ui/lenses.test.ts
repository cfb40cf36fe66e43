import type { Locator, Page } from 'playwright';
import { expect, it } from 'vitest';
import { withApp } from '../support/app';
import { button, openSample, showView, transportOf, type, waitForState, waitForStep } from '../support/window';

const openPanel = async (page: Page, title: string): Promise<Locator> => {
  await showView(page, 'Understand');
  await page.getByRole('group', { name: 'Panels' }).getByRole('button', { name: title, exact: true }).click();
  return page.getByRole('region', { name: title, exact: true });
};

/** Every digit of a figure, which it shows on hover. */
const figureOf = async (panel: Locator, name: string): Promise<number> =>
  Number(await panel.locator('.figures > div').filter({ has: panel.page().locator('dt').getByText(name, { exact: true }) }).locator('dd').getAttribute('title'));

it('the dial is turned and lengthened by keys until 180 degrees no longer wins, and the Taylor lens shows why', () =>
  withApp({}, async (app) => {
    const { page } = app;
    await openSample(page, 'Columns of very different size');
    for (const step of [1, 2, 3]) {
      await button(transportOf(page), 'Step').click();
      await waitForStep(page, step);
    }

    const dial = await openPanel(page, 'Direction dial');
    const knob = dial.getByRole('slider', { name: /Angle β/ });
    await dial.getByText(/^180° wins at η = 0\.1/).waitFor();
    await knob.focus();
    for (let press = 0; press < 6; press++) await page.keyboard.press('Shift+ArrowLeft');
    expect(await knob.getAttribute('aria-valuenow')).toBe('90');
    expect(await knob.getAttribute('aria-valuetext')).toContain('90 degrees: cos β 0, predicted change 0');
    await page.keyboard.press('End');
    await dial.locator('[role=slider][aria-valuetext*="180 degrees"][aria-valuetext*="actual change −"]').first().waitFor();
    const atOnce = { predicted: await figureOf(dial, 'predicted change'), actual: await figureOf(dial, 'actual change') };
    expect(atOnce.predicted).toBeLessThan(atOnce.actual);
    expect(atOnce.actual).toBeLessThan(0);

    // Each press is 0.15 decades: eight of them lead from 0.1 to about 1.6, past the limit of 0.951.
    for (let press = 0; press < 8; press++) await page.keyboard.press('Shift+ArrowUp');
    await dial.getByText(/^180° no longer wins at η = 1\.5/).waitFor();
    await dial.locator('[role=slider][aria-valuetext*="actual change"]').first().waitFor();
    await expect.poll(() => figureOf(dial, 'actual change')).toBeGreaterThan(0);
    expect(await figureOf(dial, 'predicted change')).toBeLessThan(0);

    const taylor = await openPanel(page, 'Taylor lens');
    await taylor.getByText(/< 0 is true/).waitFor();
    const start = await figureOf(taylor, 'L(θ)');
    expect((await figureOf(taylor, 'η u·∇L, first order')) / atOnce.predicted).toBeCloseTo(1, 12);
    expect(Math.abs(await figureOf(taylor, 'left beyond it'))).toBeLessThan(1e-12 * start);
    await type(taylor.getByRole('textbox', { name: 'Stride' }), '1.58');
    await taylor.getByText(/^At η = 1\.58 the first order foretells a change of −/).waitFor();
    expect(await figureOf(taylor, 'true change')).toBeGreaterThan(0);
    expect(Math.abs(await figureOf(taylor, 'left beyond it'))).toBeLessThan(1e-12 * (await figureOf(taylor, 'L(θ + ηu)')));

    const step = await openPanel(page, 'The step, written out');
    const written = step.locator('tbody tr').first().locator('.new');
    const after = Number(await written.getAttribute('title'));
    await button(transportOf(page), 'Step').click();
    await waitForStep(page, 4);
    const before = (): Promise<string | null> => step.locator('.lines tbody tr').first().locator('td').nth(1).getAttribute('title');
    await expect.poll(before).toBe(String(after));
    expect(app.errors).toEqual([]);
  }));

it('a step of the dial is really taken: a branch waits where it led', () =>
  withApp({}, async (app) => {
    const { page } = app;
    await openSample(page, 'Columns of very different size');
    await button(transportOf(page), 'Step').click();
    await waitForStep(page, 1);
    const dial = await openPanel(page, 'Direction dial');
    await dial.getByText(/^180° wins/).waitFor();
    const before = await openPanel(page, 'Taylor lens');
    await before.getByText(/< 0 is true/).waitFor();
    const led = await figureOf(before, 'L(θ + ηu)');
    const again = await openPanel(page, 'Direction dial');
    await again.getByText(/^180° wins/).waitFor();
    await button(again, 'Take this step').click();
    await again.getByText('a branch begins at').waitFor();
    await button(again, 'Take it').click();
    await waitForState(page, 'paused');
    await waitForStep(page, 0);
    const taylor = await openPanel(page, 'Taylor lens');
    await taylor.getByText('from step 0').waitFor();
    expect((await figureOf(taylor, 'L(θ)')) / led).toBeCloseTo(1, 12);
    expect(app.errors).toEqual([]);
  }));
