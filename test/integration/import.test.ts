import { readdir, readFile, stat } from 'node:fs/promises';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../workers/core/training/defaults';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportProgress, ModelFile } from '../../workers/core/schema';
import { createDataBench, failureOf, optionsOf, type DataBench } from '../support/data';

let bench: DataBench;
beforeAll(async () => {
  bench = await createDataBench();
});
afterAll(() => bench.dispose());

const rowsOf = async (id: string, count = 10): Promise<(string | null)[][]> => (await bench.engine.readRows(id, 0, count)).rows;

const parquet = async (name: string, query: string): Promise<string> => {
  const path = join(bench.directory, name);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
};

describe('files that are imported', () => {
  const table = [['1', '2.5'], ['3', null]];
  it.each([
    ['plain.csv', 'a,b\n1,2.5\n3,\n'],
    ['tabs.tsv', 'a\tb\n1\t2.5\n3\t\n'],
    ['packed.csv.gz', gzipSync('a,b\n1,2.5\n3,\n')],
    ['lines.jsonl', '{"a":1,"b":2.5}\n\n{"a":3}\n'],
    ['marked.csv', '\ufeffa,b\r\n1,2.5\r\n3,\r\n'],
    ['utf16.csv', Buffer.from('\ufeffa,b\n1,2.5\n3,\n', 'utf16le')],
    ['european.csv', 'a;b\n1;2,5\n3;\n'],
  ])('%s', async (name, content) => {
    const summary = await bench.open(await bench.file(name, content));
    expect(summary.columns.map((column) => `${column.name}: ${column.type}`)).toEqual(['a: number', 'b: number']);
    expect(summary).toMatchObject({ nRows: 2, nRejected: 0, notes: [] });
    expect(await rowsOf(summary.id)).toEqual(table);
  });
  it('Parquet, whatever its columns are called', async () => {
    const path = await parquet('t.parquet', `SELECT 1 AS "__proto__", 2.5::DECIMAL(4,2) AS n, DATE '2024-01-02' AS "d""q", 'x' AS s
      UNION ALL SELECT 2, NULL, NULL, NULL`);
    const summary = await bench.open(path);
    expect(summary.columns.map((column) => `${column.name}: ${column.type}`)).toEqual([
      '__proto__: number', 'n: number', 'd"q: date', 's: text',
    ]);
    expect(await rowsOf(summary.id)).toEqual([['1', '2.5', '2024-01-02', 'x'], ['2', null, null, null]]);
  });
  it('Parquet with infinities left out and NaN taken as missing', async () => {
    const path = await parquet('inf.parquet', `SELECT unnest(['inf', 'nan', '-inf', '1.5'])::DOUBLE AS x`);
    const summary = await bench.open(path);
    expect(summary).toMatchObject({ nRows: 2, nRejected: 2 });
    expect(await rowsOf(summary.id)).toEqual([[null], ['1.5']]);
    expect((await bench.engine.readRejected(summary.id, 0, 9)).lines.map(({ line }) => line)).toEqual([1, 3]);
  });
  it('columns whose names differ by case alone, or hold quotes', async () => {
    const summary = await bench.open(await bench.file('case.csv', `a,A,"it's ""x"""\n1,2,3\n`));
    expect(summary.columns.map(({ name }) => name)).toEqual(['a', 'A', `it's "x"`]);
    expect(await rowsOf(summary.id)).toEqual([['1', '2', '3']]);
  });
  it('dates by a format, booleans and text, printed as ISO', async () => {
    const text = 'd;t;b;s\n31.12.2023;2024-01-02 03:04:05;true;é\n01.02.2024;2024-01-02 03:04:06;false;\n';
    const summary = await bench.open(await bench.file('types.csv', text));
    expect(summary.columns.map(({ type }) => type)).toEqual(['date', 'timestamp', 'boolean', 'text']);
    expect(await rowsOf(summary.id)).toEqual([
      ['2023-12-31', '2024-01-02 03:04:05', 'true', 'é'],
      ['2024-02-01', '2024-01-02 03:04:06', 'false', null],
    ]);
  });
  it('a column type that a person has chosen', async () => {
    const path = await bench.file('chosen.csv', 'zip,n\n01234,1\n99999,2\n');
    const summary = await bench.open(path, {}, ({ columns }) => {
      for (const column of columns) column.type = 'text';
    });
    expect(await rowsOf(summary.id)).toEqual([['01234', '1'], ['99999', '2']]);
  });
  it('keep their SHA-256', async () => {
    const content = gzipSync('a,b\n1,2\n');
    const summary = await bench.open(await bench.file('hash.csv.gz', content));
    expect(await bench.engine.sha256(summary.id)).toBe(createHash('sha256').update(content).digest('hex'));
  });
  it('read decimals after 20,480 integers as they stand', async () => {
    const summary = await bench.open(await bench.file('late.csv', `x,y\n${'1,2\n'.repeat(20_480)}3.75,2\n`));
    expect(await bench.engine.readRows(summary.id, 20_480, 5)).toEqual({ rowStart: 20_480, rows: [['3.75', '2']] });
  });
});

describe('an open dataset', () => {
  it('is described column by column', async () => {
    const text = `x,s\n${[2, 4, 4, 4, 5, 5, 7, 9].map((x, i) => `${x},${'ab'[i % 2]}`).join('\n')}\nNA,\n`;
    const summary = await bench.open(await bench.file('profile.csv', text));
    const [x, s] = await bench.engine.profile(summary.id);
    expect(x).toMatchObject({ index: 0, nMissing: 1, nDistinct: null, min: 2, max: 9, mean: 5, standardDeviation: 2 });
    expect(x?.histogram?.counts.reduce((a, b) => a + b)).toBe(8);
    expect(s).toMatchObject({ index: 1, nMissing: 1, nDistinct: 2, min: null, histogram: null, minText: 'a', maxText: 'b' });
  });
  it('gives pages anywhere, in the order of the file, at most 1,000 rows each', async () => {
    const text = `i\n${Array.from({ length: 300_000 }, (_, i) => i).join('\n')}\n`;
    const { id } = await bench.open(await bench.file('many.csv', text));
    const page = await bench.engine.readRows(id, 234_567, 5_000);
    expect(page.rows).toHaveLength(1_000);
    expect([page.rows[0], page.rows.at(-1)]).toEqual([['234567'], ['235566']]);
    expect((await bench.engine.readRows(id, 299_999, 10)).rows).toEqual([['299999']]);
    expect((await bench.engine.readRows(id, 400_000, 10)).rows).toEqual([]);
  });
  it('is gone once closed, and its file with it', async () => {
    const { id } = await bench.open(await bench.file('closed.csv', 'a,b\n1,2\n'));
    await bench.engine.closeDataset(id);
    expect((await failureOf(bench.engine.readRows(id, 0, 1))).code).toBe('not-open');
    const files = (await readdir(join(bench.directory, 'scratch'), { recursive: true })).map(String);
    expect(files.filter((name) => name.includes(id))).toEqual([]);
  });
});

describe('predictions', () => {
  const model = (featureNames: string[], weights: number[]): ModelFile => ({
    ...DEFAULT_METHOD, ...DEFAULT_DESIGN,
    format: 'fall-line-model', formatVersion: 1, model: 'linear', targetName: 'y', columnNames: featureNames, featureNames, weights,
    bias: 0.1, classNames: null, classes: null, standardize: false, scaling: { means: [], scales: [] },
    loss: { kind: 'squared', parameter: null, name: 'mean squared error', formula: '', value: 0 },
    objective: { formula: '', value: 0 },
    learningRate: 1, steps: 1, stopReason: 'max-steps', thetaHash: '', nSamples: 1, rowsRejected: 0, rowsSkipped: 0,
    data: { fileName: '', nRows: 1, sha256: '' }, createdAt: '', applicationVersion: '', preparation: null, intervals: null, intervalsReason: null,
  });
  it('find features by name, are left empty where one is missing, and go to a file or a function alike', async () => {
    const { id } = await bench.open(await bench.file('predict.csv', 'b,text,a\n1,x,2\n,y,3\n0.3,z,0.7\n'));
    const path = join(bench.directory, 'predictions.csv');
    const fitted = model(['a', 'b'], [2, 3]);
    expect(await bench.engine.predict(fitted, id, { path })).toEqual({ nRows: 3, rowsWithoutPrediction: 1, newLevels: [] });
    // y = 0.1 + 2 a + 3 b, in that order.
    const expected = `row,prediction\n1,${0.1 + 2 * 2 + 3 * 1}\n2,\n3,${0.1 + 2 * 0.7 + 3 * 0.3}\n`;
    expect(await readFile(path, 'utf8')).toBe(expected);
    let written = '';
    await bench.engine.predict(fitted, id, { write: (text) => (written += text) });
    expect(written).toBe(expected);
  });
  it('name the column that is missing or is no number', async () => {
    const { id } = await bench.open(await bench.file('predict2.csv', 'a,s\n1,x\n2,y\n'));
    const path = join(bench.directory, 'none.csv');
    expect(await failureOf(bench.engine.predict(model(['a', 'q'], [1, 1]), id, { path }))).toEqual({
      code: 'column-unknown',
      message: '"predict2.csv" has no column "q", which the model needs. Its columns are "a", "s".',
    });
    expect(await failureOf(bench.engine.predict(model(['s'], [1]), id, { path }))).toMatchObject({ code: 'column-not-numeric' });
    expect(await readdir(bench.directory)).not.toContain('none.csv');
  });
});

describe('work under way', () => {
  const text = (): string => `a,b,c\n${Array.from({ length: 1_500_000 }, (_, i) => `${i},${i / 7},text ${i}`).join('\n')}\n`;
  it('is followed in bytes, and stopped by a cancel that leaves nothing behind', async () => {
    const path = await bench.file('slow.csv', text());
    const options = optionsOf(await bench.engine.proposeImport(path));
    const seen: ImportProgress[] = [];
    const stop = new AbortController();
    const failed = failureOf(
      bench.engine.importFile(path, options, {
        signal: stop.signal,
        onProgress: (progress) => {
          seen.push(progress);
          stop.abort();
        },
      }),
    );
    expect((await failed).code).toBe('cancelled');
    expect(seen[0]).toMatchObject({ phase: 'read', unit: 'bytes', total: (await stat(path)).size });
    // The same file can be imported at once, while the rest of the cancelled work may still be ending.
    const reports: ImportProgress[] = [];
    const summary = await bench.engine.importFile(path, options, { onProgress: (progress) => reports.push(progress) });
    expect(summary).toMatchObject({ nRows: 1_500_000, nRejected: 0 });
    expect(reports.at(-1)).toMatchObject({ done: summary.byteLength, total: summary.byteLength, remainingMs: 0 });
    const databases = (await readdir(join(bench.directory, 'scratch'), { recursive: true })).filter((name) => name.endsWith('.db'));
    expect(databases.filter((name) => name.includes(summary.id))).toHaveLength(1);
  });
  it('does not begin where it was cancelled before', async () => {
    const path = await bench.file('never.csv', 'a,b\n1,2\n');
    const options = optionsOf(await bench.engine.proposeImport(path));
    expect((await failureOf(bench.engine.importFile(path, options, { signal: AbortSignal.abort() }))).code).toBe('cancelled');
  });
  it('reports a thread that dies, and the next import works', async () => {
    const own = await createDataBench();
    try {
      const small = await own.open(await own.file('open.csv', 'a,b\n1,2\n'));
      const [thread] = own.pools.data.threads();
      const terminate = (): void => void thread?.terminate();
      const failed = failureOf(own.engine.makeSample(join(own.directory, 'large.csv'), { onProgress: terminate }));
      expect(await failed).toEqual({
        code: 'worker-died',
        message: 'The thread that holds the data has ended, and what it held is lost. Open the file again.',
      });
      expect(await readdir(own.directory)).not.toContain('large.csv');
      expect((await failureOf(own.engine.readRows(small.id, 0, 1))).code).toBe('not-open');
      expect(await own.open(await own.file('again.csv', 'a,b\n1,2\n'))).toMatchObject({ nRows: 1 });
    } finally {
      await own.dispose();
    }
  });
  it('leaves no folder once the engine is disposed of', async () => {
    const own = await createDataBench();
    await own.open(await own.file('x.csv', 'a,b\n1,2\n'));
    await own.engine.dispose();
    expect(await readdir(join(own.directory, 'scratch'))).toEqual([]);
    expect((await failureOf(own.engine.proposeImport('x'))).code).toBe('not-open');
    await own.dispose();
  });
});
