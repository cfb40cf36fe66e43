import type { ColumnType, DatePart, Expression } from '../schema';
import { literal, numberLiteral } from '../text/sql';

/** Where an input stands in SQL: an expression of the column's own type. */
export interface SqlInput {
  sql: string;
  type: ColumnType;
}

const DATE_FUNCTIONS: Record<Exclude<DatePart, 'days'>, string> = {
  year: 'year',
  month: 'month',
  day: 'day',
  weekday: 'isodow',
  hour: 'hour',
};

const MICROSECONDS_A_DAY = '86400000000e0';

/** A NUL would end the statement's text. */
const textLiteral = (text: string): string =>
  text.includes('\0') ? `(${text.split('\0').map(literal).join(' || chr(0) || ')})` : literal(text);

export const valueLiteral = (value: string | number | boolean): string => {
  if (typeof value === 'string') return textLiteral(value);
  return typeof value === 'number' ? numberLiteral(value) : String(value);
};

/** A column as a float64: dates as days since 1970-01-01, truth values as 1 and 0. */
export const numberSql = ({ sql, type }: SqlInput): string => {
  if (type === 'number') return sql;
  if (type === 'boolean') return `CAST(${sql} AS DOUBLE)`;
  if (type === 'text') throw new TypeError(`${sql} holds text, not a number.`);
  return `(CAST(epoch_us(${sql}) AS DOUBLE) / ${MICROSECONDS_A_DAY})`;
};

const indicatorSql = ({ sql }: SqlInput, condition: string): string =>
  `(CASE WHEN ${sql} IS NULL THEN NULL WHEN ${condition} THEN 1e0 ELSE 0e0 END)`;

const listOf = (values: readonly (string | number | boolean)[]): string =>
  values.length === 0 ? '(NULL)' : `(${values.map(valueLiteral).join(', ')})`;

/** Whether the column has one of the values; false for none. */
const isIn = ({ sql }: SqlInput, values: readonly (string | number | boolean)[]): string =>
  values.length === 0 ? 'false' : `${sql} IN ${listOf(values)}`;

/**
 * A formula as SQL of DuckDB, of type DOUBLE, missing being NULL. All text goes through one quoting function. A logarithm or
 * root without a finite value is an error there, so they are guarded.
 */
export const expressionSql = (expression: Expression, inputs: readonly SqlInput[]): string => {
  const of = (inner: Expression): string => expressionSql(inner, inputs);
  const input = (index: number): SqlInput => {
    const found = inputs[index];
    if (!found) throw new RangeError(`There is no input ${index} among ${inputs.length}.`);
    return found;
  };
  switch (expression.op) {
    case 'number':
      return numberLiteral(expression.value);
    case 'input':
      return numberSql(input(expression.input));
    case 'equals': {
      const column = input(expression.input);
      return indicatorSql(column, `${column.sql} = ${valueLiteral(expression.value)}`);
    }
    case 'isOneOf': {
      const column = input(expression.input);
      return indicatorSql(column, isIn(column, expression.values));
    }
    case 'isNoneOf': {
      const column = input(expression.input);
      return indicatorSql(column, `NOT (${isIn(column, expression.values)})`);
    }
    case 'isMissing':
      return `(CASE WHEN ${input(expression.input).sql} IS NULL THEN 1e0 ELSE 0e0 END)`;
    case 'ifMissing':
      return `(CASE WHEN ${input(expression.input).sql} IS NULL THEN ${of(expression.then)} ELSE ${of(expression.of)} END)`;
    case 'onlyWhere':
      return `(CASE WHEN ${isIn(input(expression.input), expression.values)} THEN ${of(expression.of)} END)`;
    case 'clamp': {
      const { low, high } = expression;
      const value = of(expression.of);
      return `(CASE WHEN ${value} < ${numberLiteral(low)} THEN ${numberLiteral(low)} WHEN ${value} > ${numberLiteral(high)} THEN ${numberLiteral(high)} ELSE ${value} END)`;
    }
    case 'log': {
      const value = of(expression.of);
      return `(CASE WHEN ${value} > 0e0 THEN ln(${value}) END)`;
    }
    case 'sqrt': {
      const value = of(expression.of);
      return `(CASE WHEN ${value} >= 0e0 THEN sqrt(${value}) END)`;
    }
    case 'datePart': {
      const column = input(expression.input);
      return expression.part === 'days'
        ? numberSql(column)
        : `CAST(${DATE_FUNCTIONS[expression.part]}(${column.sql}) AS DOUBLE)`;
    }
    case 'product':
      return `(${of(expression.of[0])} * ${of(expression.of[1])})`;
  }
};
