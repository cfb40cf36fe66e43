import { describe, expect, it } from 'vitest';
import { chooseColumns, findColumn } from '../../../cli/columns';
import { alignNumbers, byteSize, count, cut, duration, number, printable, table } from '../../../cli/format';
import { nearest } from '../../../workers/core/text/nearest';
import { barLine } from '../../../cli/progress';
import { formula } from '../../../cli/reports/formula';
import { columns } from './fakes';

describe('numbers for people', () => {
  it('are short and exact enough', () => {
    expect([2, 0.1 + 0.2, 1e-21, -1234.5, NaN, -1.46e19, 5e14].map((value) => number(value))).toEqual([
      '2',
      '0.3',
      '1e-21',
      '-1234.5',
      'NaN',
      '-1.46e19',
      '500000000000000',
    ]);
    expect([0, 999, 1204, 1_000_000].map(count)).toEqual(['0', '999', '1,204', '1,000,000']);
    expect([0.0123, 12.6, 1234, 61_000, 3_700_000].map(duration)).toEqual([
      '0.012 ms',
      '13 ms',
      '1.2 s',
      '1 min 1 s',
      '1 h 1 min',
    ]);
    expect([1, 999, 1000, 449_000_000].map(byteSize)).toEqual(['1 byte', '999 bytes', '1 kB', '449 MB']);
  });

  it('stand with their decimal points in one column', () => {
    expect(alignNumbers(['2', '-0.25', '1e-21', '10.5'])).toEqual(
      [' 2   ', '-0.25', ' 1e-21', '10.5 '].map((text) => text.padEnd(6)),
    );
    expect(
      table([
        { title: 'name', cells: ['x1', 'x2'] },
        { title: 'weight', cells: ['2', '-0.25'], numeric: true },
      ]),
    ).toEqual(['  name   weight', '  x1       2', '  x2      -0.25']);
  });
});

describe('text from a data file', () => {
  it('cannot move the cursor, break the line or turn the direction of writing', () => {
    expect(printable('a\u001b[2Jb\nc\td\u009b\u202e')).toBe('a\\u001b[2Jb\\nc\\td\\u009b\\u202e');
    expect(printable('größe €')).toBe('größe €');
  });

  it('is cut to a length', () => {
    expect([cut('abcdef', 4), cut('abcd', 4)]).toEqual(['abc…', 'abcd']);
  });
});

describe('the formula', () => {
  it('shows signs as they are read', () => {
    expect(formula('y', ['a', 'b'], [-2, 0.5], -3)).toBe('y = -2 a + 0.5 b - 3');
    expect(formula('y', ['a'], [1 / 3], 0)).toBe('y = 0.333333 a + 0');
  });

  it('of many features is cut after the first ones', () => {
    const names = Array.from({ length: 20 }, (_, j) => `x${j}`);
    expect(
      formula(
        'y',
        names,
        names.map(() => 1),
        2,
      ),
    ).toBe('y = 1 x0 + 1 x1 + 1 x2 + 1 x3 + 1 x4 + 1 x5 + … (14 more) + 2');
  });
});

describe('the progress bar', () => {
  it('fits the terminal', () => {
    const state = { label: 'Reading', done: 1, total: 4, detail: '1 of 4 rows', remainingMs: 3000 };
    expect(barLine(state, 80)).toBe('Reading ██████░░░░░░░░░░░░░░░░░░  25 %  1 of 4 rows, 3.0 s left');
    expect(barLine(state, 20)).toHaveLength(19);
    expect(barLine({ ...state, total: 0 }, 80)).toContain('Reading ░░░');
  });
});

describe('a column that is not there', () => {
  it('is answered with the nearest name', () => {
    expect(nearest('prise', ['size', 'price', 'prince'])).toBe('price');
    expect(nearest('PRICE ', ['size', 'price'])).toBe('price');
    expect(nearest('population', ['size', 'price'])).toBeNull();
    expect(() => findColumn(columns, 'prise')).toThrow(
      'There is no column "prise". Did you mean "price"? Columns: x1, __proto__, price, town.',
    );
  });

  it('does not bring a list of ten thousand names', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      index,
      name: `c${index}`,
      type: 'number' as const,
    }));
    expect(() => findColumn(many, 'zzzzzz')).toThrow(
      'There is no column "zzzzzz". Columns: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, … (9,988 more).',
    );
  });
});

describe('the chosen columns', () => {
  it('are all numeric ones but the target where none is named', () => {
    const { target, features } = chooseColumns(columns, 'price', null);
    expect(target.index).toBe(2);
    expect(features.map(({ name }) => name)).toEqual(['x1', '__proto__']);
  });

  it('keep the order in which they are named and forgive blanks', () => {
    expect(chooseColumns(columns, 'price', ['__proto__', ' x1']).features.map(({ index }) => index)).toEqual([
      1, 0,
    ]);
  });

  it('are refused where they hold no numbers, repeat, or leave nothing', () => {
    expect(() => chooseColumns(columns, 'town', null)).toThrow(
      '"town" holds values of type text, not numbers',
    );
    expect(() => chooseColumns(columns, 'price', ['town'])).toThrow('"town" holds values of type text');
    expect(() => chooseColumns(columns, 'price', ['x1', 'x1 '])).toThrow('"x1" is named more than once');
    expect(() => chooseColumns(columns, 'price', ['price '])).toThrow('is the target');
    expect(() => chooseColumns(columns.slice(2), 'price', null)).toThrow(
      'no numeric column besides the target "price"',
    );
  });
});
