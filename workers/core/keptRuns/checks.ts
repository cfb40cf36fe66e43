import { isInRange, kindsOf, parametersOf, rangeWords, type Choices, type Range } from '../training/choices';
import { figureOf, isFigure } from './figures';

/** Reads a value that came from a file, or throws NotAsExpected with the place where it is not what it must be. */
export type Check<T> = (value: unknown, place: string) => T;

export class NotAsExpected extends Error {
  constructor(
    readonly place: string,
    readonly expected: string,
  ) {
    super(`"${place}" is not ${expected}`);
  }
}

const must = <T>(expected: string, accept: (value: unknown) => value is T): Check<T> => (value, place) => {
  if (!accept(value)) throw new NotAsExpected(place, expected);
  return value;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text = must('a text', (value): value is string => typeof value === 'string');
export const flag = must('true or false', (value): value is boolean => typeof value === 'boolean');
export const count = must(
  'a whole number of 0 or more',
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
);
export const whole = must('a whole number', (value): value is number => Number.isSafeInteger(value));

/** Any number, also one that JSON does not know. */
export const figure: Check<number> = (value, place) => figureOf(must('a number', isFigure)(value, place));

export const pattern = (expected: string, form: RegExp): Check<string> =>
  must(expected, (value): value is string => typeof value === 'string' && form.test(value));

export const within = (range: Range): Check<number> => (value, place) => {
  const number = figure(value, place);
  if (!isInRange(range, number)) throw new NotAsExpected(place, rangeWords(range));
  return number;
};

export const oneOf = <T extends string | number>(...values: readonly T[]): Check<T> =>
  must(values.map((value) => JSON.stringify(value)).join(' or '), (value): value is T => values.some((known) => known === value));

export const orNull = <T>(check: Check<T>): Check<T | null> => (value, place) => (value === null ? null : check(value, place));

export const either = <A, B>(first: Check<A>, second: Check<B>): Check<A | B> => (value, place) => {
  try {
    return first(value, place);
  } catch (error) {
    if (!(error instanceof NotAsExpected)) throw error;
    return second(value, place);
  }
};

export const list = <T>(check: Check<T>): Check<T[]> => (value, place) => {
  if (!Array.isArray(value)) throw new NotAsExpected(place, 'a list');
  return value.map((item: unknown, k) => check(item, `${place}[${k}]`));
};

/** Fields that are not named are left out. */
export const object = <T extends object>(fields: { [K in keyof T]-?: Check<T[K]> }): Check<T> => (value, place) => {
  if (!isObject(value)) throw new NotAsExpected(place, 'an object');
  const entries = Object.entries<Check<unknown>>(fields).map(([key, check]) => {
    const found = Object.hasOwn(value, key) ? value[key] : undefined;
    return [key, check(found, place === '' ? key : `${place}.${key}`)] as const;
  });
  // Each field of T has been checked by the check of its type.
  return Object.fromEntries(entries) as T;
};

/** One of a closed list of choices, told apart by its `kind`. */
export const kinds = <U extends { kind: string }>(checks: { [K in U['kind']]: Check<Extract<U, { kind: K }>> }): Check<U> => (value, place) => {
  const kind = object<{ kind: U['kind'] }>({ kind: oneOf(...(Object.keys(checks) as U['kind'][])) })(value, place).kind;
  return checks[kind](value, place);
};

/** One of a catalogue, with its parameters. */
export const choiceOf = <U extends { kind: string }>(choices: Choices<U>): Check<U> => (value, place) => {
  const { kind } = object<{ kind: U['kind'] }>({ kind: oneOf(...kindsOf(choices)) })(value, place);
  const parameters = parametersOf(choices, kind).map(({ name, range }) => [name, within(range)] as const);
  const read = object<Record<string, number>>(Object.fromEntries(parameters))(value, place);
  // The table has exactly the fields of the union, by its type.
  return { kind, ...read } as unknown as U;
};
