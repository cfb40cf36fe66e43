import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRandom, fillNormal } from '../workers/core/random/generator';

const ROWS_A_BLOCK = 10_000;

/** The features x1, x2, ... and the target y. */
export const columnNames = (nColumns: number): string[] =>
  Array.from({ length: nColumns }, (_, j) => (j === nColumns - 1 ? 'y' : `x${j + 1}`));

/** N(0, 1) numbers with six decimals, about 10 bytes each. */
export const writeCsv = async (path: string, nRows: number, nColumns: number): Promise<void> => {
  const random = createRandom(1);
  const values = new Float64Array(ROWS_A_BLOCK * nColumns);
  const out = createWriteStream(path);
  out.write(`${columnNames(nColumns).join(',')}\n`);
  for (let row = 0; row < nRows; row += ROWS_A_BLOCK) {
    fillNormal(random, values);
    let text = '';
    for (let i = 0; i < values.length; i++) {
      text += values[i]!.toFixed(6) + ((i + 1) % nColumns === 0 ? '\n' : ',');
    }
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
};
