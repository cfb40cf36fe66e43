import { isDateType, type ColumnChoices } from '../../../core/preparation/choices';
import { numberStages } from '../../../core/preparation/columnFeatures';
import { daysOfIso } from '../../../core/preparation/dates';
import { expressionSql, valueLiteral, type SqlInput } from '../../../core/preparation/expressionSql';
import { MAX_LEVELS, tooManyLevels } from '../../../core/preparation/levels';
import type { ColumnStatistics, Level } from '../../../core/preparation/statistics';
import { FallLineError, type Expression } from '../../../core/schema';
import { counted, formatCount } from '../../../core/text/counted';
import { columnName } from '../sql';
import { aggregates, meanOf, valuesOf, type CodedRows } from './trainingRows';

const fillOf = async (rows: CodedRows, { column, missing }: ColumnChoices): Promise<ColumnStatistics['fill']> => {
  const name = columnName(column.index);
  switch (missing.kind) {
    case 'skip':
      return null;
    case 'constant':
      return isDateType(column.type) && typeof missing.value === 'string' ? daysOfIso(missing.value) : missing.value;
    default: {
      const value = missing.kind === 'mean' ? await meanOf(rows, name) : (await aggregates(rows, [`quantile_cont(${name}, 0.5)`]))[0];
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      throw new FallLineError(
        'too-few-rows',
        `Column "${column.name}" has no ${missing.kind}, for it has no value in the training part. Leave it out of the features, or choose a constant for its missing values.`,
      );
    }
  }
};

const quantilesOf = async (
  rows: CodedRows,
  { column, outliers }: ColumnChoices,
  sql: string,
): Promise<ColumnStatistics['bounds']> => {
  if (!outliers) return null;
  const [low, high] = await aggregates(rows, [`quantile_cont(${sql}, ${outliers.low})`, `quantile_cont(${sql}, ${outliers.high})`]);
  if (typeof low === 'number' && typeof high === 'number') return { low, high };
  throw new FallLineError('too-few-rows', `Column "${column.name}" has no value in the training part. Leave it out of the features.`);
};

const levelsOf = async (rows: CodedRows, { column, categories }: ColumnChoices, fill: ColumnStatistics['fill']): Promise<Level[] | null> => {
  if (!categories) return null;
  const name = columnName(column.index);
  const found = await valuesOf(rows, fill === null ? name : `coalesce(${name}, ${valueLiteral(fill)})`, MAX_LEVELS + 1);
  if (found.length > MAX_LEVELS) return tooManyLevels(column.name, MAX_LEVELS);
  // -0 is 0.
  return found.map(([value, nRows]) => ({ value: typeof value === 'number' ? value + 0 : (value as string | boolean), nRows: Number(nRows) }));
};

const DOMAINS = {
  log: { outside: '<= 0e0', words: '0 or less', what: 'logarithm' },
  sqrt: { outside: '< 0e0', words: 'less than 0', what: 'square root' },
} as const;

/** Refuses values of the training part that have no logarithm or root. */
const checkDomain = async (rows: CodedRows, { column, transform }: ColumnChoices, sql: string): Promise<void> => {
  if (transform === null) return;
  const { outside, words, what } = DOMAINS[transform];
  const [count, first] = await aggregates(rows, [
    `count(*) FILTER (WHERE ${sql} ${outside})`,
    `min(t.rowid) FILTER (WHERE ${sql} ${outside})`,
  ]);
  const n = Number(count);
  if (n === 0) return;
  throw new FallLineError(
    'setting-invalid',
    `Column "${column.name}" holds ${counted(n, 'value')} of ${words} in the training part, the first in row ${formatCount(Number(first) + 1)}, and their ${what} does not exist. Filter those rows out, or leave the column as it is.`,
  );
};

/** What the training part says of a column, each figure of what the choices before it have made of the column. */
export const fitColumn = async (rows: CodedRows, choices: ColumnChoices): Promise<ColumnStatistics> => {
  const { column, categories } = choices;
  const input: SqlInput = { sql: columnName(column.index), type: column.type };
  const [nMissing] = await aggregates(rows, [`count(*) - count(${input.sql})`]);
  const fill = await fillOf(rows, choices);
  const levels = await levelsOf(rows, choices, fill);
  const statistics: ColumnStatistics = { fill, bounds: null, levels, nMissing: Number(nMissing) };
  if (column.type !== 'number' || categories) return statistics;
  const sql = (expression: Expression): string => expressionSql(expression, [input]);
  statistics.bounds = await quantilesOf(rows, choices, sql(numberStages(choices, 0, statistics).filled));
  await checkDomain(rows, choices, sql(numberStages(choices, 0, statistics).clamped));
  return statistics;
};
