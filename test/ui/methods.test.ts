import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseModel } from '../../workers/core/export/model';
import { withApp } from '../support/app';
import {
  button,
  openSample,
  openSection,
  showView,
  transportOf,
  type,
  waitForMessage,
  waitForState,
} from '../support/window';

describe('a method chosen in the window', () => {
  it('trains, and is in the exported model with the objective as a formula', async () => {
    await withApp({}, async (app) => {
      const { page, folder } = app;
      await openSample(page, 'The classic experiment');
      const loss = await openSection(page, 'Loss');
      await type(loss.getByLabel('L2 penalty'), '0.5');
      await type(loss.getByLabel('L1 penalty'), '3');
      const algorithm = await openSection(page, 'Algorithm');
      await algorithm.getByLabel('Optimiser').selectOption('Adam');
      await algorithm.getByText('needs a proximal step, which adam does not have').waitFor();
      expect(await button(transportOf(page), 'Run').getAttribute('aria-disabled')).toBe('true');
      await algorithm.getByLabel('Optimiser').selectOption('Nesterov');
      await type(algorithm.getByLabel('Momentum'), '0.5');
      await algorithm.getByLabel('Step rule').selectOption('Cosine');
      await button(transportOf(page), 'Run').click();
      await waitForState(page, 'finished');
      const table = page.getByRole('table', { name: 'Parameters' });
      const firstRow = table.locator('[role=row]:has([role=rowheader])').first();
      // What Nesterov changes next is not the learning rate times the gradient.
      expect(await firstRow.innerText()).toContain('–');
      await showView(page, 'Export');
      await app.chooseInSaveDialog(join(folder, 'model.json'));
      await button(page.getByRole('main'), 'Save model (JSON)…').click();
      await waitForMessage(page, join(folder, 'model.json'));
      const model = parseModel(await readFile(join(folder, 'model.json'), 'utf8'));
      expect(model).toMatchObject({
        penalty: { l1: 3, l2: 0.5, bias: false },
        optimizer: { kind: 'nesterov', momentum: 0.5 },
        schedule: { kind: 'cosine', steps: 1000 },
        objective: { formula: 'L(w, b) = (1/n) sum_i (w . x_i + b - y_i)^2 + 3 ||w||_1 + (0.5 / 2) ||w||^2' },
      });
      expect(model.objective.value).toBeGreaterThan(model.loss.value);
    });
  });
});
