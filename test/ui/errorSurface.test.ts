import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';
import { button, learningRateField, openSample, openSection, runButton, waitForState } from '../support/window';

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  await openSample(app.page, 'Columns of very different size');
  await runButton(app.page).click();
  await waitForState(app.page, 'finished');
  await app.page.getByRole('tab', { name: 'Understand', exact: true }).click();
});
afterAll(() => app.close());

const panelOf = (name: string) => app.page.getByRole('region', { name, exact: true });
const openPanel = async (name: string) => {
  await button(app.page, name).first().click();
  const panel = panelOf(name);
  await panel.waitFor();
  return panel;
};
const finest = (scope: ReturnType<typeof panelOf>) => scope.locator('[aria-roledescription=map][data-grid="65"]');

/** The bowl is far longer than wide in the units of the file, and nearly round in standardised ones. */
const expectRounder = async (panel: ReturnType<typeof panelOf>): Promise<void> => {
  const sentence = panel.getByText('times as long as wide');
  await sentence.waitFor();
  const found = /bowl is ([\d.,e]+) times .* standardised it is ([\d.,e]+) times/.exec(await sentence.innerText());
  const [raw, standardised] = [found?.[1], found?.[2]].map((text) => Number(text?.replaceAll(',', '')));
  expect(raw).toBeGreaterThan(1_000);
  expect(standardised).toBeLessThan(1.5);
};

describe('the error surface', () => {
  it('has contours with the path of the run over them', async () => {
    const panel = await openPanel('Error surface');
    await finest(panel).waitFor();
    expect(await panel.locator('.contour').count()).toBeGreaterThan(8);
    const path = (await panel.locator('.path').getAttribute('points')) ?? '';
    expect(path.split(' ').length).toBeGreaterThan(10);
    // The classic picture: the path ends at the least.
    const label = await panel.getByRole('application').getAttribute('aria-label');
    expect(label).toMatch(/the present point is at area_m2 ([\d,.]+), .*; the least at area_m2 \1,/);
  });

  it('computes what is seen anew when the map is dragged and zoomed, and shows the whole path again', async () => {
    const { page } = app;
    const panel = panelOf('Error surface');
    const map = panel.getByRole('application');
    const box = (await map.boundingBox())!;
    await page.mouse.move(box.x + 300, box.y + 150);
    await page.mouse.wheel(0, -300);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 120, { steps: 5 });
    await page.mouse.up();
    await finest(panel).waitFor();
    await button(panel, 'Whole path').click();
    await button(panel, 'Whole path').waitFor({ state: 'hidden' });
  });

  it('shows beside the narrow valley of the raw units the round bowl of the standardised ones', async () => {
    const panel = panelOf('Error surface');
    await button(panel, 'raw | standardised').click();
    await finest(panel).nth(1).waitFor();
    await expectRounder(panel);
  });

  it('is drawn in three dimensions, or says why not', async () => {
    const panel = panelOf('Error surface');
    await button(panel, '3D').click();
    const relief = panel.locator('[aria-roledescription=surface]');
    await relief.waitFor();
    expect(await relief.getAttribute('aria-label')).toMatch(/^(Surface of L over|This computer draws no surfaces)/);
    await relief.focus();
    await app.page.keyboard.press('ArrowLeft');
    await button(panel, 'contours').click();
    await relief.waitFor({ state: 'detached' });
  });

  it('starts a run where it was clicked', async () => {
    const { page } = app;
    const panel = panelOf('Error surface');
    await finest(panel).waitFor();
    const map = panel.getByRole('application');
    await map.hover({ position: { x: 300, y: 90 } });
    const there = (await panel.locator('.reading').innerText()).split(':')[0] ?? '';
    await map.click({ position: { x: 300, y: 90 } });
    await panel.getByText('The next run starts at the flag.').waitFor();
    await page.locator('aside').getByText('typed in').waitFor();
    await button(panel, 'Run from here').click();
    await panel.getByText('The next run starts at the flag.').waitFor({ state: 'hidden' });
    await waitForState(page, 'finished');
    await finest(panel).waitFor();
    expect(there).toMatch(/^area_m2 \S+, lead_in_water_g_per_l \S+$/);
    expect(await map.getAttribute('aria-label')).toContain(`the path begins at ${there};`);
  });
});

describe('the step size', () => {
  it('says that descent diverges once the strip is pulled past the limit', async () => {
    const panel = await openPanel('Step size');
    await panel.getByText('descent converges').waitFor();
    await panel.getByRole('slider').fill('470');
    await panel.getByText('descent diverges').waitFor();
    expect(Number(await learningRateField(app.page).inputValue())).toBeGreaterThan(1);
  });

  it('shows by a run of its own what too long a stride does, and comes back', async () => {
    const panel = panelOf('Step size');
    const before = await app.page.locator('html').getAttribute('data-state');
    await button(panel, 'Show what too long a stride does').click();
    await panel.getByText('it diverges. Your run is as it was.').waitFor();
    expect(await app.page.locator('html').getAttribute('data-state')).toBe(before);
    await button(panel, 'Back').click();
    await panel.getByText('it diverges. Your run is as it was.').waitFor({ state: 'hidden' });
  });
});

describe('the race', () => {
  it('ends with the steps of each lane in the table and its path on the map', async () => {
    const panel = await openPanel('Race');
    await button(panel, 'Race').click();
    await panel.getByText(/^First there, after \d+ steps?/).waitFor();
    await finest(panel).waitFor();
    expect(await panel.locator('polyline.path').count()).toBe(4);
    const steps = await panel.locator('tbody tr td:nth-of-type(3)').allInnerTexts();
    // At the best rate descent on nearly uncorrelated columns is there in a few steps.
    expect(steps).toHaveLength(4);
    expect(Number(steps[0])).toBeLessThan(20);
  });
});

describe('a run on the columns as they are', () => {
  it('has the round bowl of standardised units beside its narrow valley as well', async () => {
    const { page } = app;
    const model = await openSection(page, 'Model');
    await model.getByLabel('Scaling').selectOption('none');
    await learningRateField(page).fill('1e-13');
    await learningRateField(page).press('Enter');
    await runButton(page).click();
    await waitForState(page, 'finished');
    const panel = await openPanel('Error surface');
    await button(panel, 'raw | standardised').click();
    await finest(panel).nth(1).waitFor();
    await expectRounder(panel);
  });

  it('writes no error', () => expect(app.errors).toEqual([]));
});
