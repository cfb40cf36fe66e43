import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createEngine } from '../../workers/engine';
import { columnNames, writeCsv } from '../largeFile';
import { kernelPath, tasksDirectory } from '../paths';
import { runSettings } from '../runs';
import { figure, ratio, type SuiteResult } from '../statistics';

const N_ROWS = 2_250_000;
const N_COLUMNS = 21;
const ROUNDS = 5;
/** DuckDB by itself: the file into a table of an on-disk database, told what the columns are. */
const duckdbAlone = async (path: string, directory: string): Promise<number> => {
  const database = join(directory, 'alone.duckdb');
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  const columns = columnNames(N_COLUMNS).map((name) => `'${name}': 'DOUBLE'`).join(', ');
  const startedAt = performance.now();
  await connection.run(
    `CREATE TABLE t AS SELECT * FROM read_csv('${path}', auto_detect=false, header=true, delim=',', columns={${columns}})`,
  );
  const elapsedMs = performance.now() - startedAt;
  connection.closeSync();
  instance.closeSync();
  await rm(database, { force: true });
  return elapsedMs / 1_000;
};

export const benchImport = async (): Promise<SuiteResult[]> => {
  const directory = await mkdtemp(join(tmpdir(), 'fall-line-bench-'));
  const path = join(directory, 'large.csv');
  const engine = createEngine({
    tasksDirectory,
    kernelPath,
    scratchDirectory: directory,
    applicationVersion: '0.0.0',
    now: () => new Date(),
  });
  const times = { alone: [] as number[], imported: [] as number[], shards: [] as number[], profile: [] as number[] };
  try {
    await writeCsv(path, N_ROWS, N_COLUMNS);
    const { size } = await stat(path);
    for (let round = 0; round < ROUNDS; round++) {
      times.alone.push(await duckdbAlone(path, directory));
      const proposal = await engine.proposeImport(path);
      const startedAt = performance.now();
      const dataset = await engine.importFile(path, proposal);
      times.imported.push((performance.now() - startedAt) / 1_000);
      const run = await engine.startRun(
        dataset.id,
        runSettings(N_COLUMNS - 1, { standardize: true, workers: 'auto', maxSteps: 1 }),
      );
      times.shards.push(run.info.buildMs / 1_000);
      await run.finished;
      await run.dispose();
      const profiledAt = performance.now();
      await engine.profile(dataset.id);
      times.profile.push((performance.now() - profiledAt) / 1_000);
      await engine.closeDataset(dataset.id);
    }
    const alone = figure('DuckDB alone, file into its on-disk table', 's', times.alone);
    const imported = figure('import: the same, checked, hashed, with rejected lines kept', 's', times.imported);
    const shards = figure('table into standardised shards', 's', times.shards);
    return [
      {
        suite: `Import of ${N_ROWS.toLocaleString('en-US')} x ${N_COLUMNS}, ${(size / 1e6).toFixed(0)} MB of CSV`,
        figures: [alone, imported, shards, figure('profile of all columns', 's', times.profile)],
        ratios: [
          ratio('import to DuckDB alone', imported, alone, 1.5),
          ratio('shards to 1.5 times DuckDB alone', shards, { ...alone, median: 1.5 * alone.median }, 1),
        ],
        notes: [],
      },
    ];
  } finally {
    await engine.dispose();
    await rm(directory, { recursive: true, force: true });
  }
};
