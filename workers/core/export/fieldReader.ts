import { FallLineError, type ErrorCode } from '../schema';
import { isInRange, rangeWords, type Range } from '../training/choices';

export const invalid = (message: string): FallLineError => new FallLineError('model-invalid', message);

export const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

/** How a file speaks of itself where something in it is wrong. */
export interface FileWords {
  /** e.g. `The model's`. */
  owner: string;
  remedy: string;
  code: ErrorCode;
}

const MODEL_WORDS: FileWords = { owner: "The model's", remedy: 'Export the model again.', code: 'model-invalid' };

const isScalar = (value: unknown): value is string | number | boolean =>
  isText(value) || isNumber(value) || typeof value === 'boolean';

/** Reads one field after the other and names the one that is wrong. */
export const fieldReader = (source: Record<string, unknown>, prefix = '', words: FileWords = MODEL_WORDS) => {
  const wrong = (key: string, expected: string): FallLineError => {
    const found = Object.hasOwn(source, key) ? `is ${shown(source[key])}` : 'is missing';
    return new FallLineError(
      words.code,
      `${words.owner} field "${prefix}${key}" ${found}; it must be ${expected}. ${words.remedy}`,
    );
  };
  const read = <T>(key: string, expected: string, accept: (value: unknown) => value is T): T => {
    const value = Object.hasOwn(source, key) ? source[key] : undefined;
    if (!accept(value)) throw wrong(key, expected);
    return value;
  };
  const orNull =
    <T>(accept: (value: unknown) => value is T) =>
    (value: unknown): value is T | null =>
      value === null || accept(value);
  const isWithin =
    (range: Range) =>
    (value: unknown): value is number =>
      isNumber(value) && isInRange(range, value);
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
  return {
    wrong,
    has: (key: string) => Object.hasOwn(source, key),
    isNull: (key: string) => Object.hasOwn(source, key) && source[key] === null,
    text: (key: string) => read(key, 'a text', isText),
    pattern: (key: string, expected: string, form: RegExp) =>
      read(key, expected, (value): value is string => isText(value) && form.test(value)),
    oneOf: <T extends string>(key: string, values: readonly T[]) =>
      read(key, values.map((value) => `"${value}"`).join(' or '), (value): value is T =>
        values.some((known) => known === value),
      ),
    flag: (key: string) =>
      read(key, 'true or false', (value): value is boolean => typeof value === 'boolean'),
    nothing: (key: string) => read(key, 'null', (value): value is null => value === null),
    number: (key: string) => read(key, 'a finite number', isNumber),
    whole: (key: string) =>
      read(key, 'a whole number', (value): value is number => Number.isSafeInteger(value)),
    count: (key: string) => read(key, 'a whole number, 0 or more', isCount),
    countOrNull: (key: string) => read(key, 'null or a whole number, 0 or more', orNull(isCount)),
    within: (key: string, range: Range) => read(key, rangeWords(range), isWithin(range)),
    withinOrNull: (key: string, range: Range) =>
      read(key, `null or ${rangeWords(range)}`, orNull(isWithin(range))),
    texts: (key: string) => read(key, 'an array of texts', isTexts),
    textOrNull: (key: string) => read(key, 'null or a text', orNull(isText)),
    scalar: (key: string) => read(key, 'a finite number, a text, true or false', isScalar),
    scalars: (key: string, max: number) =>
      read(key, `an array of up to ${max} numbers, texts or truth values`, (value): value is (string | number | boolean)[] =>
        Array.isArray(value) && value.length <= max && value.every(isScalar),
      ),
    numbers: (key: string, length: number, positive = false) =>
      read(
        key,
        `an array of ${length} finite numbers${positive ? ' above 0' : ''}, one for each feature`,
        (value): value is number[] =>
          Array.isArray(value) &&
          value.length === length &&
          value.every((item) => isNumber(item) && (!positive || item > 0)),
      ),
    child: (key: string) => fieldReader(read(key, 'an object', isObject), `${prefix}${key}.`, words),
    children: (key: string, length: number) =>
      read(
        key,
        `an array of ${length} objects`,
        (value): value is Record<string, unknown>[] =>
          Array.isArray(value) && value.length === length && value.every(isObject),
      ).map((item, k) => fieldReader(item, `${prefix}${key}[${k}].`, words)),
    /** An array of any number of objects. */
    list: (key: string, max: number) =>
      read(
        key,
        `an array of up to ${max} objects`,
        (value): value is Record<string, unknown>[] => Array.isArray(value) && value.length <= max && value.every(isObject),
      ).map((item, k) => fieldReader(item, `${prefix}${key}[${k}].`, words)),
  };
};

export type FieldReader = ReturnType<typeof fieldReader>;
