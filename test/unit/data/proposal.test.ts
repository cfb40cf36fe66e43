import { describe, expect, it } from 'vitest';
import { nameColumns } from '../../../workers/core/design/columnNames';
import { proposeTable, type TableProposal } from '../../../workers/core/design/proposeTable';
import { suggestSelection } from '../../../workers/core/design/selectColumns';
import type { DialectOverrides } from '../../../workers/core/schema';

const propose = (text: string, overrides: DialectOverrides = {}, delimiterHint = ','): TableProposal =>
  proposeTable({ text, encoding: 'utf-8', delimiterHint }, overrides);
const typesOf = ({ columns }: TableProposal): string[] => columns.map(({ name, type }) => `${name}: ${type}`);

describe('names of columns', () => {
  it('keeps unique names, also those that objects have by nature', () => {
    expect(nameColumns(['__proto__', 'constructor', ' x '])).toEqual({ names: ['__proto__', 'constructor', 'x'], notes: [] });
  });
  it('gives every column of a repeated name its place, and a place to those without a name', () => {
    expect(nameColumns(['x', 'y', 'x', ''])).toEqual({
      names: ['x (column 1)', 'y', 'x (column 3)', 'column 4'],
      notes: [
        'Columns without a name are called "column 4".',
        'Columns that share a name are called "x (column 1)", "x (column 3)".',
      ],
    });
  });
  it('never gives a name that another column has', () => {
    const { names } = nameColumns(['', 'column 1', 'a', 'a', 'a (column 3)']);
    expect(names).toEqual(['column 1 2', 'column 1', 'a (column 3) 2', 'a (column 4)', 'a (column 3)']);
  });
});

describe('the proposal for a delimited text', () => {
  it.each([
    ['comma', 'a,b\n1,2\n3,4\n', ','],
    ['semicolon', 'a;b\n1,5;2\n3;4,25\n', ';'],
    ['tab', 'a\tb\n1\t2\n', '\t'],
    ['bar', 'a|b\n1|2\n', '|'],
  ])('finds the delimiter: %s', (_, text, delimiter) => {
    const proposal = propose(text);
    expect(proposal.dialect.delimiter).toBe(delimiter);
    expect(typesOf(proposal)).toEqual(['a: number', 'b: number']);
  });
  it('is not led astray by commas in the text of a table with tabs', () => {
    expect(propose('name\tv\nSmith, J., Dr.\t1\nMiller, A., Dr.\t2\n').dialect.delimiter).toBe('\t');
  });
  it('reads a decimal comma with points between thousands', () => {
    const proposal = propose('price;n\n1.234,56;1\n-2,5;2\n');
    expect(proposal.dialect).toMatchObject({ delimiter: ';', decimalMark: ',', thousandsMark: '.' });
    expect(typesOf(proposal)).toEqual(['price: number', 'n: number']);
  });
  it('takes 1.234 for a decimal where nothing speaks for thousands', () => {
    expect(propose('a,b\n1.234,1\n2.345,2\n').dialect).toMatchObject({ decimalMark: '.', thousandsMark: '' });
  });
  it('leaves out the lines before the table', () => {
    const proposal = propose('Report of 2024\n\na;b;c\n1;2;3\n4;5;6\n');
    expect(proposal.dialect).toMatchObject({ skipLines: 2, hasHeader: true });
    expect(proposal.preview).toEqual([['1', '2', '3'], ['4', '5', '6']]);
  });
  it('does not eat the first row of a table without names', () => {
    const proposal = propose('1,2\n3,4\n');
    expect(proposal.dialect.hasHeader).toBe(false);
    expect(proposal.nRows).toBe(2);
    expect(proposal.notes).toContain('The first row was taken as data, for it holds numbers: columns are called by their place.');
  });
  it('knows a header by years over numbers only where another column has a name', () => {
    expect(propose('city,2019,2020\nA,1,2\nB,3,4\n').dialect.hasHeader).toBe(false);
    expect(propose('id,2019,2020\n7,1,2\n8,3,4\n').dialect.hasHeader).toBe(true);
  });
  it('keeps a column of numbers when one cell of a hundred is text, and says which line', () => {
    const rows = Array.from({ length: 100 }, (_, i) => (i === 41 ? 'oops,1' : `${i},1`));
    const proposal = propose(`x,y\n${rows.join('\n')}\n`);
    expect(typesOf(proposal)).toEqual(['x: number', 'y: number']);
    expect(proposal.notes[0]).toMatch(/^Line 43, column "x": "oops" is not a finite number/);
  });
  it('takes a decimal after 20,480 integers for the same type', () => {
    const proposal = propose(`x,y\n${'1,2\n'.repeat(20_480)}3.75,2\n`);
    expect(typesOf(proposal)).toEqual(['x: number', 'y: number']);
    expect(proposal.nRows).toBe(20_481);
  });
  it('finds dates, times and truth values', () => {
    expect(typesOf(propose('d,t,b,n\n2024-01-02,2024-01-02 03:04:05,true,1\n2023-12-31,2024-01-02T03:04,false,2\n'))).toEqual([
      'd: date', 't: timestamp', 'b: boolean', 'n: number',
    ]);
    expect(propose('d;n\n31.12.2023;1\n01.02.2024;2\n').dialect.dateFormat).toBe('%d.%m.%Y');
    expect(propose('d,n\n12/31/2023,1\n01/02/2024,2\n').dialect.dateFormat).toBe('%m/%d/%Y');
  });
  it('shows missing words as missing', () => {
    expect(propose('a,b\nNA,1\n,2\nx,3\n').preview).toEqual([[null, '1'], [null, '2'], ['x', '3']]);
  });
  it('says which line is ragged', () => {
    expect(propose('a,b\n1,2\n3\n4,5\n').notes).toEqual([
      'Line 3 has 1 cell where 2 are expected (delimiter ","); such lines will be rejected.',
    ]);
  });
  it('keeps what a person has set', () => {
    const proposal = propose('a;b\n1;2\n', { delimiter: ',', hasHeader: false, missingWords: ['1;2'] });
    expect(proposal.dialect).toMatchObject({ delimiter: ',', hasHeader: false, missingWords: ['1;2'] });
    expect(proposal.preview).toEqual([['a;b'], [null]]);
  });
  it('proposes apostrophes as quotes only where they alone enclose cells', () => {
    expect(propose("a;b\n'x;y';'1'\n'z';'2'\n").dialect).toMatchObject({ quote: "'", escape: "'" });
    expect(propose("a,b\nit's,1\n\"x\",2\n").dialect.quote).toBe('"');
  });
});

describe('the first choice of target and features', () => {
  const column = (index: number, name: string, type: 'number' | 'text') => ({ index, name, type });
  it('takes y, else the last number, from all other numbers', () => {
    expect(suggestSelection([column(0, 'Y', 'number'), column(1, 'a', 'number'), column(2, 't', 'text')])).toEqual({
      target: 0, features: [1],
    });
    expect(suggestSelection([column(0, 'a', 'number'), column(1, 'b', 'number')])).toEqual({ target: 1, features: [0] });
    expect(suggestSelection([column(0, 't', 'text')])).toEqual({ target: null, features: [] });
  });
});
