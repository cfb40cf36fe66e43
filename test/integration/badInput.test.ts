import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RejectedLine } from '../../workers/core/schema';
import { createDataBench, failureOf, optionsOf, type DataBench } from '../support/data';

let bench: DataBench;
beforeAll(async () => {
  bench = await createDataBench();
});
afterAll(() => bench.dispose());

const failure = async (name: string, content: string | Uint8Array) => failureOf(bench.open(await bench.file(name, content)));
const rejected = async (id: string): Promise<RejectedLine[]> => (await bench.engine.readRejected(id, 0, 100)).lines;

describe('files that cannot be opened at all', () => {
  it('no such file', async () => {
    const path = join(bench.directory, 'absent.csv');
    expect(await failureOf(bench.engine.proposeImport(path))).toEqual({
      code: 'file-not-found',
      message: `There is no file "${path}". Check the path, or choose the file again.`,
    });
  });
  it('a folder', async () => {
    const path = join(bench.directory, 'folder.csv');
    await mkdir(path);
    expect(await failureOf(bench.engine.proposeImport(path))).toEqual({
      code: 'file-unreadable', message: `"${path}" is a folder. Choose a file in it.`,
    });
  });
  it('something that is no file', async () => {
    expect(await failureOf(bench.engine.proposeImport('/dev/null'))).toMatchObject({ code: 'file-unreadable' });
  });
  it.each([
    ['empty.csv', '', 'file-empty', '"empty.csv" is empty. Choose a file with a header and rows.'],
    ['blank.csv', ' \n\n', 'file-empty', '"blank.csv" is empty. Choose a file with a header and rows.'],
    ['header.csv', 'a,b\n', 'file-empty', '"header.csv" has a header but no rows. Add rows, or choose another file.'],
    ['open.csv', 'a,b\n1,"2\n3,4\n', 'import-failed', 'Line 2 of "open.csv" opens a quote that is never closed, which takes the line behind it with it. Close it, or choose another quote character.'],
    ['book.xlsx', Buffer.from('PK\x03\x04...', 'latin1'), 'file-not-supported', '"book.xlsx" is a ZIP archive or an Excel workbook: save the sheet as CSV, or unpack the archive.'],
    ['noise.csv', Buffer.from(Array.from({ length: 3_000 }, (_, i) => (i * 7_919) % 256)), 'file-not-supported', '"noise.csv" is not a text table but binary data. Choose a CSV, TSV, Parquet or JSON file.'],
    ['nul.csv', 'a,b\n1,2\n3,\0\n', 'file-not-supported', '"nul.csv" holds a NUL byte in line 3. Remove it, or choose another encoding.'],
    ['array.json', '[1, 2]', 'file-not-supported', '"array.json" is a JSON array without an object. Write an object for each row.'],
    ['plain.csv.gz', 'a,b\n1,2\n', 'file-damaged', '"plain.csv.gz" is named .gz but is not a gzip file. Rename it, or fetch it again.'],
  ])('%s', async (name, content, code, message) => {
    expect(await failure(name, content)).toEqual({ code, message });
  });
  it('a Parquet file that is cut', async () => {
    expect(await failure('cut.parquet', 'PAR1 and no more')).toMatchObject({
      code: 'file-damaged', message: expect.stringMatching(/^"cut.parquet" is not a whole Parquet file/) as string,
    });
  });
});

describe('damage that shows only when the whole file is read', () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => `${i},${Math.sin(i)}`).join('\n');
  const packed = gzipSync(`a,b\n${rows}\n`);
  it('a gzip file that is cut short', async () => {
    expect(await failure('cut.csv.gz', packed.subarray(0, packed.length - 1_000))).toEqual({
      code: 'file-damaged',
      message: '"cut.csv.gz" cannot be unpacked whole: it ends before its packed data does. Fetch the file again.',
    });
  });
  it('a gzip file with a wrong byte', async () => {
    const damaged = Buffer.from(packed);
    damaged[damaged.length - 6]! ^= 0xff;
    expect(await failure('wrong.csv.gz', damaged)).toEqual({
      code: 'file-damaged',
      message: '"wrong.csv.gz" cannot be unpacked whole: its packed data is damaged. Fetch the file again.',
    });
  });
  it('a NUL byte far behind', async () => {
    expect(await failure('nulLate.csv', `a,b\n${rows}\n1,\0\n`)).toEqual({
      code: 'file-not-supported',
      message: '"nulLate.csv" holds a NUL byte in line 200,002. Remove it, or choose another encoding than utf-8.',
    });
  });
  it('a quote that is never closed names its line and what it takes with it', async () => {
    expect(await failure('open.csv', 'a,b\n1,x\n2,"y\n3,z\n4,z\n')).toEqual({
      code: 'import-failed',
      message: 'Line 3 of "open.csv" opens a quote that is never closed, which takes the 2 lines behind it with it. Close it, or choose another quote character.',
    });
  });
  it('line ends of two kinds', async () => {
    expect(await failure('ends.csv', 'a,b\r\n1,2\r\n3,4\n5,6\r\n')).toEqual({
      code: 'import-failed',
      message: 'Line 3 of "ends.csv" ends in another way than line 1 (LF, CRLF or CR). Save the file with one kind of line end.',
    });
  });
  it('no row that can be read gives the reason of the first', async () => {
    const path = await bench.file('none.csv', 'a,b\nx,1\ny,2\n');
    const failed = failureOf(bench.open(path, {}, ({ columns }) => columns.forEach((column) => (column.type = 'number'))));
    expect(await failed).toEqual({
      code: 'import-failed',
      message: 'No row of "none.csv" could be read. Line 2, column "a": "x" is not a number. Name it as a missing value, or read the column as text.',
    });
  });
});

describe('lines that do not fit are left out and listed', () => {
  it('ragged rows', async () => {
    const { id, nRows, nRejected } = await bench.open(await bench.file('ragged.csv', 'a,b\n1,2\n3\n4,5,6\n7,8\n'));
    expect({ nRows, nRejected }).toEqual({ nRows: 2, nRejected: 2 });
    expect(await rejected(id)).toEqual([
      { line: 3, column: null, text: '3', reason: 'The line has 1 cell where 2 are expected. Correct it, or choose another delimiter.' },
      { line: 4, column: null, text: '4,5,6', reason: 'The line has 3 cells where 2 are expected. Correct it, or choose another delimiter.' },
    ]);
  });
  it('text in a column of numbers at row 1,000,000', async () => {
    const text = `a,b\n${'1,2\n'.repeat(999_999)}1,n.a.\n${'1,2\n'.repeat(10)}`;
    const { id, nRows, nRejected } = await bench.open(await bench.file('million.csv', text));
    expect({ nRows, nRejected }).toEqual({ nRows: 1_000_009, nRejected: 1 });
    expect(await rejected(id)).toEqual([
      { line: 1_000_001, column: 'b', text: 'n.a.', reason: '"n.a." is not a number. Name it as a missing value, or read the column as text.' },
    ]);
  });
  it('infinities, numbers too large and hexadecimals, behind line breaks in quotes', async () => {
    const text = `x,s\n1,"a\nb"\ninf,c\n2,d\n1e400,"e\nf"\n0x1F,g\n-Infinity,h\nNAN,i\n${'3,z\n'.repeat(100)}`;
    const { id, nRows, nRejected } = await bench.open(await bench.file('infinite.csv', text));
    expect({ nRows, nRejected }).toEqual({ nRows: 102, nRejected: 5 });
    expect((await rejected(id)).map(({ line, column, text: cell }) => [line, column, cell])).toEqual([
      [4, 'x', 'inf'], [6, 'x', '1e400'], [8, 'x', '0x1F'], [9, 'x', '-Infinity'], [10, 'x', 'NAN'],
    ]);
    expect((await bench.engine.readRows(id, 0, 3)).rows).toEqual([['1', 'a\nb'], ['2', 'd'], ['3', 'z']]);
  });
  it('a point for a decimal where points group thousands is not read as a thousand times the number', async () => {
    const text = `p;q\n1.234,5;1\n1.5;2\n${'2,5;3\n'.repeat(50)}`;
    const { id, nRows } = await bench.open(await bench.file('grouped.csv', text));
    expect(nRows).toBe(51);
    expect(await rejected(id)).toMatchObject([{ line: 3, column: 'p', text: '1.5' }]);
    expect((await bench.engine.readRows(id, 0, 2)).rows).toEqual([['1234.5', '1'], ['2.5', '3']]);
  });
  it('a quote that closes some lines too late, with the lines it takes with it', async () => {
    const { id, nRows, notes } = await bench.open(await bench.file('late.csv', 'x,s\n1,a\n2,"b\n3,c\n4,"d"\n5,e\n6,"f"\n'));
    expect(nRows).toBe(3);
    expect(notes).toEqual(['Line 3 opens a quote that is not closed: lines 3 to 5 were left out as one.']);
    expect(await rejected(id)).toMatchObject([
      { line: 3, column: 's', reason: expect.stringContaining('takes lines 3 to 5 with it') as string },
    ]);
  });
  it('a line that is not UTF-8 behind a sample that is', async () => {
    const text = Buffer.concat([Buffer.from(`x,s\n${'1,ab\n'.repeat(500_000)}2,`), Buffer.from([0xe9, 10])]);
    const { id, nRows } = await bench.open(await bench.file('mixed.csv', text));
    expect(nRows).toBe(500_000);
    expect(await rejected(id)).toMatchObject([{ line: 500_002, reason: 'The line is not valid UTF-8. Choose the encoding latin-1.' }]);
  });
  it('a line of 17 million bytes', async () => {
    const { id, nRows } = await bench.open(await bench.file('long.csv', `x,s\n1,${'z'.repeat(17_000_000)}\n2,c\n`));
    expect(nRows).toBe(1);
    expect(await rejected(id)).toMatchObject([{ line: 2, reason: 'The line is longer than 16,777,216 bytes. Look for a missing line break.' }]);
  });
  it('lines of a JSON file that are no object or hold no number', async () => {
    const path = await bench.file('bad.jsonl', '{"a":1}\n\n{"a":"oops"}\n[1]\nnot json\n{"a":2}\n');
    const { id, nRows, nRejected } = await bench.open(path, {}, ({ columns }) => columns.forEach((column) => (column.type = 'number')));
    expect({ nRows, nRejected }).toEqual({ nRows: 2, nRejected: 3 });
    expect((await rejected(id)).map(({ line, column, text }) => [line, column, text])).toEqual([
      [3, 'a', 'oops'], [4, null, '[1]'], [5, null, 'not json'],
    ]);
  });
  it('all of 300,000 lines are counted, and the first 100,000 listed', async () => {
    const bad = Array.from({ length: 300_000 }, (_, i) => `t${i},1\n`).join('');
    const path = await bench.file('hopeless.csv', `x,y\n${'1,2\n'.repeat(10)}${bad}`);
    const summary = await bench.open(path, {}, ({ columns }) => columns.forEach((column) => (column.type = 'number')));
    expect(summary).toMatchObject({ nRows: 10, nRejected: 300_000 });
    const page = await bench.engine.readRejected(summary.id, 0, 1);
    expect(page.total).toBeLessThanOrEqual(100_000);
    expect(page.lines).toMatchObject([{ line: 12, column: 'x', text: 't0' }]);
    expect(summary.notes).toEqual([
      `300,000 lines were left out; the reasons of ${page.total.toLocaleString('en-US')} lines are listed.`,
    ]);
  });
});

describe('what a proposal says of a file', () => {
  it('a wrong delimiter shows as one column, and reads as it was asked for', async () => {
    const path = await bench.file('delimiter.csv', 'a;b\n1;2\n3;4\n');
    expect((await bench.engine.proposeImport(path)).columns).toHaveLength(2);
    const wrong = await bench.engine.proposeImport(path, { delimiter: ',' });
    expect(wrong.columns).toEqual([{ index: 0, name: 'a;b', type: 'text' }]);
    expect((await bench.engine.importFile(path, optionsOf(wrong))).nRows).toBe(2);
  });
  it('names that are repeated, empty or special', async () => {
    const summary = await bench.open(await bench.file('names.csv', '__proto__,x,constructor,x,\n1,2,3,4,5\n'));
    expect(summary.columns.map(({ name }) => name)).toEqual(['__proto__', 'x (column 2)', 'constructor', 'x (column 4)', 'column 5']);
    expect((await bench.engine.readRows(summary.id, 0, 1)).rows).toEqual([['1', '2', '3', '4', '5']]);
  });
  it('latin-1 and UTF-16 are seen, a wrong encoding is refused with the right one', async () => {
    const latin = await bench.file('latin.csv', Buffer.from('a,b\n1,Käse\n', 'latin1'));
    const proposal = await bench.engine.proposeImport(latin);
    expect(proposal.notes).toEqual(['The text was taken as latin-1.']);
    const { id } = await bench.engine.importFile(latin, optionsOf(proposal));
    expect((await bench.engine.readRows(id, 0, 1)).rows).toEqual([['1', 'Käse']]);
    const wide = await bench.file('wide.csv', Buffer.from('a,b\n1,ü\n', 'utf16le'));
    expect(await failureOf(bench.engine.proposeImport(wide, { encoding: 'utf-8' }))).toEqual({
      code: 'file-not-supported', message: '"wide.csv" is not utf-8 but UTF-16. Choose the encoding utf-16.',
    });
    expect(await failureOf(bench.engine.proposeImport(latin, { encoding: 'utf-16' }))).toEqual({
      code: 'file-not-supported', message: '"latin.csv" is not UTF-16. Choose the encoding utf-8 or latin-1.',
    });
  });
  it('rules by which nothing can be read are refused', async () => {
    const path = await bench.file('rules.csv', 'a,b\n1,2\n');
    const options = optionsOf(await bench.engine.proposeImport(path));
    const dialect = { ...options.dialect, decimalMark: ',' as const, thousandsMark: ',' as const };
    expect(await failureOf(bench.engine.importFile(path, { ...options, dialect }))).toEqual({
      code: 'setting-invalid', message: '"," cannot be the decimal and the thousands mark. Choose two characters.',
    });
  });
});

describe('a file that changes while it is read', () => {
  const text = `a,b\n${'1,2\n'.repeat(400_000)}`;
  it.each([
    ['is appended to', (path: string) => appendFile(path, '3,4\n'), 'was changed'],
    ['is replaced', async (path: string) => { await rm(path); await writeFile(path, text); }, 'was changed'],
    ['is removed', (path: string) => rm(path), 'was removed'],
  ])('%s: the import fails and says so', async (_, change, what) => {
    const path = await bench.file('changing.csv', text);
    const options = optionsOf(await bench.engine.proposeImport(path));
    let pending: Promise<void> | undefined;
    const own = await createDataBench((pools) => ({
      ...pools,
      data: {
        destroy: () => pools.data.destroy(),
        // When DuckDB is done with the file, before its state is compared.
        run: async (task) => {
          const outcome = await pools.data.run(task);
          await (pending ??= change(path));
          return outcome;
        },
      },
    }));
    try {
      expect(await failureOf(own.engine.importFile(path, options))).toEqual({
        code: 'file-changed',
        message: `"changing.csv" ${what} while it was read. Import it again once it is complete.`,
      });
    } finally {
      await own.dispose();
    }
  });
});
