import { describe, expect, it } from 'vitest';
import { readRecords } from '../../../workers/core/design/csvRecords';
import {
  createRecordScanner,
  type Located,
  type ScanRules,
  type TextFacts,
} from '../../../workers/core/design/recordScanner';

const COMMA: ScanRules = { delimiter: 44, quote: 34, escape: 34, skipLines: 0, hasHeader: true, oneColumn: false };

const scan = (
  text: string,
  rules: Partial<ScanRules> = {},
  wanted: { rejectedOffsets?: number[]; rows?: number[] } = {},
  chunkLength = text.length,
): TextFacts & Located => {
  const scanner = createRecordScanner(
    { ...COMMA, ...rules },
    { rejectedOffsets: Float64Array.from(wanted.rejectedOffsets ?? []), rows: Float64Array.from(wanted.rows ?? []) },
  );
  const bytes = Buffer.from(text);
  for (let i = 0; i < bytes.length; i += chunkLength) scanner.push(bytes.subarray(i, i + chunkLength));
  return scanner.finish();
};

describe('records of a text', () => {
  const marks = { delimiter: ',', quote: '"', escape: '"' };
  const cells = (text: string) => readRecords(text, marks).records.map((record) => record.cells);
  it('has quoted delimiters, line breaks and doubled quotes within cells', () => {
    expect(cells('a,"b,c"\n"d\ne","f""g"\n')).toEqual([['a', 'b,c'], ['d\ne', 'f"g']]);
  });
  it('takes a quote within a cell as it stands, and one behind blanks as a quote', () => {
    expect(cells('5" pipe, "x,y"\n')).toEqual([['5" pipe', 'x,y']]);
  });
  it('names the line of a quote that stays open', () => {
    expect(readRecords('a,b\n1,"x\ny\n', marks)).toMatchObject({ openQuoteLine: 2, records: [{ cells: ['a', 'b'] }] });
  });
  it('understands backslashes where they escape', () => {
    const { records } = readRecords('1,"a\\"b,c"\n', { ...marks, escape: '\\' });
    expect(records[0]?.cells).toEqual(['1', 'a"b,c']);
  });
  it('tells the line each record begins on, whatever the line ends', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['a,b', '"x', 'y",2', '', '3,4', ''].join(end);
      expect(readRecords(text, marks).records.map(({ line }) => line)).toEqual([1, 2, 4, 5]);
    }
  });
});

describe('the scan of a text', () => {
  it('counts rows and not lines: quoted line breaks, blank lines and the header do not count', () => {
    expect(scan('x,y\n1,"a\nb"\n\n2,c\n')).toMatchObject({ nRows: 2, nLines: 5, openQuoteLine: null });
  });
  it('counts a last line without an end', () => {
    expect(scan('x,y\n1,2')).toMatchObject({ nRows: 1, nLines: 2 });
  });
  it('counts blank lines of a single column as rows', () => {
    expect(scan('x\n1\n\n2\n', { oneColumn: true }).nRows).toBe(3);
  });
  it('does not count skipped lines, whatever quotes they hold', () => {
    expect(scan('a "title"\n"odd\nx,y\n1,2\n', { skipLines: 2 })).toMatchObject({ nRows: 1, openQuoteLine: null });
  });
  it('finds the line on which a quote opens that is never closed', () => {
    expect(scan('x,y\n1,a\n2,"b\n3,c\n')).toMatchObject({ openQuoteLine: 3, nLines: 4 });
  });
  it('finds the first NUL byte and the first other line end', () => {
    expect(scan('x,y\n1,2\n3,\0\n').firstNulLine).toBe(3);
    expect(scan('x,y\n1,2\n3,4\r\n').mixedEndsLine).toBe(3);
    expect(scan('x,y\r\n1,2\r\n').mixedEndsLine).toBeNull();
  });
  it('finds lines and texts of records, behind quoted line breaks and rejected records', () => {
    const text = 'x,y\n1,"a\nb"\nbad,c\n2,d\n3,"e\nf"\n';
    // Rows that were loaded: 1 (lines 2-3), 2 (line 5), 3 (lines 6-7). Rejected: line 4, at byte 13.
    const offset = text.indexOf('bad');
    for (const chunkLength of [1, 2, 3, 5, 100]) {
      const { rejectedLines, rejectedSpans, rowLines, rowTexts } = scan(text, {}, { rejectedOffsets: [offset], rows: [1, 2] }, chunkLength);
      expect([...rejectedLines]).toEqual([4]);
      expect([...rejectedSpans]).toEqual([1]);
      expect([...rowLines]).toEqual([5, 6]);
      expect(rowTexts.map((bytes) => Buffer.from(bytes).toString())).toEqual(['2,d', '3,"e\nf"']);
    }
  });
});
