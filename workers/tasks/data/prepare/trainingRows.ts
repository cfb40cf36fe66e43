import type { DuckDBConnection } from '@duckdb/node-api';
import { createMoments } from '../../../core/design/columnMoments';
import { TRAIN } from '../../../core/preparation/parts';
import type { Control } from '../control';
import { query } from '../database';
import { streamNumbers } from '../stream';

/** The rows of the file with their codes beside them: of which statistics are made. */
export interface CodedRows {
  connection: DuckDBConnection;
  control: Control;
  /** null where every row of the file is trained on. */
  codeTable: string | null;
}

/** The table `t` and the codes, row by row. */
export const codedRelation = (codeTable: string | null): string =>
  codeTable === null ? 't' : `t POSITIONAL JOIN ${codeTable}`;

const trainingRows = ({ codeTable }: CodedRows): string =>
  `${codedRelation(codeTable)}${codeTable === null ? '' : ` WHERE ${codeTable}.part = ${TRAIN}`}`;

/** One row of aggregates over the training part. */
export const aggregates = async (rows: CodedRows, expressions: readonly string[]): Promise<readonly unknown[]> => {
  const [row = []] = await query(rows.connection, rows.control, `SELECT ${expressions.join(', ')} FROM ${trainingRows(rows)}`);
  return row;
};

/** The values of an expression in the training part with how often they are there, in their order. */
export const valuesOf = (rows: CodedRows, sql: string, limit: number): Promise<readonly (readonly unknown[])[]> =>
  query(
    rows.connection,
    rows.control,
    `SELECT v, count(*) FROM (SELECT ${sql} AS v FROM ${trainingRows(rows)}) WHERE v IS NOT NULL GROUP BY v ORDER BY v LIMIT ${limit}`,
  );

/** The mean of an expression where it is there, summed in the order of the file; null where it never is. */
export const meanOf = async (rows: CodedRows, sql: string): Promise<number | null> => {
  const [low, high] = await aggregates(rows, [`min(${sql})`, `max(${sql})`]);
  if (typeof low !== 'number' || typeof high !== 'number') return null;
  const moments = createMoments(low, high);
  const values = `SELECT v FROM (SELECT ${sql} AS v FROM ${trainingRows(rows)}) WHERE v IS NOT NULL`;
  await streamNumbers(rows.connection, rows.control, values, (chunk) => moments.push(chunk.columns[0]!, chunk.count));
  return moments.finish().mean;
};
