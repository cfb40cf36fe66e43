import { counted } from '../workers/core/text/counted';

export { counted, formatCount as count } from '../workers/core/text/counted';

/** Numbers, names and tables for people. JSON output does not pass through here. */

/**
 * Control and direction-changing characters of a data file, which could rewrite the terminal, shown as
 * escapes.
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, (character) => {
    const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    return named ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });

export const cut = (text: string, length: number): string => {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
};

/** A number has at most so many digits before its point; a longer one is written with an exponent. */
const LONGEST = 1e15;

/** To so many significant digits, without the zeros that say nothing. */
export const number = (value: number, digits = 10): string => {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) < LONGEST ? String(rounded) : rounded.toExponential().replace('+', '');
};

export const duration = (ms: number): string => {
  if (ms < 1) return `${number(ms, 2)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
};

export const byteSize = (bytes: number): string => {
  if (bytes < 1000) return counted(bytes, 'byte');
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
  return `${number(bytes / 1000 ** power, 3)} ${units[power - 1] ?? ''}`;
};

const width = (text: string): number => [...text].length;
const padEnd = (text: string, length: number): string => text + ' '.repeat(Math.max(0, length - width(text)));
const padStart = (text: string, length: number): string =>
  ' '.repeat(Math.max(0, length - width(text))) + text;

/** Numbers one below the other with their decimal points (or where one would be) in one column. */
export const alignNumbers = (texts: string[]): string[] => {
  const heads = texts.map((text) => text.search(/[.e]|$/));
  const head = Math.max(0, ...heads);
  const aligned = texts.map((text, row) => ' '.repeat(head - (heads[row] ?? 0)) + text);
  const longest = Math.max(0, ...aligned.map(width));
  return aligned.map((text) => padEnd(text, longest));
};

export interface TableColumn {
  title: string;
  cells: string[];
  /** Numbers are aligned at the decimal point, under a title set to the right. */
  numeric?: boolean;
}

/** Lines of a table, indented by two, without trailing blanks. */
export const table = (columns: TableColumn[]): string[] => {
  const laidOut = columns.map(({ title, cells, numeric = false }) => {
    const texts = numeric ? alignNumbers(cells) : cells;
    const longest = Math.max(width(title), ...texts.map(width));
    const pad = numeric ? padStart : padEnd;
    return [title, ...texts].map((text) => pad(text, longest));
  });
  const nLines = Math.max(0, ...laidOut.map((column) => column.length));
  return Array.from({ length: nLines }, (_, line) =>
    `  ${laidOut.map((column) => column[line] ?? '').join('   ')}`.trimEnd(),
  );
};

/** `label  value` lines with the values in one column. */
export const facts = (entries: [label: string, value: string][]): string[] => {
  const longest = Math.max(0, ...entries.map(([label]) => width(label)));
  return entries.map(([label, value]) => `${padEnd(label, longest)}  ${value}`);
};
