import duckdb from '@duckdb/node-bindings';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Control } from './control';

/** Columns of float64 of up to 2,048 rows. They are views that hold until the handler returns. */
export interface NumberChunk {
  count: number;
  columns: Float64Array[];
  /** For each column a bit a row, 1 where there is a value; null where all rows have one. */
  validity: (Uint8Array | null)[];
}

/** Row `i` of a column has a value. */
export const isPresent = (validity: Uint8Array | null, i: number): boolean =>
  validity === null || ((validity[i >> 3] ?? 0) & (1 << (i & 7))) !== 0;

const VALIDITY_WORD_ROWS = 64;
const BYTES_PER_NUMBER = 8;

/** null where every bit of the first `count` is set. */
const readValidity = (vector: duckdb.Vector, count: number): Uint8Array | null => {
  const byteLength = Math.ceil(count / VALIDITY_WORD_ROWS) * BYTES_PER_NUMBER;
  const bits: Uint8Array | null | undefined = duckdb.vector_get_validity(vector, byteLength);
  if (!bits) return null;
  for (let i = 0; i < count; i++) if (!isPresent(bits, i)) return bits;
  return null;
};

const readNumbers = (vector: duckdb.Vector, count: number): Float64Array => {
  const bytes = duckdb.vector_get_data(vector, count * BYTES_PER_NUMBER);
  return new Float64Array(bytes.buffer, bytes.byteOffset, count);
};

/**
 * Hands the DOUBLE columns of a query to `handle`, chunk by chunk in order. The bindings' vectors are read without
 * making a JavaScript value of each cell. Returns the number of rows: DuckDB ends a stream without a word when something
 * fails in the middle, so the caller must compare.
 */
export const streamNumbers = async (
  connection: DuckDBConnection,
  control: Control,
  sql: string,
  handle: (chunk: NumberChunk) => void | Promise<void>,
): Promise<number> => {
  control.check();
  const result = await connection.stream(sql);
  const { columnCount } = result;
  let nRows = 0;
  for (;;) {
    control.check();
    const chunk = await result.fetchChunk();
    const count = chunk?.rowCount ?? 0;
    if (!chunk || count === 0) return nRows;
    const columns: Float64Array[] = [];
    const validity: (Uint8Array | null)[] = [];
    for (let j = 0; j < columnCount; j++) {
      const vector = duckdb.data_chunk_get_vector(chunk.chunk, j);
      columns.push(readNumbers(vector, count));
      validity.push(readValidity(vector, count));
    }
    await handle({ count, columns, validity });
    nRows += count;
  }
};
