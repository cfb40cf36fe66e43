import type { Expression } from '../schema';
import { numberText } from './csv';
import type { LevelValue } from './lines';

const list = (values: readonly LevelValue[]): string => values.map((value) => JSON.stringify(value)).join(', ');

/**
 * A feature as a formula for people: names of columns in quotes, `[...]` for 1 where it holds and else 0, `ln`, `sqrt` and
 * `clamp(x, low, high)`, which takes x to the nearer of both where it lies outside.
 */
export const expressionWords = (expression: Expression, names: readonly string[]): string => {
  const of = (inner: Expression): string => expressionWords(inner, names);
  const name = (input: number): string => JSON.stringify(names[input] ?? '');
  switch (expression.op) {
    case 'number':
      return numberText(expression.value);
    case 'input':
      return name(expression.input);
    case 'equals':
      return `[${name(expression.input)} is ${JSON.stringify(expression.value)}]`;
    case 'isOneOf':
      return `[${name(expression.input)} is one of ${list(expression.values)}]`;
    case 'isNoneOf':
      return `[${name(expression.input)} is none of ${list(expression.values)}]`;
    case 'isMissing':
      return `[${name(expression.input)} is missing]`;
    case 'ifMissing':
      return `(${of(expression.of)}, or ${of(expression.then)} where ${name(expression.input)} is missing)`;
    case 'onlyWhere':
      return `(${of(expression.of)}, missing where ${name(expression.input)} is none of ${list(expression.values)})`;
    case 'clamp':
      return `clamp(${of(expression.of)}, ${numberText(expression.low)}, ${numberText(expression.high)})`;
    case 'log':
      return `ln(${of(expression.of)})`;
    case 'sqrt':
      return `sqrt(${of(expression.of)})`;
    case 'datePart':
      return `${expression.part} of ${name(expression.input)}`;
    case 'product':
      return `${of(expression.of[0])} * ${of(expression.of[1])}`;
  }
};
