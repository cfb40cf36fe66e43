import { filterFailure, tokensOf, type Token } from './tokens';
import type { Filter, Operand, Operator } from './tree';

const OPERATORS: readonly Operator[] = ['=', '!=', '<', '<=', '>', '>='];
const MAX_DEPTH = 50;

const shown = (token: Token): string => {
  switch (token.kind) {
    case 'end':
      return 'the end';
    case 'word':
      return `"${token.word}"`;
    case 'name':
      return `the name ${token.name}`;
    case 'text':
      return `'${token.value}'`;
    case 'number':
      return String(token.value);
    case 'date':
      return token.text;
  }
};

/** Reads one token after the other. */
const reader = (tokens: readonly Token[]) => {
  let next = 0;
  const peek = (): Token => tokens[next]!;
  const isWord = (word: string): boolean => {
    const token = peek();
    return token.kind === 'word' && token.word === word;
  };
  const accept = (word: string): boolean => {
    if (!isWord(word)) return false;
    next++;
    return true;
  };
  return {
    peek,
    accept,
    take: (): Token => tokens[next++]!,
    expect: (word: string, why: string): void => {
      if (!accept(word)) throw filterFailure(peek().at, `there is ${shown(peek())} where ${why} is expected.`);
    },
  };
};

type Reader = ReturnType<typeof reader>;

const operand = (read: Reader): Operand => {
  const token = read.peek();
  const { at } = token;
  switch (token.kind) {
    case 'name':
      read.take();
      return { kind: 'column', name: token.name, at };
    case 'number':
      read.take();
      if (!Number.isFinite(token.value)) throw filterFailure(at, 'the number is too large. Write a smaller one.');
      return { kind: 'number', value: token.value, at };
    case 'text':
      read.take();
      return { kind: 'text', value: token.value, at };
    case 'date':
      read.take();
      return { kind: 'date', text: token.text, at };
    default:
      if (read.accept('true')) return { kind: 'boolean', value: true, at };
      if (read.accept('false')) return { kind: 'boolean', value: false, at };
      throw filterFailure(at, `there is ${shown(token)} where a column or a value is expected.`);
  }
};

const list = (read: Reader): Operand[] => {
  read.expect('(', 'the bracket ( of a list');
  const values = [operand(read)];
  while (read.accept(',')) values.push(operand(read));
  read.expect(')', 'a comma or the bracket ) of the list');
  return values;
};

const comparison = (read: Reader): Filter => {
  const left = operand(read);
  if (read.accept('is')) {
    const isNot = read.accept('not');
    read.expect('missing', 'the word missing');
    return { kind: 'missing', of: left, isNot };
  }
  if (read.accept('in')) return { kind: 'in', of: left, values: list(read), isNot: false };
  if (read.accept('not')) {
    read.expect('in', 'the word in');
    return { kind: 'in', of: left, values: list(read), isNot: true };
  }
  const { at } = read.peek();
  const operator = OPERATORS.find((known) => read.accept(known));
  return operator === undefined ? { kind: 'truth', of: left } : { kind: 'compare', operator, left, right: operand(read), at };
};

const negation = (read: Reader, depth: number): Filter => {
  if (depth > MAX_DEPTH) throw filterFailure(read.peek().at, `brackets and not are nested more than ${MAX_DEPTH} deep. Write it flatter.`);
  if (read.accept('not')) return { kind: 'not', of: negation(read, depth + 1) };
  if (!read.accept('(')) return comparison(read);
  const inner = chain(read, 'or', depth + 1);
  read.expect(')', 'and, or, or the bracket )');
  return inner;
};

/** `or` binds less than `and`, that less than `not`. */
const chain = (read: Reader, word: 'and' | 'or', depth: number): Filter => {
  const part = (): Filter => (word === 'or' ? chain(read, 'and', depth) : negation(read, depth));
  const parts = [part()];
  while (read.accept(word)) parts.push(part());
  return parts.length === 1 ? parts[0]! : { kind: word, of: parts };
};

/**
 * Reads a filter: comparisons = != < <= > >= of columns and values, `is missing`, `in (a, b)`, with and, or, not and
 * brackets. Throws FallLineError 'setting-invalid' with the place of what cannot be read.
 */
export const parseFilter = (expression: string): Filter => {
  const read = reader(tokensOf(expression));
  if (read.peek().kind === 'end') throw filterFailure(0, 'it is empty. Write for example age >= 18, or remove the filter.');
  const filter = chain(read, 'or', 0);
  const rest = read.peek();
  if (rest.kind !== 'end') throw filterFailure(rest.at, `there is ${shown(rest)} where and, or, or the end is expected.`);
  return filter;
};
