import type { Expression } from '../schema';
import { datePart } from './dates';

/** A cell of the file as the formulas take it: a date as its days since 1970-01-01; null where it is missing. */
export type RawValue = number | string | boolean | null;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const indicator = (value: RawValue, isTrue: (value: string | number | boolean) => boolean): number | null =>
  value === null ? null : Number(isTrue(value));

/**
 * The value of a formula in a row, null where it is missing: the reference that every printer of formulas is held against.
 * `row` has a value for each input. Throws TypeError where a text is to be a number, which a checked preparation excludes.
 */
export const evaluateExpression = (expression: Expression, row: readonly RawValue[]): number | null => {
  const of = (inner: Expression): number | null => evaluateExpression(inner, row);
  const cell = (input: number): RawValue => row[input] ?? null;
  switch (expression.op) {
    case 'number':
      return expression.value;
    case 'input': {
      const value = cell(expression.input);
      if (typeof value === 'string') throw new TypeError(`Input ${expression.input} holds text, not a number.`);
      return value === null ? null : Number(value);
    }
    case 'equals':
      return indicator(cell(expression.input), (value) => value === expression.value);
    case 'isOneOf':
      return indicator(cell(expression.input), (value) => expression.values.includes(value));
    case 'isNoneOf':
      return indicator(cell(expression.input), (value) => !expression.values.includes(value));
    case 'isMissing':
      return Number(cell(expression.input) === null);
    case 'ifMissing':
      return of(cell(expression.input) === null ? expression.then : expression.of);
    case 'onlyWhere': {
      const value = cell(expression.input);
      return value !== null && expression.values.includes(value) ? of(expression.of) : null;
    }
    case 'clamp': {
      const value = of(expression.of);
      return value === null ? null : Math.min(Math.max(value, expression.low), expression.high);
    }
    case 'log': {
      const value = of(expression.of);
      return value === null ? null : finite(Math.log(value));
    }
    case 'sqrt': {
      const value = of(expression.of);
      return value === null ? null : finite(Math.sqrt(value));
    }
    case 'datePart': {
      const value = cell(expression.input);
      return value === null ? null : datePart(Number(value), expression.part);
    }
    case 'product': {
      const [a, b] = [of(expression.of[0]), of(expression.of[1])];
      return a === null || b === null ? null : a * b;
    }
  }
};
