import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namelessControls } from '../support/accessibility';
import { launchApp, type RunningApp } from '../support/app';
import { fileIn } from '../support/files';
import { button, dialogOf, proposeFile, waitForMessage } from '../support/window';

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
});
afterAll(() => app.close());

const rows = Array.from({ length: 60 }, (_, n) => `0${n};1,${String(100 + n)};0${(n % 9) + 1}/05/2020`).join('\n');

describe('an import with proof', () => {
  it('lists the cells that could be read differently, and reads them so at the press of a button', async () => {
    const dialog = await proposeFile(app, await fileIn(app.folder, 'proof.csv', `id;price;day\n${rows}\nx\n`));
    const list = dialog.getByRole('list', { name: /^Cells that could be read differently/ });
    await list.getByText('60 cells like 1,100 (line 2) are read as 1.1; with , as thousands mark they would be 1100.').waitFor();
    const before = await button(dialog, 'Import').boundingBox();
    await list.getByText('60 cells like 00 (line 2) are read as 0; as text they would be "00".').waitFor();
    expect(await namelessControls(app.page)).toEqual([]);
    await button(list, 'Read 1,100 in price as 1100').click();
    await list.getByText('60 cells like 1,100 (line 2) are read as 1100; with , as decimal mark they would be 1.1.').waitFor();
    await button(list, 'Read 00 in id as "00"').click();
    await list.getByText('60 cells like 00 (line 2) are read as the text "00"; as numbers they would be 0.').waitFor();
    expect(await button(dialog, 'Import').boundingBox()).toEqual(before);
    await button(dialogOf(app.page), 'Import').click();
    await waitForMessage(app.page, 'Opened proof.csv: 60 rows');
    await app.page.getByRole('gridcell', { name: '1100', exact: true }).waitFor();
  });

  it('lets the rejected lines be saved', async () => {
    const path = join(app.folder, 'proof-rejected.csv');
    await app.chooseInSaveDialog(path);
    await button(app.page, 'Save rejected lines…').click();
    await waitForMessage(app.page, 'Saved 1 rejected line');
    expect((await readFile(path, 'utf8')).split('\r\n')[1]).toMatch(/^62,,"The line has 1 cell where 3 are expected/);
  });
});
