import { describe, expect, it } from 'vitest';
import { launchApp, withApp } from '../support/app';
import { chartOf } from '../support/charts';
import { fileIn } from '../support/files';
import {
  bannerOf,
  importFile,
  openMore,
  openSection,
  parametersOf,
  runButton,
  showView,
  type,
  waitForState,
} from '../support/window';

/** Three kinds of flowers in two overlapping measures, which go round by whole steps of primes. */
const FLOWERS = Array.from({ length: 210 }, (_, i) => {
  const kind = i % 3;
  const long = 2 * kind + ((i * 37) % 41) / 10;
  const wide = 5 - kind + ((i * 53) % 47) / 10;
  return `${long.toFixed(1)},${wide.toFixed(1)},${['cat', 'dog', 'fox'][kind]}`;
});
const flowers = `long,wide,kind\n${FLOWERS.join('\n')}\n`;

describe('a target of words', () => {
  it('is learnt by classes, each with its own weights, in batches with a validation part and early stopping', async () => {
    await withApp({}, async (app) => {
      const { page } = app;
      await importFile(app, await fileIn(app.folder, 'kinds.csv', flowers));
      const model = await openSection(page, 'Model');
      await model.getByLabel('Target y').selectOption({ label: 'kind (classes)' });
      const loss = await openSection(page, 'Loss');
      expect(await loss.getByLabel('Loss', { exact: true }).inputValue()).toBe('softmax');
      await loss.getByText('Classes: cat, dog, fox.').waitFor();
      await showView(page, 'Train');
      await runButton(page).click();
      await waitForState(page, 'finished');
      const names = ['cat', 'dog', 'fox'].flatMap((name) => ['long', 'wide', 'b (bias)'].map((own) => `${name} · ${own}`));
      const parameters = await parametersOf(page);
      expect(Object.keys(parameters)).toEqual(names);
      // Descent from zeros never leaves the plane on which the weights of all classes add up to nothing.
      const sum = ['cat', 'dog', 'fox'].reduce((total, name) => total + (parameters[`${name} · long`] ?? NaN), 0);
      expect(Math.abs(sum)).toBeLessThan(1e-9);
      expect(Math.abs(parameters['cat · long'] ?? 0)).toBeGreaterThan(0.1);
      await chartOf(page, 'Weights').getByRole('button', { name: 'cat · long' }).waitFor();

      await type((await openSection(page, 'Data')).getByLabel('Validation part'), '0.3');
      const algorithm = await openMore(page, 'Algorithm');
      await algorithm.getByLabel('Rows per step').selectOption('a batch');
      await type(algorithm.getByLabel('Batch size'), '8');
      await type(algorithm.getByLabel('or no better for'), '2');
      await type(algorithm.getByLabel('Stop after'), '100000');
      await runButton(page).click();
      await page.locator('footer').getByText('the validation loss no longer fell').waitFor();
      await chartOf(page, 'Loss').getByRole('button', { name: 'Validation' }).waitFor();
      await page.getByRole('banner').getByText(/epoch/).waitFor();
      expect(app.errors).toEqual([]);
    });
  });
});

describe('a start that fails on the data', () => {
  it('leaves charts and parameters of the run before as they were', async () => {
    const app = await launchApp();
    try {
      const { page } = app;
      await importFile(app, await fileIn(app.folder, 'counts.csv', 'x,y\n1,3\n2,5\n3,8\n4,9\n5,-1\n'));
      await runButton(page).click();
      await waitForState(page, 'finished');
      const before = await parametersOf(page);
      await (await openSection(page, 'Loss')).getByLabel('Loss', { exact: true }).selectOption('Poisson');
      await runButton(page).click();
      await bannerOf(page).waitFor();
      expect(await bannerOf(page).innerText()).toContain('-1');
      await waitForState(page, 'finished');
      expect(await parametersOf(page)).toEqual(before);
    } finally {
      await app.close();
    }
  });
});
