import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelFile } from '../../workers/core/schema';
import { launchApp, type RunningApp } from '../support/app';
import { fileIn } from '../support/files';
import {
  bannerOf,
  button,
  importFile,
  learningRateField,
  openSection,
  runButton,
  showView,
  stateOf,
  stepOf,
  transportOf,
  type,
  waitForMessage,
  waitForState,
  waitForStep,
} from '../support/window';

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${(i * 5) % 11},7,${3 * (i % 7) + 1}`);
  await importFile(app, await fileIn(app.folder, 'fixed.csv', `x1,x2,fixed,y\n${rows.join('\n')}\n`));
});
afterAll(() => app.close());
beforeEach(async () => {
  await type(learningRateField(app.page), '0.1');
  const reset = button(transportOf(app.page), 'Reset');
  if ((await reset.getAttribute('aria-disabled')) === null) await reset.click();
  await waitForState(app.page, 'ready');
});

const run = () => runButton(app.page);

/** Why Run waits, as a screen reader says it. */
const reasonAgainstRun = () =>
  run().evaluate((element) => {
    const id = element.getAttribute('aria-describedby');
    return id === null ? null : (document.getElementById(id)?.textContent ?? null);
  });

describe('a learning rate', () => {
  it.each([
    ['0', 'The learning rate is 0. Choose a number above 0'],
    ['-0.1', 'The learning rate is -0.1. Choose a number above 0'],
    ['1e999', 'The learning rate is Infinity. Choose a number above 0'],
    ['abc', '"abc" is not a number.'],
    ['', 'The learning rate is not a number. Choose a number above 0'],
  ])('of "%s" is refused beside the field, and nothing can be run', async (text, sentence) => {
    const algorithm = await openSection(app.page, 'Algorithm');
    const field = algorithm.getByLabel('Learning rate');
    await type(field, text);
    await algorithm.getByText(sentence).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await run().getAttribute('aria-disabled')).toBe('true');
    expect(await reasonAgainstRun()).toContain('learning rate');
    // Playwright does not press what says that it is disabled; a person can.
    await run().click({ force: true });
    expect(await stateOf(app.page)).toBe('ready');
    await type(field, '0.1');
    expect(await run().getAttribute('aria-disabled')).toBeNull();
  });

  it('of 1e9 may be tried, and diverges', async () => {
    await type(learningRateField(app.page), '1e9');
    await run().click();
    await waitForState(app.page, 'diverged');
    await app.page.getByRole('alert').getByText('learning rate 1e9').waitFor();
  });

  it('that is no number leaves a run that is under way as it is', async () => {
    const { page } = app;
    await button(transportOf(page), 'Step').click();
    await waitForState(page, 'paused');
    await waitForStep(page, 1);
    await type(learningRateField(page), 'abc');
    expect(await learningRateField(page).getAttribute('aria-invalid')).toBe('true');
    expect([await stateOf(page), await stepOf(page)]).toEqual(['paused', 1]);
    expect(await bannerOf(page).count()).toBe(0);
  });
});

describe('a number of steps', () => {
  it.each(['0', '-5', '2.5'])('of %s is refused, and the run that has ended is still there', async (text) => {
    await run().click();
    await waitForState(app.page, 'finished');
    const algorithm = await openSection(app.page, 'Algorithm');
    const field = algorithm.getByLabel('Stop after');
    await type(field, text);
    await algorithm.getByText(`The number of steps is ${text}.`).waitFor();
    expect(await run().getAttribute('aria-disabled')).toBe('true');
    expect(await stateOf(app.page)).toBe('finished');
    await type(field, '1000');
    expect(await run().getAttribute('aria-disabled')).toBeNull();
  });
});

describe('the target', () => {
  it('is never among the features: a feature that becomes the target leaves them', async () => {
    const model = await openSection(app.page, 'Model');
    expect(await model.getByRole('checkbox', { name: 'y', exact: true }).count()).toBe(0);
    await model.getByLabel('Target y').selectOption('x1');
    expect(await model.getByRole('checkbox', { name: 'x1', exact: true }).count()).toBe(0);
    await model.getByRole('checkbox', { name: 'y', exact: true }).waitFor();
    await model.getByLabel('Target y').selectOption('y');
  });

  it('without any feature cannot be learnt', async () => {
    const model = await openSection(app.page, 'Model');
    await button(model, 'none').click();
    await model.getByText('No feature is chosen.').waitFor();
    expect(await run().getAttribute('aria-disabled')).toBe('true');
    await model.getByRole('checkbox', { name: 'x1' }).check();
    await model.getByRole('checkbox', { name: 'x2' }).check();
  });

  it('that is constant leaves the run before as it was, and its model can still be saved', async () => {
    const { page } = app;
    const model = await openSection(page, 'Model');
    await run().click();
    await waitForState(page, 'finished');
    await model.getByLabel('Target y').selectOption('fixed');
    await run().click();
    await bannerOf(page).getByText('there is nothing to learn').waitFor();
    await waitForState(page, 'finished');
    await showView(page, 'Export');
    const path = join(app.folder, 'former.json');
    await app.chooseInSaveDialog(path);
    await button(page.getByRole('main'), 'Save model (JSON)…').click();
    await waitForMessage(page, path);
    const saved = JSON.parse(await readFile(path, 'utf8')) as ModelFile;
    expect([saved.targetName, saved.steps]).toEqual(['y', 1_000]);
    await showView(page, 'Train');
    await model.getByLabel('Target y').selectOption('y');
  });

  it('that is constant is named when the run is to begin, and can be changed', async () => {
    const { page } = app;
    const model = await openSection(page, 'Model');
    await model.getByLabel('Target y').selectOption('fixed');
    await run().click();
    await bannerOf(page)
      .getByText('Target "fixed" is 7 in all 40 rows used: there is nothing to learn.')
      .waitFor();
    await waitForState(page, 'ready');
    await model.getByLabel('Target y').selectOption('y');
    await run().click();
    await waitForState(page, 'finished');
    expect(await bannerOf(page).count()).toBe(0);
  });
});

describe('a feature that is constant', () => {
  it('is left out at first with the reason beside it, and named when it is chosen all the same', async () => {
    const { page } = app;
    const model = await openSection(page, 'Model');
    const row = model.locator('label').filter({ hasText: 'one value only' });
    expect(await row.innerText()).toContain('fixed');
    expect(await row.getByRole('checkbox').isChecked()).toBe(false);
    await row.getByRole('checkbox').check();
    await run().click();
    await bannerOf(page).getByText('Feature "fixed" is 7 in all 40 rows used').waitFor();
    await button(bannerOf(page), 'Dismiss').click();
    await row.getByRole('checkbox').uncheck();
    await run().click();
    await waitForState(page, 'finished');
  });
});

describe('more features than rows', () => {
  it('are refused with both numbers and a remedy, and the data set stays open', async () => {
    const { page } = app;
    await importFile(
      app,
      await fileIn(app.folder, 'wide.csv', 'a,b,c,d,y\n1,5,2,8,1\n2,3,9,1,4\n4,4,1,7,2\n'),
    );
    await run().click();
    await bannerOf(page).getByText('4 features but only 3 rows').waitFor();
    await bannerOf(page).getByText('Choose at most 2 features or add rows.').waitFor();
    await waitForState(page, 'ready');
    await transportOf(page).getByRole('heading', { name: 'wide.csv' }).waitFor();
    const model = await openSection(page, 'Model');
    for (const name of ['c', 'd']) await model.getByRole('checkbox', { name, exact: true }).uncheck();
    await run().click();
    await waitForState(page, 'finished');
    expect(app.errors).toEqual([]);
  });
});
