import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateNaively } from '../support/evaluate';
import { sampleColumns } from '../support/sampleColumns';
import { launchApp, type RunningApp } from '../support/app';
import { button, openSample, type, waitForState } from '../support/window';

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
  await openSample(app.page, 'The classic experiment');
});
afterAll(() => app.close());

const scrubber = () => app.page.getByRole('region', { name: 'Time travel' });
const slider = () => app.page.getByRole('slider', { name: 'Step of the run' });
const sentence = (text: string | RegExp) => scrubber().locator('[aria-live]').filter({ hasText: text }).waitFor({ state: 'attached' });

describe('Understand', () => {
  it('invites to a run where there is none, and stays open when it begins', async () => {
    const { page } = app;
    await app.clickMenu('View', 'Understand');
    const invitation = page.getByRole('region', { name: 'Understand' });
    await invitation.getByText('See why each step goes where it goes').waitFor();
    await button(invitation, 'Run').click();
    await waitForState(page, 'finished');
    await scrubber().getByText('of 1,000').waitFor();
    expect(await page.getByRole('tab', { name: 'Understand' }).getAttribute('aria-selected')).toBe('true');
  });

  it('goes to any step by its number and by the keys, and back to the newest', async () => {
    await type(scrubber().getByLabel('Step that is shown'), '250');
    // By plain loops over the sample.
    const columns = sampleColumns('classic');
    let theta = new Float64Array(6);
    for (let step = 0; step < 250; step++) {
      const { gradient } = evaluateNaively(columns, theta);
      theta = theta.map((value, j) => value - 0.01 * gradient[j]!);
    }
    const { loss } = evaluateNaively(columns, theta);
    await sentence(`Step 250 of 1,000: objective ${loss.toPrecision(6)}, learning rate 0.01.`);
    await slider().focus();
    await slider().press('ArrowLeft');
    await sentence('Step 249 of 1,000');
    await slider().press('End');
    expect(await button(scrubber(), 'Newest').getAttribute('aria-disabled')).toBe('true');
    await button(scrubber(), 'Step back').click();
    await sentence('Step 999 of 1,000');
  });

  it('answers about the objective in the units of training, through the bridge', async () => {
    const answer = await app.page.evaluate(async () => {
      const frame = await new Promise<{ runId: string; theta: Float64Array<ArrayBuffer> }>((resolve) => {
        const off = window.api.onFrame((next) => {
          off();
          resolve(next);
        });
        // A frame comes with the next run.
        [...document.querySelectorAll<HTMLElement>('button')].find((one) => one.textContent?.includes('Run again'))?.click();
      });
      return window.api['run/probe']({
        runId: frame.runId,
        slot: 'test',
        request: { kind: 'objectives', points: Float64Array.of(2, 4, 5, 9, 11, 2), maxRows: null },
      });
    });
    expect(answer).toMatchObject({ ok: true, value: { kind: 'objectives', rowsUsed: 5_000 } });
    await waitForState(app.page, 'finished');
  });

  it('continues from a step as a run of its own', async () => {
    const { page } = app;
    await scrubber().getByText('of 1,000').waitFor();
    await type(scrubber().getByLabel('Step that is shown'), '500');
    await sentence('Step 500 of 1,000');
    await button(scrubber(), 'Continue from here').click();
    await page.getByText('Went on from step 500').waitFor();
    await waitForState(page, 'finished');
    expect(app.errors).toEqual([]);
  });
});
