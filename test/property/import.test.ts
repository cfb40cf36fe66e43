import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecords } from '../../workers/core/design/csvRecords';
import { createRecordScanner } from '../../workers/core/design/recordScanner';
import { csvField, numberText } from '../../workers/core/export/csv';
import { createDataBench, optionsOf, type DataBench } from '../support/data';

let bench: DataBench;
beforeAll(async () => {
  bench = await createDataBench();
});
afterAll(() => bench.dispose());

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const missing = new Set(['', 'NA', 'N/A', 'n/a', '#N/A', 'NaN', 'nan', 'NULL', 'Null', 'null', 'None']);
/** Text with all that is special in a CSV. Missing words are missing by design, NUL bytes no text. */
const cell = fc
  .string({ unit: fc.constantFrom('a', 'é', '😀', '"', "'", ',', ';', '\n', '\r\n', ' ', '\t', '\\', '0', '.', '=') })
  .filter((text) => !missing.has(text));

describe('import of what was exported', () => {
  it('is the identity, for every finite number and every text', { timeout: 120_000 }, async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(finite, fc.option(finite), cell), { minLength: 1, maxLength: 50 }), async (rows) => {
        const textOf = (value: number | null): string => (value === null ? '' : numberText(value));
        const lines = rows.map(([x, y, s]) => [textOf(x), textOf(y), csvField(s)].join(','));
        const path = await bench.file(`exported${n++}.csv`, `x,y,s\n${lines.join('\n')}\n`);
        const proposal = await bench.engine.proposeImport(path, {
          delimiter: ',', quote: '"', escape: '"', hasHeader: true, skipLines: 0, decimalMark: '.', thousandsMark: '',
        });
        const types = ['number', 'number', 'text'] as const;
        const columns = proposal.columns.map((column, index) => ({ ...column, type: types[index] ?? 'text' }));
        const summary = await bench.engine.importFile(path, { ...optionsOf(proposal), columns });
        const { rows: read } = await bench.engine.readRows(summary.id, 0, 1_000);
        await bench.engine.closeDataset(summary.id);
        expect(summary.nRejected).toBe(0);
        expect(read).toEqual(rows.map(([x, y, s]) => [textOf(x), y === null ? null : textOf(y), s]));
      }),
      { numRuns: 40 },
    );
  });
});

describe('the scan that checks DuckDB', () => {
  it('counts the records that the reader of text finds, however the bytes are cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), fc.boolean(), (content, length, oneColumn) => {
        const scanner = createRecordScanner({ delimiter: 44, quote: 34, escape: 34, skipLines: 0, hasHeader: false, oneColumn });
        const bytes = Buffer.from(content);
        for (let i = 0; i < bytes.length; i += length) scanner.push(bytes.subarray(i, i + length));
        const facts = scanner.finish();
        const { records, openQuoteLine } = readRecords(content, { delimiter: ',', quote: '"', escape: '"' });
        expect(facts.openQuoteLine).toBe(openQuoteLine);
        const closed = records.filter((record) => oneColumn || !record.isBlank).length;
        // The record with the open quote is a record of the scan, which goes on to the end.
        expect(facts.nRows).toBe(closed + (openQuoteLine === null ? 0 : 1));
      }),
      { numRuns: 2_000 },
    );
  });
});
