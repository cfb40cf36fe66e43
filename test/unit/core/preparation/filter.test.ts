import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../../../workers/core/preparation/filter/check';
import { parseFilter } from '../../../../workers/core/preparation/filter/parse';
import { filterSql } from '../../../../workers/core/preparation/filter/sql';
import type { ColumnDefinition, ColumnType } from '../../../../workers/core/schema';

const named: [string, ColumnType][] = [
  ['age', 'number'], ['city', 'text'], ['smoker', 'boolean'], ['born', 'date'], ['a "b"', 'number'], ['größe', 'number'],
];
const COLUMNS = named.map(([name, type], index): ColumnDefinition => ({ index, name, type }));

const sqlOf = (text: string): string => {
  const filter = parseFilter(text);
  checkFilter(filter, COLUMNS);
  return filterSql(filter, COLUMNS, (index) => `c${index}`);
};

describe('a filter', () => {
  it.each([
    ['age >= 18', '(c0 >= 18e0)'],
    ['18 <= age', '(18e0 <= c0)'],
    ["city = 'New ''York'''", "(c1 = 'New ''York''')"],
    ['age != -1.5e3', '(c0 <> (-1500e0))'],
    ['age <> 2', '(c0 <> 2e0)'],
    ['smoker', '(c2)'],
    ['smoker = true and not smoker', '((c2 = true) AND (NOT (c2)))'],
    ['age is missing or city is not missing', '((c0 IS NULL) OR (c1 IS NOT NULL))'],
    ["city in ('Oslo', 'Bergen')", "(c1 IN ('Oslo', 'Bergen'))"],
    ['age not in (1, 2)', '(c0 NOT IN (1e0, 2e0))'],
    ['born < 2020-01-31', "(c3 < CAST('2020-01-31' AS TIMESTAMP))"],
    ["born = '2020-01-31'", "(c3 = CAST('2020-01-31' AS TIMESTAMP))"],
    ['"a ""b""" > age', '(c4 > c0)'],
    ['größe = 1', '(c5 = 1e0)'],
    ['AGE_not', null],
    ["city = '; DROP TABLE t; --'", "(c1 = '; DROP TABLE t; --')"],
  ])('is read and printed: %s', (text, sql) => {
    if (sql === null) expect(() => sqlOf(text)).toThrow('There is no column "AGE_not"');
    else expect(sqlOf(text)).toBe(sql);
  });

  it('binds not before and before or, and brackets before all', () => {
    expect(sqlOf('age = 1 or age = 2 and not age = 3')).toBe('((c0 = 1e0) OR ((c0 = 2e0) AND (NOT (c0 = 3e0))))');
    expect(sqlOf('(age = 1 or age = 2) and age = 3')).toBe('(((c0 = 1e0) OR (c0 = 2e0)) AND (c0 = 3e0))');
  });

  it.each([
    ['', 'at character 1: it is empty.'],
    ['age >', 'at character 6: there is the end where a column or a value is expected.'],
    ['age >= 18 and', 'at character 14: there is the end'],
    ['(age = 1', 'at character 9: there is the end where and, or, or the bracket ) is expected.'],
    ['age = 1)', 'at character 8: there is ")" where and, or, or the end is expected.'],
    ["city = 'Oslo", "at character 8: the quote ' is not closed."],
    ['age = 1; DROP TABLE t', 'at character 8: "; DROP TABLE" is no part of a filter.'],
    ['age + 1 = 2', 'at character 5: "+ 1 = 2" is no part of a filter.'],
    ['age is 3', 'at character 8: there is 3 where the word missing is expected.'],
    ['age in 1', 'at character 8: there is 1 where the bracket ( of a list is expected.'],
    ['ages > 3', 'at character 1: There is no column "ages", which is written there. Did you mean "age"?'],
    ["age > '3'", 'at character 7: "age" is a number, but "3" is text.'],
    ['city = 3', 'at character 8: "city" is text, but 3 is a number.'],
    ['smoker > true', 'at character 8: truth values have no order for >. Use = or !=.'],
    ['age', 'at character 1: "age" is not compared with anything.'],
    ["born = 'yesterday'", 'at character 8: "yesterday" is no date.'],
    ['born = 2020-02-30', 'at character 8: 2020-02-30 is no date.'],
    ['3 is missing', 'at character 1: 3 is a value and cannot be missing.'],
    [`${'('.repeat(60)}age = 1${')'.repeat(60)}`, 'nested more than 50 deep'],
    ['age = 1e999', 'the number is too large'],
    ['x'.repeat(10_001), 'longer than 10,000 characters'],
  ])('that is wrong is refused with its place: %s', (text, sentence) => {
    expect(() => sqlOf(text)).toThrow(sentence);
  });
});
