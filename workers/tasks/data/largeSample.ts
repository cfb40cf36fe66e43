import { open, rm } from 'node:fs/promises';
import { largeSampleHeader, largeSampleRows, LARGE_SAMPLE } from '../../core/design/largeSample';
import type { Control } from './control';

const ROWS_A_BLOCK = 5_000;

/** Writes the large sample as CSV; a half-made file is removed. */
export const writeLargeSample = async (path: string, control: Control): Promise<void> => {
  const file = await open(path, 'w');
  try {
    await file.appendFile(largeSampleHeader());
    const nextRows = largeSampleRows();
    for (let row = 0; row < LARGE_SAMPLE.nRows; row += ROWS_A_BLOCK) {
      control.check();
      await file.appendFile(nextRows(Math.min(ROWS_A_BLOCK, LARGE_SAMPLE.nRows - row)));
      control.report(row, LARGE_SAMPLE.nRows);
      // Paging must go on in between.
      await new Promise(setImmediate);
    }
    await file.close();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
};
