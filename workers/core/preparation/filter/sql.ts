import type { ColumnDefinition } from '../../schema';
import { literal } from '../../text/sql';
import { isDateType } from '../choices';
import { valueLiteral } from '../expressionSql';
import type { Filter, Operand } from './tree';

const isDate = (operand: Operand, columns: readonly ColumnDefinition[]): boolean =>
  operand.kind === 'date' ||
  (operand.kind === 'column' && columns.some(({ name, type }) => name === operand.name && isDateType(type)));

const dateSql = (text: string): string => `CAST(${literal(text)} AS TIMESTAMP)`;

/** A filter that has been checked against these columns, as SQL of DuckDB. `columnSql`: a column by its index. */
export const filterSql = (
  filter: Filter,
  columns: readonly ColumnDefinition[],
  columnSql: (index: number) => string,
): string => {
  const of = (part: Filter): string => filterSql(part, columns, columnSql);
  /** Beside a date, text is one. */
  const operand = (one: Operand, ...beside: Operand[]): string => {
    switch (one.kind) {
      case 'column': {
        const column = columns.find(({ name }) => name === one.name);
        if (!column) throw new RangeError(`There is no column ${one.name}.`);
        return columnSql(column.index);
      }
      case 'date':
        return dateSql(one.text);
      case 'text':
        return beside.some((other) => isDate(other, columns)) ? dateSql(one.value) : valueLiteral(one.value);
      default:
        return valueLiteral(one.value);
    }
  };
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.of.map(of).join(` ${filter.kind.toUpperCase()} `)})`;
    case 'not':
      return `(NOT ${of(filter.of)})`;
    case 'missing':
      return `(${operand(filter.of)} IS ${filter.isNot ? 'NOT ' : ''}NULL)`;
    case 'in': {
      const values = filter.values.map((value) => operand(value, filter.of));
      return `(${operand(filter.of, ...filter.values)} ${filter.isNot ? 'NOT IN' : 'IN'} (${values.join(', ')}))`;
    }
    case 'truth':
      return `(${operand(filter.of)})`;
    case 'compare': {
      const { left, right, operator } = filter;
      return `(${operand(left, right)} ${operator === '!=' ? '<>' : operator} ${operand(right, left)})`;
    }
  }
};
