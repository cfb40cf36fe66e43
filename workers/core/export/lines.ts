import type { DatePart, Expression } from '../schema';

export type LevelValue = string | number | boolean;

/** What an operation is done on. `input`: a column of the file as a number; `line`: the result of an earlier line. */
export type Atom = { from: 'number'; value: number } | { from: 'input'; index: number } | { from: 'line'; index: number };

/** One operation, as `Expression` defines it, on numbers that are there. */
export type Line =
  | { op: 'isOneOf'; input: number; values: LevelValue[] }
  | { op: 'isNoneOf'; input: number; values: LevelValue[] }
  | { op: 'isMissing'; input: number }
  | { op: 'ifMissing'; of: Atom; input: number; then: Atom }
  | { op: 'onlyWhere'; of: Atom; input: number; values: LevelValue[] }
  | { op: 'clamp'; of: Atom; low: number; high: number }
  | { op: 'log'; of: Atom }
  | { op: 'sqrt'; of: Atom }
  | { op: 'datePart'; input: number; part: Exclude<DatePart, 'days'> }
  | { op: 'product'; of: [Atom, Atom] };

export interface Lines {
  lines: Line[];
  /** Of each expression. */
  values: Atom[];
}

/**
 * Expressions as lines of one operation each. What occurs more than once, as x in its powers, becomes one line: no
 * language has to repeat it, and none nests deeply.
 */
export const linesOf = (expressions: readonly Expression[]): Lines => {
  const lines: Line[] = [];
  const known = new Map<string, number>();

  const add = (line: Line): Atom => {
    const key = JSON.stringify(line, (_, value: unknown) => (Object.is(value, -0) ? '-0' : value));
    const index = known.get(key) ?? lines.push(line) - 1;
    known.set(key, index);
    return { from: 'line', index };
  };

  const visit = (expression: Expression): Atom => {
    switch (expression.op) {
      case 'number':
        return { from: 'number', value: expression.value };
      case 'input':
        return { from: 'input', index: expression.input };
      case 'equals':
        return add({ op: 'isOneOf', input: expression.input, values: [expression.value] });
      case 'isOneOf':
      case 'isNoneOf':
      case 'isMissing':
        return add(expression);
      case 'datePart': {
        const { input, part } = expression;
        return part === 'days' ? { from: 'input', index: input } : add({ op: 'datePart', input, part });
      }
      case 'ifMissing':
        return add({ ...expression, of: visit(expression.of), then: visit(expression.then) });
      case 'product':
        return add({ op: 'product', of: [visit(expression.of[0]), visit(expression.of[1])] });
      default:
        return add({ ...expression, of: visit(expression.of) });
    }
  };
  return { lines, values: expressions.map(visit) };
};
