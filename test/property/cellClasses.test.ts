import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CELL_CLASSES, cellClass } from '../../workers/core/design/ambiguity/cellClass';
import { classCode, classOfCell } from '../../workers/tasks/data/cellClassSql';

let instance: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

const digits = fc.stringMatching(/^[0-9]{0,5}$/);
const mark = fc.constantFrom('.', ',', '/', '-', 'e', 'E', '+', ' ', '');
/** Much of what looks like a number or a date, and its near misses. */
const numberLike = fc
  .tuple(fc.constantFrom('', '-', '+', ' '), digits, mark, digits, mark, digits, mark, digits, mark, digits)
  .map((parts) => parts.join(''));
const part = fc.integer({ min: 0, max: 32 }).chain((n) => fc.constantFrom(String(n), String(n).padStart(2, '0')));
const dateLike = fc
  .tuple(part, fc.constantFrom('/', '.', '-'), part, fc.constantFrom('/', '.', '-'), fc.constantFrom('2020', '20', '02020'))
  .map((parts) => parts.join(''));
const grouped = fc
  .tuple(fc.stringMatching(/^[0-9]{1,4}$/), fc.array(fc.stringMatching(/^[.,][0-9]{3}$/), { maxLength: 3 }), fc.constantFrom('', '.5', ',', 'e3'))
  .map(([first, groups, rest]) => [first, ...groups, rest].join(''));
const word = fc.constantFrom('yes', 'No', 'T', 'true', 'FALSE', '-', '--', '.', '?', 'n/a', 'NA', 'none', 'é', 'abc', '12345678901234567', "o'k");
const cell = fc.oneof(numberLike, dateLike, grouped, word, fc.string({ unit: 'grapheme' }));

/** So that no class is left to chance. */
const ONE_OF_EACH = [
  '12', '12345678901234567', '007', '1e5', '1e-5', '1.234', '1,234', '12.5', '12,5', '1.234.567', '1,234,567', '12/05/2020', '05/05/2020',
  '31/05/2020', '05/31/2020', '?', 'yes', 'true', 'Oslo',
];

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

describe('the classes of cells in SQL', () => {
  const inSql = async (cells: string[], frequent: Parameters<typeof classOfCell>[2]): Promise<(number | null)[]> => {
    const rows = cells.map((text, n) => `(${n}, ${literal(text)})`).join(', ');
    const sql = `SELECT ${classOfCell('v', [], frequent)} FROM (VALUES ${rows}) AS cells(n, v) ORDER BY n`;
    return (await connection.runAndReadAll(sql)).getRowsJS().map(([code]) => (code === null ? null : Number(code)));
  };
  it('are those of the rules, cell by cell, in whatever order they are tried', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell.filter((text) => text !== '' && !text.includes('\0')), { minLength: 100, maxLength: 200 }),
        fc.subarray([...CELL_CLASSES]),
        async (drawn, frequent) => {
          const cells = [...ONE_OF_EACH, ...drawn];
          const expected = cells.map(cellClass);
          for (const name of expected) seen.add(name);
          const codes = await inSql(cells, frequent);
          const classes = codes.map((code) => (code === null ? frequent[0] : CELL_CLASSES[code - 1]));
          expect(classes.map((name, n) => [cells[n], name])).toEqual(cells.map((text, n) => [text, expected[n]]));
        },
      ),
      { numRuns: 60 },
    );
    expect([...seen].sort()).toEqual([...CELL_CLASSES].sort());
  });
  it('know the empty cell and the words for a missing value', async () => {
    const sql = `SELECT ${classOfCell('v', ['NA', "it's"], [])} FROM (VALUES (NULL), ('NA'), ('it''s'), ('na')) AS cells(v)`;
    const codes = (await connection.runAndReadAll(sql)).getRowsJS().map(([code]) => code);
    expect(codes).toEqual([0, classCode('missing'), classCode('missing'), classCode('missing-like')]);
  });
});
