export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** `at`: its place in the text, from 0. */
export type Operand = { at: number } & (
  | { kind: 'column'; name: string }
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'date'; text: string }
);

/** Which rows are kept. A comparison with a missing value holds as little as its opposite. */
export type Filter =
  | { kind: 'and' | 'or'; of: Filter[] }
  | { kind: 'not'; of: Filter }
  | { kind: 'compare'; operator: Operator; left: Operand; right: Operand; at: number }
  | { kind: 'missing'; of: Operand; isNot: boolean }
  | { kind: 'in'; of: Operand; values: Operand[]; isNot: boolean }
  /** A column of truth values, or true or false, as it stands. */
  | { kind: 'truth'; of: Operand };
