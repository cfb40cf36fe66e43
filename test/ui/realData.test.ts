import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serializeRecipe } from '../../workers/core/preparation/recipeFile';
import { REAL_CASES, REAL_FIGURES, type RealCase } from '../golden/realData/cases';
import { launchApp, type RunningApp } from '../support/app';
import { button, importFile, openSection, parametersOf, runButton, showView, waitForMessage, waitForState } from '../support/window';

/** Public files as their packages ship them, through the window: see also ../integration/realData.test.ts. */
let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
});
afterAll(() => app.close());

const caseOf = (name: string): RealCase => {
  const found = REAL_CASES.find((one) => one.name === name);
  if (!found) throw new Error(`There is no case "${name}".`);
  return found;
};

const LOSS_NAMES = { squared: 'Mean squared error', logistic: 'Logistic' } as const;

describe.each([
  { one: caseOf('cars: fuel consumption'), loss: 'squared', features: 6, intervals: true },
  { one: caseOf('penguins: sex'), loss: 'logistic', features: 5, intervals: false },
] as const)('$one.name', ({ one, loss, features, intervals }) => {
  it('is opened and prepared by a recipe', async () => {
    await importFile(app, join(import.meta.dirname, '../../node_modules', one.file));
    const path = join(app.folder, `${loss}-recipe.json`);
    await writeFile(path, serializeRecipe(one.recipe));
    await app.chooseInOpenDialog(path);
    const model = await openSection(app.page, 'Model');
    await button(model, 'Open…').click();
    await model.getByText(`${features} features, ${one.nRows} rows to train on`).waitFor();
  });

  it('is trained to the coefficients of statsmodels', async () => {
    const section = await openSection(app.page, 'Loss');
    // The file has a third label, which the filter leaves out: so what is proposed for it is softmax.
    await section.getByLabel('Loss', { exact: true }).selectOption(LOSS_NAMES[loss]);
    const algorithm = await openSection(app.page, 'Algorithm');
    await algorithm.getByLabel('Optimiser').selectOption('Newton');
    await runButton(app.page).click();
    await waitForState(app.page, 'finished');
    await showView(app.page, 'Train');
    const { 'b (bias)': bias, ...weights } = await parametersOf(app.page);
    const figures = REAL_FIGURES[one.name]!;
    expect(Object.keys(weights).sort()).toEqual(Object.keys(figures.weights!).sort());
    for (const [name, value] of Object.entries({ ...figures.weights, bias: figures.bias! })) {
      const found = name === 'bias' ? bias : weights[name];
      expect(Math.abs(found! - value) / Math.max(1, Math.abs(value)), name).toBeLessThanOrEqual(one.tolerance);
    }
  });

  it('has predictions for each row, with intervals or the reason', async () => {
    await showView(app.page, 'Predict');
    const table = app.page.getByRole('region', { name: 'Predictions for the first rows' });
    await table.getByRole('row').nth(100).waitFor();
    const reason = app.page.getByText('Intervals of predictions are known for the squared loss alone.');
    await (intervals ? table.getByRole('columnheader', { name: 'low' }) : reason).waitFor();
  });

  it.each([
    ['JavaScript', 'mjs'],
    ['SQL', 'sql'],
    ['C', 'c'],
  ])('goes out as %s, scored again in its program', async (name, extension) => {
    await showView(app.page, 'Export');
    const path = join(app.folder, `${loss}.${extension}`);
    await app.chooseInSaveDialog(path);
    await button(app.page.getByRole('main'), `Save ${name}…`).click();
    await waitForMessage(app.page, basename(path));
    const row = app.page.getByRole('listitem').filter({ has: app.page.getByRole('button', { name: `Save ${name}…` }) });
    await row.getByText(/^\d+ rows re-scored by .*, largest difference /).waitFor();
    expect(await row.locator('.bad').count()).toBe(0);
    expect(app.errors).toEqual([]);
  });
});
