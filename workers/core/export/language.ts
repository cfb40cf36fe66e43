import type { Atom, LevelValue, Line } from './lines';

/**
 * How a language writes one line. Operands come as text of that language; `input` and `values` where a column is compared
 * as it is, whatever its type.
 */
export interface Language {
  number(value: number): string;
  /** A column of the file as a number. */
  input(index: number): string;
  /** The result of an earlier line. */
  line(index: number): string;
  isOneOf(input: number, values: readonly LevelValue[]): string;
  isNoneOf(input: number, values: readonly LevelValue[]): string;
  isMissing(input: number): string;
  ifMissing(of: string, input: number, then: string): string;
  onlyWhere(of: string, input: number, values: readonly LevelValue[]): string;
  clamp(of: string, low: string, high: string): string;
  log(of: string): string;
  sqrt(of: string): string;
  datePart(input: number, part: Extract<Line, { op: 'datePart' }>['part']): string;
  product(a: string, b: string): string;
}

export const printAtom = (atom: Atom, language: Language): string => {
  if (atom.from === 'number') return language.number(atom.value);
  return atom.from === 'input' ? language.input(atom.index) : language.line(atom.index);
};

export const printLine = (line: Line, language: Language): string => {
  const text = (atom: Atom): string => printAtom(atom, language);
  switch (line.op) {
    case 'isOneOf':
    case 'isNoneOf':
      return language[line.op](line.input, line.values);
    case 'isMissing':
      return language.isMissing(line.input);
    case 'ifMissing':
      return language.ifMissing(text(line.of), line.input, text(line.then));
    case 'onlyWhere':
      return language.onlyWhere(text(line.of), line.input, line.values);
    case 'clamp':
      return language.clamp(text(line.of), language.number(line.low), language.number(line.high));
    case 'log':
    case 'sqrt':
      return language[line.op](text(line.of));
    case 'datePart':
      return language.datePart(line.input, line.part);
    case 'product':
      return language.product(text(line.of[0]), text(line.of[1]));
  }
};
