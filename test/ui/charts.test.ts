import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app';
import {
  chartOf,
  doubleClickAt,
  dragAcross,
  hoveredStep,
  pictureOf,
  plotOf,
  pointAt,
} from '../support/charts';
import { button, openSample, parametersOf, runButton, waitForMessage, waitForState } from '../support/window';

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
  await openSample(app.page, 'The classic experiment');
});
afterAll(() => app.close());

describe('the classic experiment with the mouse', () => {
  it('starts from a card, and finds the weights and the bias', async () => {
    const { page } = app;
    expect(await plotOf(chartOf(page, 'Loss')).getAttribute('aria-label')).toBe('Loss: no steps yet.');
    await runButton(page).click();
    await waitForState(page, 'finished');
    expect(await plotOf(chartOf(page, 'Loss')).getAttribute('aria-label')).toBe(
      'Loss over steps 0 to 1,000: from 258 to 3.15e−16, Predicted from 258 to 3.15e−16',
    );
    const found = await parametersOf(page);
    expect(Object.keys(found)).toEqual(['x1', 'x2', 'x3', 'x4', 'x5', 'b (bias)']);
    [2, 4, 5, 9, 11, 2].forEach((value, index) => expect(Object.values(found)[index]).toBeCloseTo(value, 6));
  });

  it('shows values under the pointer', async () => {
    const { page } = app;
    const chart = chartOf(page, 'Weights');
    const legend = chart.getByRole('list', { name: 'Series' });
    await pointAt(page, chart, 0.12);
    const early = await hoveredStep(chart);
    expect(early).toBeLessThan(100);
    expect(await legend.getByRole('button', { name: /x5/ }).innerText()).not.toContain('11.000');
    await pointAt(page, chart, 0.8);
    expect(await hoveredStep(chart)).toBeGreaterThan(early);
    await legend.getByRole('button', { name: /x5 11\.000/ }).waitFor();
  });

  it('shows fewer steps after a drag, and all again after a double click', async () => {
    const { page } = app;
    const chart = chartOf(page, 'Loss');
    await pointAt(page, chart, 0.6);
    const step = await hoveredStep(chart);
    const whole = await pictureOf(chart);
    await dragAcross(page, chart, 0.4, 0.5);
    await button(chart, 'Reset zoom').waitFor();
    expect(await pictureOf(chart)).not.toBe(whole);
    await pointAt(page, chart, 0.6);
    const zoomedStep = await hoveredStep(chart);
    expect(zoomedStep).toBeGreaterThan(0.4 * 900);
    expect(zoomedStep).toBeLessThan(step);
    await doubleClickAt(page, chart, 0.6);
    await button(chart, 'Reset zoom').waitFor({ state: 'detached' });
    await pointAt(page, chart, 0.5);
    await pointAt(page, chart, 0.6);
    expect(await hoveredStep(chart)).toBe(step);
  });

  it('hides and shows a series by its name in the legend', async () => {
    const { page } = app;
    const chart = chartOf(page, 'Weights');
    const entry = chart.getByRole('list', { name: 'Series' }).getByRole('button', { name: /x5/ });
    const before = await pictureOf(chart);
    await entry.click();
    expect(await entry.getAttribute('aria-pressed')).toBe('false');
    await chart.getByText('4 of 5 shown').waitFor();
    expect(await pictureOf(chart)).not.toBe(before);
    await entry.click();
    await chart.getByText('5 of 5 shown').waitFor();
    expect(await pictureOf(chart)).toBe(before);
  });

  it('has a linear axis too', async () => {
    const chart = chartOf(app.page, 'Loss');
    const logarithmic = await pictureOf(chart);
    await button(chart, 'linear').click();
    expect(await button(chart, 'linear').getAttribute('aria-pressed')).toBe('true');
    expect(await pictureOf(chart)).not.toBe(logarithmic);
    await button(chart, 'log').click();
    expect(await pictureOf(chart)).toBe(logarithmic);
  });

  it('saves a chart as a picture', async () => {
    const { page } = app;
    const path = join(app.folder, 'loss.png');
    await app.chooseInSaveDialog(path);
    await button(chartOf(page, 'Loss'), 'Save the chart as a PNG file').click();
    await waitForMessage(page, `Saved ${path}`);
    const picture = await readFile(path);
    expect(picture.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(picture.readUInt32BE(16)).toBeGreaterThan(400);
    expect(picture.readUInt32BE(20)).toBeGreaterThan(200);
    // A picture of one colour would be far smaller.
    expect(picture.length).toBeGreaterThan(5_000);
  });

  it('saves a chart as lines and text', async () => {
    const { page } = app;
    const path = join(app.folder, 'loss.svg');
    await app.chooseInSaveDialog(path);
    await button(chartOf(page, 'Loss'), 'Save the chart as an SVG file').click();
    await waitForMessage(page, `Saved ${path}`);
    const svg = await readFile(path, 'utf8');
    expect(svg).toMatch(/^<svg [\s\S]*<title>Loss<\/title>[\s\S]*<path d="M[\s\S]*<\/svg>$/);
    // The window itself can show it.
    const size = await page.evaluate(async (text) => {
      const image = new Image();
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, svg);
    expect(Math.min(...size)).toBeGreaterThan(300);
  });

  it('lists parameters or iterations at the place of the other', async () => {
    const { page } = app;
    const panels = page.getByRole('group', { name: 'Panels' });
    await button(panels, 'Iterations').click();
    const log = page.getByRole('table', { name: 'Iterations' });
    expect(await log.getAttribute('aria-rowcount')).toBe('1002');
    const last = log.locator('[aria-rowindex="1002"]');
    await last.waitFor();
    expect(await last.innerText()).toMatch(
      /^1,000\s+2\.00000\s+4\.00000\s+5\.00000\s+9\.00000\s+11\.0000\s+2\.00000/,
    );
    await button(panels, 'Parameters').click();
    await page.getByRole('table', { name: 'Parameters' }).waitFor();
    expect(await log.count()).toBe(0);
  });

  it('writes no error', () => expect(app.errors).toEqual([]));
});
