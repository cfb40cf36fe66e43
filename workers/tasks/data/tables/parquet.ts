import { BIGINT, DOUBLE, DuckDBDataChunk, VARCHAR, type DuckDBValue } from '@duckdb/node-api';
import { distinctNames, type TableColumn } from '../../../core/export/tableColumns';
import type { Control } from '../control';
import { openDatabase } from '../database';
import { columnName, identifier, literal } from '../sql';

const TYPES = { whole: BIGINT, number: DOUBLE, text: VARCHAR };
/** DuckDB's vectors are of this length. */
const MOST_ROWS = 2_048;

export type TableCell = number | string | null;
/** Takes rows by columns, any number of them. */
export type AppendRows = (columns: readonly (readonly TableCell[])[]) => void;

const valueOf = (cell: TableCell, kind: TableColumn['kind']): DuckDBValue =>
  cell !== null && kind === 'whole' ? BigInt(cell) : cell;

/**
 * Writes a table as Parquet: `fill` appends its rows to a database of its own at `databasePath`, which may read and write nothing but
 * `path` and is removed in the end, whatever happens.
 */
export const writeParquet = async (
  { path, databasePath, columns }: { path: string; databasePath: string; columns: readonly TableColumn[] },
  control: Control,
  fill: (append: AppendRows) => Promise<void>,
): Promise<void> => {
  const database = await openDatabase(databasePath, null, path);
  try {
    await database.use(control, async (connection) => {
      const types = columns.map(({ kind }) => TYPES[kind]);
      const definitions = types.map((type, j) => `${columnName(j)} ${type.toString()}`);
      await connection.run(`CREATE TABLE t (${definitions.join(', ')})`);
      const appender = await connection.createAppender('t');
      try {
        await fill((rows) => {
          const nRows = rows[0]?.length ?? 0;
          for (let start = 0; start < nRows; start += MOST_ROWS) {
            const chunk = DuckDBDataChunk.create(types, Math.min(MOST_ROWS, nRows - start));
            rows.forEach((cells, j) => {
              const { kind } = columns[j]!;
              chunk.setColumnValues(j, cells.slice(start, start + MOST_ROWS).map((cell) => valueOf(cell, kind)));
            });
            appender.appendDataChunk(chunk);
          }
        });
        appender.flushSync();
      } finally {
        appender.closeSync();
      }
      control.check();
      const names = distinctNames(columns.map(({ name }) => name));
      const list = names.map((name, j) => `${columnName(j)} AS ${identifier(name)}`);
      await connection.run(`COPY (SELECT ${list.join(', ')} FROM t) TO ${literal(path)} (FORMAT parquet, USE_TMP_FILE false)`);
    });
  } finally {
    database.close();
  }
};
