import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetSummary, MetricFrame, ModelFile } from '../../workers/core/schema';
import type { Run } from '../../workers/engine/api';
import { ELAPSED_MS, LOSS, parametersOffset, STEP } from '../../workers/core/training/record';
import { createTestEngine, type TestEngine } from '../support/engine';
import { settingsOf, type SettingsChange } from '../support/trainer';

const N = 3_000;
const rows = Array.from({ length: N }, (_, i) => {
  const [a, b] = [Math.sin(i), Math.cos(3 * i)];
  return [a.toFixed(3), i % 50 === 7 ? '' : b.toFixed(3), (1 + 2 * a - b).toFixed(3), a > b + Math.sin(7 * i) ? 'A' : 'a', String(i % 3)];
});

let host: TestEngine;
let dataset: DatasetSummary;
let reader: { instance: DuckDBInstance; connection: DuckDBConnection };
beforeAll(async () => {
  host = await createTestEngine();
  const path = join(host.directory, 'rows.csv');
  // Import tells names apart that differ in their case alone, as any table must: so one has another name.
  await writeFile(path, [['=x', 'LOSS', 'y', 'class', 'k'], ...rows].map((row) => row.join(',')).join('\n'));
  const { format, dialect, columns } = await host.engine.proposeImport(path);
  dataset = await host.engine.importFile(path, { format, dialect, columns });
  const instance = await DuckDBInstance.create(':memory:');
  reader = { instance, connection: await instance.connect() };
});
afterAll(async () => {
  reader.connection.closeSync();
  reader.instance.closeSync();
  await host.dispose();
});

const tableOf = async (path: string) => {
  const result = await reader.connection.runAndReadAll(`SELECT * FROM '${path}'`);
  return { names: result.columnNames(), types: result.columnTypes().map(String), rows: result.getRowsJS() };
};

const trained = async (change: SettingsChange, target: string): Promise<{ run: Run; model: ModelFile }> => {
  const index = dataset.columns.findIndex(({ name }) => name === target);
  const run = await host.engine.startRun(dataset.id, { ...settingsOf(2, { standardize: true, ...change }), target: index });
  await run.finished;
  return { run, model: await host.engine.model(run.info.runId) };
};

/** What readFrame gave of a run in all. */
const recordsOf = (run: Run): Float64Array[] => {
  const records: Float64Array[] = [];
  for (let frame: MetricFrame = run.readFrame(); frame.records.length > 0; frame = run.readFrame()) {
    for (let at = 0; at < frame.records.length; at += frame.recordLength) {
      records.push(frame.records.slice(at, at + frame.recordLength));
    }
  }
  return records;
};

describe('predictions as Parquet', () => {
  it.each(['y', 'class'])('hold what the CSV holds, with types: of %s', async (target) => {
    const { run, model } = await trained({ loss: { kind: target === 'class' ? 'logistic' : 'squared' }, stop: { maxSteps: 20 } }, target);
    await run.dispose();
    const csv = join(host.directory, `${target}.csv`);
    const parquet = join(host.directory, `${target}.parquet`);
    const summary = await host.engine.predict(model, dataset.id, { path: csv });
    expect(await host.engine.predict(model, dataset.id, { path: parquet, format: 'parquet' })).toEqual(summary);
    expect(summary).toMatchObject({ nRows: N, rowsWithoutPrediction: N / 50 });
    const table = await tableOf(parquet);
    expect(table.types).toEqual(target === 'y' ? ['BIGINT', 'DOUBLE'] : ['BIGINT', 'VARCHAR', 'DOUBLE', 'DOUBLE']);
    // The probabilities of A and of a: the second name is told apart.
    expect(table.names).toEqual(target === 'y' ? ['row', 'prediction'] : ['row', 'prediction', 'p(A)', 'p(a) (2)']);
    const lines = (await readFile(csv, 'utf8')).trimEnd().split('\n').slice(1);
    const cells = table.rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))).join(','));
    expect(cells).toEqual(lines);
  });

  it('leave no database behind, and the old file where they cannot be written', async () => {
    const path = join(host.directory, 'kept.parquet');
    await writeFile(path, 'old');
    const { run, model } = await trained({ stop: { maxSteps: 2 } }, 'y');
    await run.dispose();
    const signal = AbortSignal.abort();
    await expect(host.engine.predict(model, dataset.id, { path, format: 'parquet' }, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect((await readdir(host.directory)).filter((name) => /tmp$|\.db$/.test(name))).toEqual([]);
  });
});

describe('the trace as a table', () => {
  it('holds every record with its names, as CSV and as Parquet', async () => {
    const { run } = await trained({ stop: { maxSteps: 70 }, batchSize: 500, seed: 3 }, 'y');
    const [csv, parquet] = ['csv', 'parquet'].map((end) => join(host.directory, `trace.${end}`)) as [string, string];
    const { nRows } = await host.engine.writeTrace(run.info.runId, { path: csv });
    expect(await host.engine.writeTrace(run.info.runId, { path: parquet, format: 'parquet' })).toEqual({ nRows });
    const records = recordsOf(run);
    const { info } = run;
    await run.dispose();
    expect(nRows).toBe(records.length);
    expect(nRows).toBe(71);

    const text = await readFile(csv, 'utf8');
    expect(text.split('\n')[0]).toBe("step,epoch,loss,lossMin,lossMax,validationLoss,gradientNorm,elapsedMs,'=x,LOSS,bias");
    const lines = text.trimEnd().split('\n').slice(1).map((line) => line.split(','));
    const first = parametersOffset(info.nWorkers);
    const stepsAnEpoch = Math.ceil(info.nSamples / 500);
    lines.forEach((cells, i) => {
      const record = records[i]!;
      const expected = [record[STEP], record[STEP]! / stepsAnEpoch, record[LOSS], record[ELAPSED_MS], ...record.slice(first, first + 3)];
      expect([cells[0], cells[1], cells[2], cells[7], ...cells.slice(8)].map(Number)).toEqual(expected);
      // There is no validation part.
      expect(cells[5]).toBe('');
    });

    const table = await tableOf(parquet);
    expect(table.names).toEqual(['step', 'epoch', 'loss', 'lossMin', 'lossMax', 'validationLoss', 'gradientNorm', 'elapsedMs', '=x', 'LOSS (2)', 'bias']);
    expect(table.types).toEqual(['BIGINT', ...Array<string>(10).fill('DOUBLE')]);
    expect(table.rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))).toEqual(lines);
  });

  it('is refused while the run goes on', async () => {
    const run = await host.engine.startRun(dataset.id, { ...settingsOf(2, { stop: { maxSteps: 1e9 } }), target: 2 });
    const refused = Promise.resolve().then(() => host.engine.writeTrace(run.info.runId, { path: join(host.directory, 'no.csv') }));
    await expect(refused).rejects.toMatchObject({ code: 'setting-invalid' });
    await run.dispose();
  });
});
