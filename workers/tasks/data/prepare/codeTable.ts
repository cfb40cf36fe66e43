import { DuckDBDataChunk, UTINYINT, type DuckDBConnection } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

const CHUNK_ROWS = 2_048;

/** Writes the parts of all rows of the file as a table of one column, to be joined by position. */
export const writeCodes = async (connection: DuckDBConnection, table: string, codes: Uint8Array<ArrayBuffer>): Promise<void> => {
  await connection.run(`CREATE TABLE ${table} (part UTINYINT)`);
  const appender = await connection.createAppender(table);
  try {
    for (let start = 0; start < codes.length; start += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, codes.length - start);
      const chunk = DuckDBDataChunk.create([UTINYINT], count);
      duckdb.copy_data_to_vector(duckdb.data_chunk_get_vector(chunk.chunk, 0), 0, codes.buffer, codes.byteOffset + start, count);
      appender.appendDataChunk(chunk);
    }
  } finally {
    appender.closeSync();
  }
};
