import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { rmSync } from 'node:fs';
import { totalmem } from 'node:os';
import { FallLineError } from '../../core/schema';
import type { Control } from './control';
import { literal } from './sql';

const POLL_MS = 15;
const MEMORY_SHARE = 0.4;

/** A database of its own for each dataset: locked to that one file, and freed whole when the dataset is closed. */
export interface Database {
  /** Runs `work` on a connection of its own; when the work is cancelled, the query under way is interrupted. */
  use<T>(control: Control, work: (connection: DuckDBConnection) => Promise<T>, onTick?: TickHandler): Promise<T>;
  close(): void;
}

/** Called every few milliseconds while work is under way, with DuckDB's own idea of its progress in percent (-1: none). */
export type TickHandler = (percentage: number) => void;

const lockDown = (allowedPath: string): string[] => [
  // Without its bar DuckDB does not follow the progress of a query.
  'SET enable_progress_bar = true',
  'SET enable_progress_bar_print = false',
  "SET streaming_buffer_size = '64MB'",
  // A list of more than a few values would become a join, and joins do not keep the order of the rows.
  "SET disabled_optimizers = 'in_clause'",
  `SET memory_limit = '${Math.floor((totalmem() * MEMORY_SHARE) / 1e6)}MB'`,
  `SET allowed_paths = [${literal(allowedPath)}]`,
  'SET enable_external_access = false',
  'SET lock_configuration = true',
];

const removeDatabase = (path: string): void => {
  for (const name of [path, `${path}.wal`]) rmSync(name, { force: true });
};

/** Opens an empty database at `path` (null: in memory) that can read `allowedPath` and nothing else. */
export const openDatabase = async (
  path: string | null,
  temporaryFolder: string | null,
  allowedPath: string,
): Promise<Database> => {
  if (path !== null) removeDatabase(path);
  const instance = await DuckDBInstance.create(path ?? ':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    ...(temporaryFolder === null ? {} : { temp_directory: temporaryFolder }),
  });
  const setUp = await instance.connect();
  try {
    for (const sql of lockDown(allowedPath)) await setUp.run(sql);
  } finally {
    setUp.closeSync();
  }
  return {
    use: async (control, work, onTick) => {
      control.check();
      const connection = await instance.connect();
      const timer = setInterval(() => {
        if (control.isCancelled()) connection.interrupt();
        else onTick?.(connection.progress.percentage);
      }, POLL_MS);
      try {
        return await work(connection);
      } catch (error) {
        if (control.isCancelled()) throw new FallLineError('cancelled', 'Cancelled.');
        throw error;
      } finally {
        clearInterval(timer);
        connection.closeSync();
      }
    },
    close: () => {
      instance.closeSync();
      if (path !== null) removeDatabase(path);
    },
  };
};

/** The rows of a small result, as plain values. */
export const query = async (connection: DuckDBConnection, control: Control, sql: string) => {
  control.check();
  return (await connection.runAndReadAll(sql)).getRowsJS();
};
