import { readFile } from 'node:fs/promises';
import type { DescribedInput } from '../../core/export/describedModel';
import type { Cell, Scores } from '../../core/export/scores';
import { identifier, literal, numberLiteral } from '../../core/text/sql';
import type { Control } from '../data/control';
import { openDatabase, query } from '../data/database';
import { sqlType } from '../data/sql';
import { classNumber, type Consumed, type Consumer } from './consumer';

const ROWS_A_STATEMENT = 100;

const cellText = (cell: Cell, { type }: DescribedInput): string => {
  if (cell === null) return 'NULL';
  if (typeof cell === 'number') return Number.isFinite(cell) ? numberLiteral(cell) : `CAST(${literal(String(cell))} AS DOUBLE)`;
  return typeof cell === 'boolean' ? String(cell) : `CAST(${literal(cell)} AS ${sqlType(type)})`;
};

/** The statements that make the table `data` of the rows. */
const tableOf = (inputs: readonly DescribedInput[], columns: readonly Cell[][], nRows: number): string[] => {
  const definitions = inputs.map((input) => `${identifier(input.name)} ${sqlType(input.type)}`);
  // A table has one column or more, and the row keeps the order.
  const statements = [`CREATE TABLE data (${['"(row)" INTEGER', ...definitions].join(', ')})`];
  for (let from = 0; from < nRows; from += ROWS_A_STATEMENT) {
    const tuples = Array.from({ length: Math.min(ROWS_A_STATEMENT, nRows - from) }, (_, i) =>
      `(${[from + i, ...inputs.map((input, j) => cellText(columns[j]![from + i] ?? null, input))].join(', ')})`,
    );
    statements.push(`INSERT INTO data VALUES ${tuples.join(', ')}`);
  }
  return statements;
};

const run = async (text: string, statements: readonly string[], control: Control, path: string): Promise<unknown[][]> => {
  const database = await openDatabase(null, null, path);
  try {
    return await database.use(control, async (connection) => {
      for (const statement of statements) await query(connection, control, statement);
      const select = text.trimEnd().replace(/;$/, '');
      return query(connection, control, `SELECT * FROM (${select}\n) ORDER BY "(row)"`);
    });
  } finally {
    database.close();
  }
};

export const consumeSql: Consumer = async ({ path, rows, described, control }): Promise<Consumed> => {
  const { inputs, classNames } = described;
  const names = inputs.map(({ name }) => name.toLowerCase());
  if (names.some((name, j) => name === '(row)' || names.indexOf(name) !== j)) {
    return { outcome: 'absent', consumer: 'Not run: columns differ by case alone, and DuckDB holds them for the same.' };
  }
  const text = await readFile(path, 'utf8');
  const answers = await run(text, tableOf(inputs, rows.columns, rows.nRows), control, path);
  // The result is behind the columns of the table.
  const result = (answer: unknown[]): unknown[] => answer.slice(1 + inputs.length).slice(-(1 + (classNames?.length ?? 0)));
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  const scores: Scores = {
    predictions: answers.map(result).map(([value]) => (classNames === null ? number(value) : classNumber(described, value))),
    probabilities: (classNames ?? []).map((_, k) => answers.map(result).map((row) => number(row[k + 1]))),
  };
  return { outcome: 'scored', scores, consumer: 'DuckDB' };
};
