import type { ColumnDefinition } from '../../schema';
import { isDateType } from '../choices';
import { daysOfIso } from '../dates';
import { unknownColumn } from '../unknownColumn';
import { filterFailure } from './tokens';
import type { Filter, Operand } from './tree';

type Kind = 'number' | 'text' | 'boolean' | 'date';

const WORDS: Record<Kind, string> = { number: 'a number', text: 'text', boolean: 'true or false', date: 'a date' };

const kindOf = (operand: Operand, columns: readonly ColumnDefinition[]): Kind => {
  if (operand.kind !== 'column') return operand.kind;
  const column = columns.find(({ name }) => name === operand.name);
  if (!column) throw filterFailure(operand.at, unknownColumn(operand.name, 'is written there', columns));
  if (isDateType(column.type)) return 'date';
  return column.type === 'number' || column.type === 'boolean' ? column.type : 'text';
};

const shown = (operand: Operand): string =>
  operand.kind === 'column' ? `"${operand.name}"` : operand.kind === 'date' ? operand.text : JSON.stringify(operand.value);

const checkDate = (operand: Operand): void => {
  const text = operand.kind === 'date' ? operand.text : operand.kind === 'text' ? operand.value : null;
  if (text === null || daysOfIso(text) !== null) return;
  throw filterFailure(operand.at, `${shown(operand)} is no date. Write it as 2020-01-31, or 2020-01-31T12:30:00.`);
};

/** Text stands for a date where it is compared with one. */
const checkPair = (left: Operand, right: Operand, columns: readonly ColumnDefinition[]): Kind => {
  const [a, b] = [kindOf(left, columns), kindOf(right, columns)];
  const isDate = (a === 'date' && (b === 'date' || right.kind === 'text')) || (b === 'date' && left.kind === 'text');
  if (isDate) {
    checkDate(left);
    checkDate(right);
    return 'date';
  }
  if (a === b) return a;
  throw filterFailure(
    right.at,
    `${shown(left)} is ${WORDS[a]}, but ${shown(right)} is ${WORDS[b]}. Compare ${WORDS[a]} with ${WORDS[a]}; text stands in single quotes.`,
  );
};

/** Throws FallLineError 'setting-invalid' where the filter does not fit the columns. */
export const checkFilter = (filter: Filter, columns: readonly ColumnDefinition[]): void => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      for (const part of filter.of) checkFilter(part, columns);
      return;
    case 'not':
      checkFilter(filter.of, columns);
      return;
    case 'missing':
      if (filter.of.kind !== 'column') throw filterFailure(filter.of.at, `${shown(filter.of)} is a value and cannot be missing. Name a column.`);
      kindOf(filter.of, columns);
      return;
    case 'in':
      for (const value of filter.values) checkPair(filter.of, value, columns);
      return;
    case 'truth':
      if (kindOf(filter.of, columns) === 'boolean') return;
      throw filterFailure(filter.of.at, `${shown(filter.of)} is not compared with anything. Write for example ${shown(filter.of)} = …, or ${shown(filter.of)} is missing.`);
    case 'compare': {
      const kind = checkPair(filter.left, filter.right, columns);
      if (kind === 'boolean' && filter.operator !== '=' && filter.operator !== '!=') {
        throw filterFailure(filter.at, `truth values have no order for ${filter.operator}. Use = or !=.`);
      }
    }
  }
};
