import { describe, expect, it } from 'vitest';
import { withApp } from '../support/app';
import { namelessControls } from '../support/accessibility';
import { button, dialogOf } from '../support/window';

describe('the self-test', () => {
  it('of the Help menu finds at least seven digits on all eleven certified sets', async () => {
    await withApp({}, async ({ page, clickMenu, errors }) => {
      await clickMenu('Help', 'Self-Test…');
      const dialog = dialogOf(page);
      await button(dialog, 'Run the self-test').click();
      await dialog.getByText('All 11 sets have the digits that are asked').waitFor();
      const rows = await dialog.locator('tr:has(th[scope=row])').all();
      expect(rows).toHaveLength(11);
      for (const row of rows) {
        const cells = await row.getByRole('cell').allInnerTexts();
        const [coefficients, standardErrors] = cells.slice(2, 4).map(Number);
        expect(Math.min(coefficients ?? NaN, standardErrors ?? NaN)).toBeGreaterThanOrEqual(7);
      }
      expect(await namelessControls(page)).toEqual([]);
      await button(dialog, 'Close').click();
      await clickMenu('Help', 'Keyboard');
      await dialog.getByRole('heading', { name: 'Keys' }).waitFor();
      expect(errors).toEqual([]);
    });
  });
});
