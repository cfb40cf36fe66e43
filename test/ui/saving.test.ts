import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelFile } from '../../workers/core/schema';
import { classicPath, useCliFolder } from '../integration/cliProcess';
import { launchApp, type RunningApp } from '../support/app';
import {
  bannerOf,
  button,
  openSample,
  runButton,
  showView,
  stateOf,
  waitForMessage,
  waitForState,
} from '../support/window';

const cli = useCliFolder();
let app: RunningApp;
let model: ModelFile;
beforeAll(async () => {
  app = await launchApp();
  await openSample(app.page, 'The classic experiment');
  await runButton(app.page).click();
  await waitForState(app.page, 'finished');
  await showView(app.page, 'Export');
  model = JSON.parse(await save('Save model (JSON)…', 'model.json')) as ModelFile;
});
afterAll(() => app.close());

/** Presses a button of the Export view and answers the system's dialog. */
async function save(name: string, fileName: string): Promise<string> {
  const path = join(app.folder, fileName);
  await app.chooseInSaveDialog(path);
  await button(app.page.getByRole('main'), name).click();
  await waitForMessage(app.page, path);
  return readFile(path, 'utf8');
}

describe('what is saved with the mouse after the classic experiment', () => {
  it('is a log of 1,001 lines, byte for byte that of the command line', async () => {
    const log = await save('Save iteration log…', 'log.csv');
    const [header, ...lines] = log.trimEnd().split('\n');
    expect(header).toBe('iteration,x1,x2,x3,x4,x5,bias,loss');
    expect(lines).toHaveLength(1_001);
    expect(lines[0]).toMatch(/^0,0,0,0,0,0,0,/);
    const settings = ['--learning-rate', '0.01', '--steps', '1000', '--no-standardize'];
    const trained = await cli.run(
      'train',
      classicPath,
      '--target',
      'y',
      ...settings,
      '--log',
      cli.at('log.csv'),
    );
    expect(trained.code, trained.stderr).toBe(0);
    expect(log === (await readFile(cli.at('log.csv'), 'utf8'))).toBe(true);
  });

  it('is a trace whose losses and parameters are those of the log', async () => {
    const [header, ...lines] = (await save('Save trace…', 'trace.csv')).trimEnd().split('\n');
    expect(header).toBe('step,epoch,loss,lossMin,lossMax,validationLoss,gradientNorm,elapsedMs,x1,x2,x3,x4,x5,bias');
    const log = (await readFile(join(app.folder, 'log.csv'), 'utf8')).trimEnd().split('\n').slice(1);
    const asLogged = lines.map((line) => line.split(',')).map((cells) => [cells[0], ...cells.slice(8), cells[2]].join(','));
    expect(asLogged).toEqual(log);
  });

  it('is a model whose numbers are those of the log, with file, loss and hash', async () => {
    const last = (await readFile(join(app.folder, 'log.csv'), 'utf8')).trimEnd().split('\n').at(-1);
    expect([1000, ...model.weights, model.bias, model.loss.value].join(',')).toBe(last);
    expect(model).toMatchObject({
      targetName: 'y',
      featureNames: ['x1', 'x2', 'x3', 'x4', 'x5'],
      standardize: false,
      learningRate: 0.01,
      steps: 1000,
      stopReason: 'max-steps',
      nSamples: 5000,
      data: { fileName: 'classic.csv', nRows: 5000 },
    });
    await app.page.locator('footer').getByTitle(`SHA-256 of the parameters: ${model.thetaHash}`).waitFor();
  });

  it('is a table of coefficients with every digit', async () => {
    const { weights, bias } = model;
    const lines = (await save('Save coefficients (CSV)…', 'coefficients.csv')).trimEnd().split('\n');
    const byName = new Map(lines.slice(1).map((line) => [line.split(',')[0], Number(line.split(',')[1])]));
    expect([...byName.values()]).toEqual(expect.arrayContaining([...weights, bias]));
    expect(weights.map((_, index) => byName.get(`x${index + 1}`))).toEqual(weights);
  });

  it('is a prediction for each row', async () => {
    const { weights, bias } = model;
    const predictions = (await save('Save predictions…', 'predictions.csv')).trimEnd().split('\n');
    const rows = (await readFile(classicPath, 'utf8')).trimEnd().split('\n').slice(1);
    const expected = rows.map((row, i) => {
      const cells = row.split(',').map(Number);
      return `${i + 1},${weights.reduce((sum, weight, j) => sum + weight * (cells[j] ?? NaN), bias)}`;
    });
    expect(predictions).toEqual(['row,prediction', ...expected]);
  });

  it.each([
    ['JavaScript', 'model.mjs', /^1,000 rows re-scored by Node \d+\.\d+\.\d+, largest difference \d/],
    ['SQL', 'model.sql', /^1,000 rows re-scored by DuckDB, largest difference \d/],
  ])('is the model as %s, scored again in its program', async (name, fileName, words) => {
    expect(await save(`Save ${name}…`, fileName)).toContain('Fall Line: a model as');
    const row = app.page.getByRole('listitem').filter({ has: app.page.getByRole('button', { name: `Save ${name}…` }) });
    await row.getByText(words).waitFor();
  });

  it('leaves nothing behind but what was asked for', async () => {
    const names = (await readdir(app.folder)).filter((name) => name !== 'userData');
    expect(names.sort()).toEqual(['coefficients.csv', 'log.csv', 'model.json', 'model.mjs', 'model.sql', 'predictions.csv', 'trace.csv']);
  });
});

describe('a place that cannot be written', () => {
  it('is named in a sentence, and the run is still there', async () => {
    const { page } = app;
    await writeFile(join(app.folder, 'taken'), 'a file where a folder is needed');
    const path = join(app.folder, 'taken', 'model.json');
    await app.chooseInSaveDialog(path);
    await page.keyboard.press('Control+e');
    await bannerOf(page).getByText(path).waitFor();
    expect(await bannerOf(page).innerText()).not.toMatch(/ENOTDIR|undefined/);
    expect(await stateOf(page)).toBe('finished');
    await button(bannerOf(page), 'Dismiss').click();
    expect(await bannerOf(page).count()).toBe(0);
    expect(JSON.parse(await save('Save model (JSON)…', 'again.json'))).toMatchObject({
      thetaHash: model.thetaHash,
    });
  });

  it('writes no error', () => expect(app.errors).toEqual([]));
});
