import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetSummary, DialectOverrides, ErrorCode, ImportProposal, ImportOptions } from '../../workers/core/schema';
import { FallLineError } from '../../workers/core/schema';
import { createDataEngine, type DataEngine } from '../../workers/engine/data/dataEngine';
import { createDataPools, type DataPools } from '../../workers/engine/data/pools';
import { kernelPath, tasksDirectory } from './built';

export interface DataBench {
  engine: DataEngine;
  directory: string;
  pools: ReturnType<typeof createDataPools>;
  /** Writes a file for the test and returns its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** Proposes and imports as proposed, but for what `change` does to the options. */
  open(path: string, overrides?: DialectOverrides, change?: (options: ImportOptions) => void): Promise<DatasetSummary>;
  dispose(): Promise<void>;
}

export const optionsOf = ({ format, dialect, columns }: ImportProposal): ImportOptions => ({ format, dialect, columns });

/** A data engine on the built worker entries, with a temporary folder of its own. */
export const createDataBench = async (wrap: (pools: DataPools) => DataPools = (pools) => pools): Promise<DataBench> => {
  const directory = await mkdtemp(join(tmpdir(), 'fall-line-data-'));
  const pools = createDataPools(tasksDirectory);
  const engine = createDataEngine(
    {
      tasksDirectory,
      kernelPath,
      scratchDirectory: join(directory, 'scratch'),
      applicationVersion: '0.0.0-test',
      now: () => new Date(0),
    },
    wrap(pools),
  );
  return {
    engine,
    directory,
    pools,
    file: async (name, content) => {
      const path = join(directory, name);
      await writeFile(path, content);
      return path;
    },
    open: async (path, overrides, change) => {
      const options = optionsOf(await engine.proposeImport(path, overrides));
      change?.(options);
      return engine.importFile(path, options);
    },
    dispose: async () => {
      await engine.dispose();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

/** The failure of `promise`: its code and its sentence. */
export const failureOf = async (promise: Promise<unknown>): Promise<{ code: ErrorCode; message: string }> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof FallLineError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('It did not fail.');
};
