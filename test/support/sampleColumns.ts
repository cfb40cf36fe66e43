import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Columns } from './matrix';

const samples = resolve(import.meta.dirname, '../../samples');

/** A sample whose cells are all numbers, as columns in the order of the file. */
export const sampleColumns = (name: string): Columns => {
  const [header = '', ...lines] = readFileSync(join(samples, `${name}.csv`), 'utf8').trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(',').map(Number));
  return header.split(',').map((_, j) => Float64Array.from(rows, (row) => row[j]!));
};

/** Mean 0 and variance 1 (1/N) by plain loops, the last column as it is. */
export const standardised = (columns: Columns): Columns =>
  columns.map((column, j) => {
    if (j === columns.length - 1) return column;
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
    return column.map((value) => (value - mean) / Math.sqrt(variance));
  });
