import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelFile } from '../../workers/core/schema';
import { withApp, type RunningApp } from '../support/app';
import { fileIn } from '../support/files';
import {
  button,
  dialogOf,
  goToPart,
  learningRateField,
  openSample,
  stateOf,
  stepOf,
  tabTo,
  waitForFirstStep,
  waitForMessage,
  waitForState,
  waitForStep,
} from '../support/window';

const rows = Array.from({ length: 60 }, (_, i) => ({
  area: 10 + ((i * 7) % 23),
  rooms: 1 + (i % 4),
  noise: (i * 13) % 17,
}));
/** price = 3 area + 2 rooms + 5; the noise says nothing, and is proposed as target for it comes last. */
const flats = [
  'price,area,rooms,noise',
  ...rows.map(({ area, rooms, noise }) => [3 * area + 2 * rooms + 5, area, rooms, noise].join(',')),
].join('\n');

/** Into a field that Tab reached, which selects what it holds. */
async function typeInto({ page }: RunningApp, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

async function chooseModelByKeys(app: RunningApp): Promise<void> {
  const { page } = app;
  const aside = page.locator('aside');
  await goToPart(page, 'aside');
  await tabTo(page, aside.getByRole('button', { name: 'Model' }));
  await page.keyboard.press('Enter');
  await tabTo(page, aside.getByLabel('Target y'));
  // A list takes the first letter of what it holds.
  await page.keyboard.type('p');
  await tabTo(page, aside.getByRole('checkbox', { name: 'noise' }));
  await page.keyboard.press('Space');
  await tabTo(page, aside.getByRole('button', { name: 'Algorithm' }));
  await page.keyboard.press('Enter');
  await tabTo(page, aside.getByLabel('Learning rate'));
  await typeInto(app, '1e-12');
  await tabTo(page, aside.getByLabel('Stop after'));
  await typeInto(app, '1000000000');
  await tabTo(page, button(aside, 'More'));
  await page.keyboard.press('Enter');
  await tabTo(page, aside.getByLabel('or gradient below'));
  await typeInto(app, '1e-9');
}

/** Runs, holds, goes one step, changes the rate under way and lets it come to its end. */
async function trainByKeys(app: RunningApp): Promise<void> {
  const { page } = app;
  await goToPart(page, 'header');
  await page.keyboard.press('Space');
  await waitForState(page, 'running');
  await waitForFirstStep(page);
  await page.keyboard.press('Space');
  await waitForState(page, 'paused');
  const held = await stepOf(page);
  expect(held).toBeLessThan(1_000_000_000);
  await page.keyboard.press('.');
  await waitForStep(page, held + 1);
  await tabTo(page, learningRateField(page));
  // The point in the number is not a step.
  await typeInto(app, '0.1');
  expect(await stepOf(page)).toBe(held + 1);
  expect(await stateOf(page)).toBe('paused');
  await goToPart(page, 'header');
  await page.keyboard.press('Space');
  await waitForState(page, 'finished');
  expect(await stepOf(page)).toBeGreaterThan(held + 1);
}

describe('the whole job with the keyboard alone', () => {
  it('opens a file, chooses, trains, saves the model, opens it again and predicts the same', async () => {
    await withApp({}, async (app) => {
      const { page, folder } = app;
      await waitForState(page, 'empty');
      await app.chooseInOpenDialog(await fileIn(folder, 'flats.csv', flats));
      await page.keyboard.press('Control+o');
      await dialogOf(page).getByRole('region', { name: 'Preview of the first rows' }).waitFor();
      await page.keyboard.press('Enter');
      await waitForState(page, 'ready');
      await chooseModelByKeys(app);
      await trainByKeys(app);

      const modelPath = join(folder, 'model.json');
      await app.chooseInSaveDialog(modelPath);
      await page.keyboard.press('Control+e');
      await waitForMessage(page, `Saved ${modelPath}`);
      const model = JSON.parse(await readFile(modelPath, 'utf8')) as ModelFile;
      expect(model).toMatchObject({
        targetName: 'price',
        featureNames: ['area', 'rooms'],
        stopReason: 'gradient-norm',
      });
      expect(model.weights[0]).toBeCloseTo(3, 7);
      expect(model.weights[1]).toBeCloseTo(2, 7);
      expect(model.bias).toBeCloseTo(5, 7);

      await app.chooseInOpenDialog(modelPath);
      await page.keyboard.press('Control+o');
      const opened = page.getByRole('region', { name: 'Opened: model.json' });
      await opened.waitFor();
      const predictionsPath = join(folder, 'predictions.csv');
      await app.chooseInSaveDialog(predictionsPath);
      await goToPart(page, 'main');
      await tabTo(page, button(opened, 'Save its predictions…'));
      await page.keyboard.press('Enter');
      await waitForMessage(page, 'Saved predictions for 60 rows');
      // The bias first, then the weights in their order, each sum rounded once: the same to the last bit.
      const expected = rows.map(({ area, rooms }, i) => {
        const [wArea = NaN, wRooms = NaN] = model.weights;
        return `${i + 1},${model.bias + wArea * area + wRooms * rooms}`;
      });
      expect((await readFile(predictionsPath, 'utf8')).trimEnd().split('\n')).toEqual([
        'row,prediction',
        ...expected,
      ]);

      await page.keyboard.press('r');
      await waitForState(page, 'ready');
      expect(await stepOf(page)).toBe(0);
      expect(app.errors).toEqual([]);
    });
  });
});

describe('a field', () => {
  it('keeps Space, the point and R for itself', async () => {
    await withApp({}, async (app) => {
      const { page } = app;
      await openSample(page, 'Ice cream and warm days');
      await page.keyboard.press('.');
      await waitForState(page, 'paused');
      await waitForStep(page, 1);
      const field = learningRateField(page);
      await field.focus();
      await page.keyboard.press('End');
      await page.keyboard.type(' .r');
      expect(await field.inputValue()).toBe('0.05 .r');
      expect(await stateOf(page)).toBe('paused');
      expect(await stepOf(page)).toBe(1);
      // The same keys outside of it.
      await field.blur();
      await page.keyboard.press('.');
      await waitForStep(page, 2);
      await page.keyboard.press('r');
      await waitForState(page, 'ready');
      expect(app.errors).toEqual([]);
    });
  });
});
