import { parseArgs } from 'node:util';
import { UsageError } from './failures';
import { nearest } from '../workers/core/text/nearest';

/** What options a command has, by their long names: `value` takes one, `flag` does not. */
export type OptionTable = Record<string, 'value' | 'flag'>;

export interface Arguments<O extends OptionTable> {
  positionals: string[];
  flag: (name: keyof O & string) => boolean;
  /** The last value given. */
  value: (name: keyof O & string) => string | undefined;
  values: (name: keyof O & string) => string[];
}

const unknownOption = (rawName: string, names: string[]): UsageError => {
  const near = nearest(rawName.replace(/^-+/, ''), names);
  const hint = near === null ? '' : ` Did you mean --${near}?`;
  return new UsageError(`There is no option ${rawName}.${hint}`);
};

const checkValue = (
  { name, value, inlineValue }: { name: string; value: string | undefined; inlineValue: boolean | undefined },
  table: OptionTable,
  names: string[],
): void => {
  const isFlag = table[name] === 'flag';
  if (isFlag && value !== undefined) throw new UsageError(`The option --${name} takes no value.`);
  // `--target --json`: the next option was meant, not a column of that name (for that: --target=--json).
  const isNextOption = inlineValue === false && names.some((known) => value === `--${known}`);
  if (!isFlag && (value === undefined || isNextOption))
    throw new UsageError(`The option --${name} needs a value.`);
};

/**
 * Sorts the words of a command into options and the rest, and names the option that is unknown or incomplete.
 */
export const readArguments = <O extends OptionTable>(argv: string[], table: O): Arguments<O> => {
  const names = Object.keys(table);
  const options = Object.fromEntries(
    names.map((name) => [
      name,
      { type: table[name] === 'value' ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  // Not strict, because a value may begin with a dash (-1) and the messages are to be ours.
  const { tokens } = parseArgs({ args: argv, options, strict: false, allowPositionals: true, tokens: true });
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    if (!names.includes(token.name)) throw unknownOption(token.rawName, names);
    checkValue(token, table, names);
    given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? '']);
  }
  return {
    positionals,
    flag: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
  };
};

/** The command's own words, exactly those named; or what is missing or too many. */
export const expectPositionals = (positionals: string[], names: string[]): string[] => {
  const missing = names[positionals.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`);
  const extra = positionals[names.length];
  if (extra !== undefined) {
    const takes = names.length === 0 ? 'options alone' : names.join(' ');
    throw new UsageError(`"${extra}" is one word too many; the command takes ${takes}.`);
  }
  const empty = names.find((_, index) => positionals[index] === '');
  if (empty !== undefined) throw new UsageError(`${empty} is empty.`);
  return positionals;
};

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A finite decimal number that `accept` agrees to; `expected` says in words what that is. */
export const parseNumber = (
  option: string,
  text: string,
  expected: string,
  accept: (value: number) => boolean,
): number => {
  const value = DECIMAL.test(text.trim()) ? Number(text) : NaN;
  if (!Number.isFinite(value) || !accept(value)) {
    throw new UsageError(`The option --${option} is "${text}"; it must be ${expected}.`);
  }
  return value;
};

export const parseChoice = <T extends string>(option: string, text: string, choices: readonly T[]): T => {
  const choice = choices.find((known) => known === text);
  if (choice === undefined) {
    const list = choices.map((known) => `"${known}"`).join(', ');
    throw new UsageError(`The option --${option} is "${text}"; it must be one of ${list}.`);
  }
  return choice;
};

/** `a,b` or `"a, or b",c`: parts between commas, quoted as in a CSV where a part holds a comma itself. */
export const parseList = (text: string): string[] =>
  [...`${text},`.matchAll(/\s*"((?:[^"]|"")*)"\s*,|([^,]*),/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );

export const parsePositive = (option: string, text: string): number =>
  parseNumber(option, text, 'a finite number above 0', (value) => value > 0);

export const parseNotNegative = (option: string, text: string): number =>
  parseNumber(option, text, 'a finite number of 0 or more', (value) => value >= 0);

export const parseCount = (option: string, text: string, min: number, max = Number.MAX_SAFE_INTEGER): number => {
  const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
  return parseNumber(
    option,
    text,
    `a whole number, ${range}`,
    (value) => Number.isSafeInteger(value) && value >= min && value <= max,
  );
};

/** What was given, read; or what holds where nothing was. */
export const readOr = <T, F>(text: string | undefined, fallback: F, read: (text: string) => T): T | F =>
  text === undefined ? fallback : read(text);
