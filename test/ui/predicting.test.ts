import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namelessControls } from '../support/accessibility';
import { launchApp, type RunningApp } from '../support/app';
import { fileIn, planeCsv } from '../support/files';
import { bannerOf, button, importFile, runButton, showView, transportOf, waitForMessage, waitForState } from '../support/window';

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
  await importFile(app, await fileIn(app.folder, 'plane.csv', planeCsv(40)));
  await runButton(app.page).click();
  await waitForState(app.page, 'finished');
});
afterAll(() => app.close());

const table = () => app.page.getByRole('region', { name: 'Predictions for the first rows' });

describe('the Predict tab', () => {
  it('shows predictions for the open data', async () => {
    await showView(app.page, 'Predict');
    await table().getByRole('row').nth(40).waitFor();
    expect(await namelessControls(app.page)).toEqual([]);
  });

  it('predicts the rows of another file, and the open data stays', async () => {
    await app.chooseInOpenDialog(await fileIn(app.folder, 'new.csv', 'x2,x1,name\n1,2,a\n0,0,b\n,1,c\n'));
    await button(app.page, 'Open file…').click();
    await waitForMessage(app.page, 'Opened new.csv for predictions: 3 rows.');
    await table().getByRole('row').nth(3).waitFor();
    await table().getByRole('cell', { name: 'none', exact: true }).waitFor();
    await transportOf(app.page).getByRole('heading', { name: 'plane.csv' }).waitFor();
    const path = join(app.folder, 'predicted.csv');
    await app.chooseInSaveDialog(path);
    await button(app.page, 'Save predictions…').click();
    await waitForMessage(app.page, 'Saved predictions for 3 rows, 1 without one because a value is missing');
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(5);
  });

  it('says in place what a file lacks, and keeps the rest', async () => {
    await app.chooseInOpenDialog(await fileIn(app.folder, 'lacking.csv', 'x1,z\n1,2\n'));
    await button(app.page, 'Open file…').click();
    await app.page.getByRole('alert').getByText('"lacking.csv" has no column "x2", which the model needs.').waitFor();
    expect(await bannerOf(app.page).count()).toBe(0);
    await app.page.getByLabel('Rows', { exact: true }).selectOption({ index: 0 });
    await table().getByRole('row').nth(40).waitFor();
  });
});
