import { open } from 'node:fs/promises';
import { REJECTED_HEADER, rejectedCutCsv, rejectedLineCsv } from '../../core/export/rejectedCsv';
import type { Dataset } from './datasets';

const LINES_A_WRITE = 2_000;

/** Writes the lines left out that are listed, and says at the end where there were more. */
export const writeRejected = async (
  { rejected }: Dataset,
  path: string,
  nRejected: number,
): Promise<{ nLines: number }> => {
  const file = await open(path, 'w');
  try {
    await file.appendFile(REJECTED_HEADER);
    for (let from = 0; from < rejected.length; from += LINES_A_WRITE) {
      await file.appendFile(rejected.slice(from, from + LINES_A_WRITE).map(rejectedLineCsv).join(''));
    }
    if (rejected.length < nRejected) await file.appendFile(rejectedCutCsv(rejected.length, nRejected));
    return { nLines: rejected.length };
  } finally {
    await file.close();
  }
};
