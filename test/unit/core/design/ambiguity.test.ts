import { describe, expect, it } from 'vitest';
import { cellClass } from '../../../../workers/core/design/ambiguity/cellClass';
import { toAmbiguity } from '../../../../workers/core/design/ambiguity/findings';
import { judgeColumn } from '../../../../workers/core/design/ambiguity/judge';
import { sampleCells } from '../../../../workers/core/design/ambiguity/sampleCells';
import { ambiguitySentence } from '../../../../workers/core/design/ambiguity/sentence';
import type { ColumnType, Dialect } from '../../../../workers/core/schema';

const DIALECT: Dialect = {
  delimiter: ';', quote: '"', escape: '"', hasHeader: true, skipLines: 0, decimalMark: '.', thousandsMark: '',
  encoding: 'utf-8', missingWords: ['NA'], dateFormat: null,
};

/** What is said of a column of these cells, each on a line of its own behind the header. */
const said = (cells: string[], type: ColumnType, dialect: Partial<Dialect> = {}): string[] => {
  const rules = { ...DIALECT, ...dialect };
  const [sampled] = sampleCells(`x\n${cells.join('\n')}\n`, true, rules, 1);
  const judged = { column: { index: 0, name: 'x', type }, dialect: rules, counts: sampled?.counts ?? {} };
  return judgeColumn(judged).map((finding) =>
    ambiguitySentence(toAmbiguity(finding, judged, finding.classes.flatMap((name) => sampled?.examples[name] ?? []).sort((a, b) => a.line - b.line))),
  );
};

describe('the class of a cell', () => {
  it.each([
    ['12', 'integer'], ['-0', 'integer'], ['1234567890123456', 'integer'], ['12345678901234567', 'long-integer'],
    ['007', 'zero-led'], ['00', 'zero-led'], ['1e5', 'exponent'], ['+2E07', 'exponent'], ['1e-5', 'signed-exponent'],
    ['1.234', 'point-group'], [' 0,435 ', 'comma-group'], ['-12.5', 'point-decimal'], ['.123', 'point-decimal'],
    ['1.', 'point-decimal'], ['1234.567', 'point-decimal'], ['1.234e5', 'point-decimal'], ['12,5', 'comma-decimal'],
    ['1.234.567', 'point-groups'], ['1.234,5', 'point-groups'], ['1,234.', 'comma-groups'], ['1,23.4', 'other'],
    ['1.23.456', 'other'], ['1,234.5.6', 'other'], ['12/05/2020', 'day-month'], ['5.5.2020', 'day-month-same'],
    ['31-05-2020', 'day-first'], ['05/31/2020', 'month-first'], ['31/31/2020', 'other'], ['0/5/2020', 'other'],
    ['12/05/20', 'other'], ['12/05-2020', 'other'], ['-', 'missing-like'], ['N/A', 'missing-like'], ['Yes', 'truth-word'],
    ['TRUE', 'true-false'], ['e5', 'other'], ['1e', 'other'], ['.', 'missing-like'], ['+', 'other'], ['abc', 'other'],
    ['1e5e5', 'other'], ['0x1F', 'other'], ['1 234', 'other'],
  ])('of %j is %s', (cell, expected) => {
    expect(cellClass(cell)).toBe(expected);
  });
});

describe('marks', () => {
  const comma = { decimalMark: ',' } as const;
  it('are told apart by nothing where every cell has three digits behind its mark', () => {
    expect(said(['0,435', '1,234', '7'], 'number', comma)).toEqual([
      '2 cells like 0,435 (line 2) are read as 0.435; with , as thousands mark they would be 435.',
    ]);
  });
  it('are settled by one cell that cannot be grouped', () => {
    expect(said(['1.234', '12.5'], 'number')).toEqual([]);
    expect(said(['1,234', '1,234.5'], 'number', { thousandsMark: ',' })).toEqual([]);
    expect(said(['1.234', '1.234.567'], 'number', { decimalMark: ',', thousandsMark: '.' })).toEqual([]);
    expect(said(['1.234', '12,5'], 'number', { decimalMark: ',', thousandsMark: '.' })).toEqual([]);
  });
  it('of thousands may be decimal ones', () => {
    expect(said(['1.234'], 'number', { decimalMark: ',', thousandsMark: '.' })).toEqual([
      '1 cell like 1.234 (line 2) is read as 1234; with . as decimal mark it would be 1.234.',
    ]);
  });
  it('that are not those chosen make no number', () => {
    expect(said(['1', '2', '12,5'], 'number')).toEqual([
      '1 cell like 12,5 (line 4) is read as no number, and the line is left out; with , as decimal mark it would be 12.5.',
    ]);
    expect(said(['1', '1,234,567'], 'number')).toEqual([
      '1 cell like 1,234,567 (line 3) is read as no number, and the line is left out; with , as thousands mark it would be 1234567.',
    ]);
  });
  it('may make numbers of a column of text, unless other cells are words', () => {
    expect(said(['12,5', '0,435'], 'text')).toEqual([
      '2 cells like 12,5 (line 2) are read as the text "12,5"; with , as decimal mark they would be 12.5.',
    ]);
    expect(said(['12,5', 'about ten'], 'text')).toEqual([]);
  });
  it('do not matter for plain integers', () => {
    expect(said(['1', '-20', '300'], 'number')).toEqual([]);
  });
});

describe('names that look like numbers', () => {
  it('lose their zeros, their digits or their letter as numbers', () => {
    expect(said(['007', '12'], 'number')).toEqual([
      '1 cell like 007 (line 2) is read as 7; as text it would be "007".',
    ]);
    expect(said(['1e5', '12'], 'number')).toEqual([
      '1 cell like 1e5 (line 2) is read as 100000; as text it would be "1e5".',
    ]);
    expect(said(['12345678901234567', '3'], 'number')).toEqual([
      '1 cell like 12345678901234567 (line 2) is read as 12345678901234568; as text it would be "12345678901234567".',
    ]);
  });
  it('are numbers where the column has decimals', () => {
    expect(said(['007', '1e5', '2.5'], 'number')).toEqual([]);
  });
  it('keep them as text, and can be had as numbers', () => {
    expect(said(['007', '12'], 'text')).toEqual([
      '1 cell like 007 (line 2) is read as the text "007"; as numbers it would be 7.',
    ]);
    expect(said(['A12', '1e5', 'B7', '007'], 'text')).toEqual([
      '1 cell like 1e5 (line 3) is read as the text "1e5"; as numbers it would be 100000.',
    ]);
  });
});

describe('days and months', () => {
  it('can change places where none is above 12', () => {
    expect(said(['12/05/2020', '01/01/2020'], 'date', { dateFormat: '%d/%m/%Y' })).toEqual([
      '1 cell like 12/05/2020 (line 2) is read as 2020-05-12; with the month first it would be 2020-12-05.',
    ]);
    expect(said(['12/05/2020'], 'date', { dateFormat: '%m/%d/%Y' })).toEqual([
      '1 cell like 12/05/2020 (line 2) is read as 2020-12-05; with the day first it would be 2020-05-12.',
    ]);
  });
  it('are settled by one day above 12', () => {
    expect(said(['12/05/2020', '31/05/2020'], 'date', { dateFormat: '%d/%m/%Y' })).toEqual([]);
    expect(said(['12/05/2020', '05/31/2020'], 'date', { dateFormat: '%m/%d/%Y' })).toEqual([]);
    expect(said(['12/05/2020', '05/31/2020'], 'date', { dateFormat: '%d/%m/%Y' })).toHaveLength(1);
  });
  it('may be text', () => {
    expect(said(['12/05/2020'], 'text')).toEqual([
      '1 cell like 12/05/2020 (line 2) is read as the text "12/05/2020"; as dates with the day first it would be 2020-05-12.',
    ]);
    expect(said(['12/05/2020', 'soon'], 'text')).toEqual([]);
  });
});

describe('words', () => {
  it('that stand for a missing value may be texts, and texts may stand for one', () => {
    expect(said(['NA', 'DE', '-'], 'text')).toEqual([
      '1 cell like NA (line 2) is read as missing; if the word were none for a missing value it would be "NA".',
      '1 cell like - (line 4) is read as the text "-"; if the word stood for a missing value it would be missing.',
    ]);
    expect(said(['1', '?'], 'number')).toEqual([
      '1 cell like ? (line 3) is read as no number, and the line is left out; if the word stood for a missing value it would be missing.',
    ]);
    expect(said(['1', 'NA'], 'number')).toEqual([]);
  });
  it('of truth are texts or truth values where the column holds nothing else', () => {
    expect(said(['yes', 'no'], 'text')).toEqual([
      '2 cells like yes (line 2) are read as the text "yes"; as true or false they would be true.',
    ]);
    expect(said(['yes', 'no', 'maybe'], 'text')).toEqual([]);
    expect(said(['T', 'true'], 'boolean')).toEqual(['1 cell like T (line 2) is read as true; as text it would be "T".']);
    expect(said(['true', 'false'], 'boolean')).toEqual([]);
  });
});
