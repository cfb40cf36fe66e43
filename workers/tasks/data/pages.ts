import { numberText } from '../../core/export/csv';
import type { RejectedPage, RowPage } from '../../core/schema';
import type { Control } from './control';
import { query } from './database';
import type { Dataset } from './datasets';
import { columnName } from './sql';

const MAX_ROWS = 1_000;
/** Longer cells are cut: a page must stay small. */
const MAX_CELL = 10_000;

/** A whole number in [0, limit]. */
const within = (value: number, limit: number): number => Math.max(0, Math.min(limit, Math.floor(value) || 0));

/** rowid counts the rows of a table from 0 in the order of the file, and DuckDB finds a range of it without a scan; a view has none. */
const rangeOf = ({ view }: Dataset, start: number, end: number): string =>
  view ? `LIMIT ${end - start} OFFSET ${start}` : `WHERE rowid >= ${start} AND rowid < ${end} ORDER BY rowid`;

/** Rows as text. */
export const readRows = async (dataset: Dataset, control: Control, start: number, count: number): Promise<RowPage> => {
  const rowStart = within(start, dataset.nRows);
  const rowEnd = Math.min(dataset.nRows, rowStart + within(count, MAX_ROWS));
  if (rowEnd === rowStart) return { rowStart, rows: [] };
  const cells = dataset.columns.map(({ index, type }) =>
    type === 'number' ? columnName(index) : `left(CAST(${columnName(index)} AS VARCHAR), ${MAX_CELL})`,
  );
  const rows = await dataset.database.use(control, (connection) =>
    query(
      connection,
      control,
      `SELECT ${cells.join(', ')} FROM ${dataset.relation} ${rangeOf(dataset, rowStart, rowEnd)}`,
    ),
  );
  const textOf = (cell: unknown): string | null =>
    cell === null ? null : typeof cell === 'number' ? numberText(cell) : String(cell);
  return { rowStart, rows: rows.map((row) => row.map(textOf)) };
};

export const readRejected = (dataset: Dataset, start: number, count: number): RejectedPage => {
  const total = dataset.rejected.length;
  const from = within(start, total);
  return { start: from, total, lines: dataset.rejected.slice(from, from + within(count, MAX_ROWS)) };
};
