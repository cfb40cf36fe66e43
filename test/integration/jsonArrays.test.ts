import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataBench, failureOf, type DataBench } from '../support/data';

let bench: DataBench;
beforeAll(async () => {
  bench = await createDataBench();
});
afterAll(() => bench.dispose());

const vega = (name: string): string => new URL(`../../node_modules/vega-datasets/data/${name}`, import.meta.url).pathname;
const rowsOf = async (id: string): Promise<(string | null)[][]> => (await bench.engine.readRows(id, 0, 1_000)).rows;

describe('a file that is one JSON array', () => {
  it('is read as JSON lines are', async () => {
    const objects = [{ a: 1, b: 'x, "y"' }, { a: null }, { b: 'z', a: 2.5 }];
    const array = await bench.open(await bench.file('a.json', JSON.stringify(objects, null, 2)));
    const packed = await bench.open(await bench.file('a.json.gz', gzipSync(`\ufeff${JSON.stringify(objects)}`)));
    const lines = await bench.open(await bench.file('a.jsonl', objects.map((one) => JSON.stringify(one)).join('\n')));
    expect(array).toMatchObject({ format: 'json', nRows: 3, nRejected: 0, notes: [] });
    expect(array.columns).toEqual(lines.columns);
    expect(await rowsOf(array.id)).toEqual([['1', 'x, "y"'], [null, null], ['2.5', 'z']]);
    expect(await rowsOf(packed.id)).toEqual(await rowsOf(array.id));
    expect(await rowsOf(lines.id)).toEqual(await rowsOf(array.id));
  });

  it('holds the cars and penguins that JSON.parse finds', async () => {
    for (const [name, nRows] of [['cars.json', 406], ['penguins.json', 344]] as const) {
      const dataset = await bench.open(vega(name));
      expect(dataset).toMatchObject({ format: 'json', nRows, nRejected: 0 });
      const objects = JSON.parse(await readFile(vega(name), 'utf8')) as Record<string, unknown>[];
      const expected = objects.map((one) =>
        dataset.columns.map((column) => {
          const value = one[column.name];
          return value === null || value === undefined ? null : String(value as string | number);
        }),
      );
      expect(await rowsOf(dataset.id)).toEqual(expected);
    }
  });

  it('has its rejected elements counted by place, which is said', async () => {
    const values = [...Array.from({ length: 40 }, (_, a) => ({ a })), { a: 'oops' }, 7];
    const dataset = await bench.open(await bench.file('bad.json', JSON.stringify(values)));
    expect(dataset).toMatchObject({ nRows: 40, nRejected: 2 });
    expect(dataset.notes).toEqual(['The file is one array: what was left out is numbered by its elements, not by lines.']);
    const { lines } = await bench.engine.readRejected(dataset.id, 0, 9);
    expect(lines.map(({ line, column, text }) => [line, column, text])).toEqual([[41, 'a', 'oops'], [42, null, '7']]);
  });

  it('that is cut or damaged is refused with the place', async () => {
    const path = await bench.file('cut.json', '[{"a": 1}, {"a": 2}, {"a": ');
    expect(await failureOf(bench.open(path))).toMatchObject({ code: 'import-failed', message: /could not be read.*JSON/i });
  });
});
