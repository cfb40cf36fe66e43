/** A closed list of named choices with numeric parameters: one table serves checking, parsing, saving and help. */

export type Range = 'fraction' | 'open-fraction' | 'share' | 'positive' | 'not-negative' | 'count';

const RANGES: Record<Range, { words: string; holds: (value: number) => boolean }> = {
  fraction: { words: 'a number from 0 to below 1', holds: (value) => value >= 0 && value < 1 },
  'open-fraction': { words: 'a number above 0 and below 1', holds: (value) => value > 0 && value < 1 },
  share: { words: 'a number above 0, 1 at most', holds: (value) => value > 0 && value <= 1 },
  positive: { words: 'a number above 0', holds: (value) => value > 0 },
  'not-negative': { words: 'a number of 0 or more', holds: (value) => value >= 0 },
  count: { words: 'a whole number of 1 or more', holds: (value) => Number.isSafeInteger(value) && value >= 1 },
};

export const rangeWords = (range: Range): string => RANGES[range].words;
export const isInRange = (range: Range, value: number): boolean =>
  Number.isFinite(value) && RANGES[range].holds(value);

type ParametersOf<U extends { kind: string }, K extends U['kind']> = Omit<Extract<U, { kind: K }>, 'kind'>;

interface Entry<P> {
  /** Name for people. */
  title: string;
  /** One line: what it does. */
  formula: string;
  /** The same in words, for a person who does not read formulas. */
  words: string;
  /** Other names by which it is known. */
  aliases: readonly string[];
  parameters: { [N in keyof P]: { default: number; range: Range } };
}

/** U is a union told apart by `kind`, whose other fields are numbers. */
export type Choices<U extends { kind: string }> = { [K in U['kind']]: Entry<ParametersOf<U, K>> };

export const kindsOf = <U extends { kind: string }>(choices: Choices<U>): U['kind'][] =>
  Object.keys(choices) as U['kind'][];

interface Parameter {
  name: string;
  default: number;
  range: Range;
}

/** The parameters of a choice, in the order in which they are written. */
export const parametersOf = <U extends { kind: string }>(choices: Choices<U>, kind: U['kind']): Parameter[] =>
  Object.entries<{ default: number; range: Range }>(choices[kind].parameters).map(([name, parameter]) => ({
    name,
    ...parameter,
  }));

/** A choice with these parameters, and the conventional value for those that are not given. */
export const chosen = <U extends { kind: string }>(
  choices: Choices<U>,
  kind: U['kind'],
  given: Partial<Record<string, number>> = {},
): U => {
  const values = parametersOf(choices, kind).map(
    (parameter) => [parameter.name, given[parameter.name] ?? parameter.default] as const,
  );
  // The table has exactly the fields of the union, by its type.
  return { kind, ...Object.fromEntries(values) } as unknown as U;
};

export const valueOf = (choice: { kind: string }, name: string): number =>
  Number((choice as Record<string, unknown>)[name]);

/** The first parameter that is out of its range: what it is and what it must be, or null. */
export const parameterIssue = <U extends { kind: string }>(
  choices: Choices<U>,
  choice: U,
): { name: string; value: number; words: string } | null => {
  for (const { name, range } of parametersOf(choices, choice.kind)) {
    const value = valueOf(choice, name);
    if (!isInRange(range, value)) return { name, value, words: rangeWords(range) };
  }
  return null;
};

/** `adam (beta1 0.9, beta2 0.999, epsilon 1e-8)`. */
export const describeChoice = <U extends { kind: string }>(choices: Choices<U>, choice: U): string => {
  const parts = parametersOf(choices, choice.kind).map(({ name }) => `${name} ${valueOf(choice, name)}`);
  const { title } = choices[choice.kind as U['kind']];
  return parts.length === 0 ? title : `${title} (${parts.join(', ')})`;
};
