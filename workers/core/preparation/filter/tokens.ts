import { FallLineError } from '../../schema';

/**
 * The words of a filter. Names stand bare (letters, digits, _ and ., not beginning with a digit) or in double quotes, text in
 * single quotes; a quote in them is doubled.
 */
export type Token = { at: number } & (
  | { kind: 'number'; value: number }
  | { kind: 'date'; text: string }
  | { kind: 'text'; value: string }
  | { kind: 'name'; name: string }
  /** Keywords in lower case, operators and brackets. */
  | { kind: 'word'; word: string }
  | { kind: 'end' }
);

const KEYWORDS = new Set(['and', 'or', 'not', 'is', 'in', 'missing', 'true', 'false']);
const MAX_LENGTH = 10_000;

/** Places are counted from 1, as people count. */
export const filterFailure = (at: number, message: string): FallLineError =>
  new FallLineError('setting-invalid', `The filter cannot be read at character ${at + 1}: ${message}`);

const PATTERN =
  /\s+|(?<date>\d{4}-\d\d-\d\d(?:[T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?)(?![\w.])|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])|'(?<text>(?:[^']|'')*)'|"(?<quoted>(?:[^"]|"")*)"|(?<word><=|>=|!=|<>|==|[=<>(),])|(?<bare>[\p{L}_][\p{L}\p{N}\p{M}_.]*)/uy;

const tokenOf = (groups: Record<string, string | undefined>, at: number): Token | null => {
  const { date, number, text, quoted, word, bare } = groups;
  if (date !== undefined) return { kind: 'date', text: date, at };
  if (number !== undefined) return { kind: 'number', value: Number(number), at };
  if (text !== undefined) return { kind: 'text', value: text.replaceAll("''", "'"), at };
  if (quoted !== undefined) return { kind: 'name', name: quoted.replaceAll('""', '"'), at };
  if (word !== undefined) return { kind: 'word', word: word === '<>' ? '!=' : word === '==' ? '=' : word, at };
  if (bare === undefined) return null;
  const lower = bare.toLowerCase();
  return KEYWORDS.has(lower) ? { kind: 'word', word: lower, at } : { kind: 'name', name: bare, at };
};

export const tokensOf = (expression: string): Token[] => {
  if (expression.length > MAX_LENGTH) throw filterFailure(MAX_LENGTH, 'it is longer than 10,000 characters. Shorten it.');
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  while (pattern.lastIndex < expression.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(expression);
    if (!match) {
      const character = String.fromCodePoint(expression.codePointAt(at) ?? 0);
      const isOpen = character === "'" || character === '"';
      throw filterFailure(
        at,
        isOpen
          ? `the quote ${character} is not closed. Close it.`
          : `"${expression.slice(at, at + 12)}" is no part of a filter. Write for example age >= 18 and species = 'Gentoo', with other names in double quotes.`,
      );
    }
    const token = tokenOf(match.groups ?? {}, at);
    if (token) tokens.push(token);
  }
  return [...tokens, { kind: 'end', at: expression.length }];
};
