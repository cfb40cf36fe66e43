import { createHash } from 'node:crypto';
import type { Locator, Page } from 'playwright';

/** A chart of the Train view: its panel, and what can be read and done in it. */
export const chartOf = (page: Page, title: 'Loss' | 'Weights'): Locator =>
  page.getByRole('region', { name: title, exact: true }).filter({ has: page.getByRole('application') });

export const plotOf = (chart: Locator): Locator => chart.getByRole('application');

/** A hash of what the chart has drawn, by which two pictures can be told apart. */
export async function pictureOf(chart: Locator): Promise<string> {
  const url = await chart.locator('canvas').evaluate(
    (canvas: HTMLCanvasElement) =>
      new Promise<string>((resolve) => {
        // What has been asked for is drawn in the first frame, and seen in the second.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(canvas.toDataURL())));
      }),
  );
  return createHash('sha256').update(url).digest('hex');
}

/** A share of the plot's width, in the middle of its height. */
async function placeIn(chart: Locator, share: number): Promise<[x: number, y: number]> {
  const box = await plotOf(chart).boundingBox();
  if (!box) throw new Error('The chart is not in sight.');
  return [box.x + share * box.width, box.y + box.height / 2];
}

export const pointAt = async (page: Page, chart: Locator, share: number): Promise<void> =>
  page.mouse.move(...(await placeIn(chart, share)), { steps: 4 });

export const doubleClickAt = async (page: Page, chart: Locator, share: number): Promise<void> =>
  page.mouse.dblclick(...(await placeIn(chart, share)));

export async function dragAcross(page: Page, chart: Locator, from: number, to: number): Promise<void> {
  await pointAt(page, chart, from);
  await page.mouse.down();
  await pointAt(page, chart, to);
  await page.mouse.up();
}

/** The step under the pointer. */
export async function hoveredStep(chart: Locator): Promise<number> {
  const text = await plotOf(chart).locator('.step').innerText();
  return Number(text.replaceAll(',', ''));
}
