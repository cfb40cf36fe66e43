import type { ColumnDefinition, ErrorCode, MissingRule, Recipe, RecipeEntry, SplitRule } from '../schema';
import { FallLineError } from '../schema';
import { MAX_DEGREE } from '../training/design';
import { entryFor, isDateType, type EntryOf } from './choices';
import { daysOfIso } from './dates';
import { checkFilter } from './filter/check';
import { parseFilter } from './filter/parse';
import { unknownColumn } from './unknownColumn';

export interface EntryIssue {
  code: ErrorCode;
  message: string;
}

const invalid = (message: string): EntryIssue => ({ code: 'setting-invalid', message });

const given = (value: unknown): string => JSON.stringify(value) ?? String(value);

const constantIssue = (column: ColumnDefinition, value: number | string | boolean): EntryIssue[] => {
  const expected = {
    number: ['a number', typeof value === 'number' && Number.isFinite(value)],
    text: ['a text', typeof value === 'string' && value !== ''],
    boolean: ['true or false', typeof value === 'boolean'],
    date: ['a date such as 2020-01-31', typeof value === 'string' && daysOfIso(value) !== null],
    timestamp: ['a date such as 2020-01-31', typeof value === 'string' && daysOfIso(value) !== null],
  } as const satisfies Record<ColumnDefinition['type'], readonly [string, boolean]>;
  const [words, fits] = expected[column.type];
  return fits ? [] : [invalid(`Missing values of "${column.name}" (${column.type}) are to become ${given(value)}. Choose ${words}.`)];
};

const missingIssues = (column: ColumnDefinition, rule: MissingRule, indicator: boolean, hasLevels: boolean): EntryIssue[] => {
  const { name, type } = column;
  switch (rule.kind) {
    case 'skip':
      return indicator
        ? [invalid(`Rows in which "${name}" is missing are left out, so a feature that says where would be 0 everywhere. Fill the values in, or do without the indicator.`)]
        : [];
    case 'constant':
      return constantIssue(column, rule.value);
    default:
      return type === 'number' && !hasLevels
        ? []
        : [invalid(`Column "${name}" ${hasLevels ? 'becomes levels' : `holds ${type}`} and has no ${rule.kind}. Choose a constant for its missing values, or leave those rows out.`)];
  }
};

const isShare = (value: number): boolean => Number.isFinite(value) && value >= 0 && value < 1;

const splitIssues = (rule: SplitRule, columns: readonly ColumnDefinition[]): EntryIssue[] => {
  if (rule.kind === 'column') {
    if (!columns.some(({ name }) => name === rule.column)) {
      return [{ code: 'column-unknown', message: unknownColumn(rule.column, 'is to split the rows', columns) }];
    }
    if (rule.validation === null && rule.test === null) {
      return [invalid(`The split by "${rule.column}" names no value for the validation or the test part. Name one, or remove the split.`)];
    }
    if (rule.validation === rule.test) {
      return [invalid(`The split by "${rule.column}" names "${rule.test}" for the validation and the test part. Choose two values.`)];
    }
    return [];
  }
  const { validation, test } = rule;
  for (const [words, share] of [['validation', validation], ['test', test]] as const) {
    if (!isShare(share)) return [invalid(`The share of the ${words} part is ${share}. Choose a number of 0 or more and below 1.`)];
  }
  if (validation + test >= 1) {
    return [invalid(`The validation part of ${validation} and the test part of ${test} leave no row to train on. Choose shares that sum below 1.`)];
  }
  if (rule.kind === 'share' && !Number.isSafeInteger(rule.seed)) return [invalid(`The seed of the split is ${rule.seed}. Choose a whole number.`)];
  return [];
};

const categoryIssues = (entry: EntryOf<'categories'>, { name, type }: ColumnDefinition): EntryIssue[] => {
  const { rareBelow, unseen } = entry;
  if (isDateType(type)) return [invalid(`Column "${name}" holds dates, which have no levels. Choose parts of the date, such as its month.`)];
  if (!Number.isSafeInteger(rareBelow) || rareBelow < 0) {
    return [invalid(`Levels of "${name}" are rare below ${rareBelow} rows. Choose a whole number of 0 or more.`)];
  }
  if (unseen === 'rare' && rareBelow === 0) {
    return [invalid(`Unknown levels of "${name}" are to count as rare, but none is gathered as rare. Say below how many rows a level is rare, or choose another rule.`)];
  }
  return [];
};

const dateIssues = ({ parts }: EntryOf<'date'>, { name, type }: ColumnDefinition): EntryIssue[] => {
  if (!isDateType(type)) return [invalid(`Column "${name}" holds ${type}, not dates, and has no ${parts.join(' and no ')}. Import it as dates, or remove this choice.`)];
  if (parts.length === 0) return [invalid(`No part of the date "${name}" is chosen. Choose one or more, such as days.`)];
  if (new Set(parts).size < parts.length) return [invalid(`A part of the date "${name}" is chosen twice. Choose each once.`)];
  if (type === 'date' && parts.includes('hour')) return [invalid(`Column "${name}" holds dates without a time of day, so they have no hour. Choose other parts.`)];
  return [];
};

const quantileIssues = ({ low, high }: EntryOf<'outliers'>, { name }: ColumnDefinition): EntryIssue[] =>
  low >= 0 && low < high && high <= 1
    ? []
    : [invalid(`The quantiles for the outliers of "${name}" are ${low} and ${high}. Choose two from 0 to 1, the lower one first, for example 0.01 and 0.99.`)];

const degreeIssues = (degree: number): EntryIssue[] =>
  Number.isSafeInteger(degree) && degree >= 1 && degree <= MAX_DEGREE
    ? []
    : [invalid(`The degree of the powers is ${degree}. Choose a whole number from 1 to ${MAX_DEGREE}.`)];

/** Asks for a column that is used as a number. */
const numberIssues = (column: ColumnDefinition, what: string, hasLevels: boolean): EntryIssue[] => {
  if (hasLevels) return [invalid(`Column "${column.name}" becomes indicators of its levels, which have no ${what}. Remove one of the two choices.`)];
  if (column.type === 'number') return [];
  return [invalid(`Column "${column.name}" holds ${column.type}, which has no ${what}. Choose a column of numbers, or remove this choice.`)];
};

/** What is wrong with an entry about one feature column. */
const columnIssues = (
  entry: Extract<RecipeEntry, { kind: 'missing' | 'outliers' | 'transform' | 'categories' | 'date' | 'powers' }>,
  column: ColumnDefinition,
  recipe: Recipe,
): EntryIssue[] => {
  const hasLevels = entryFor(recipe, 'categories', column.name) !== null;
  switch (entry.kind) {
    case 'missing':
      return missingIssues(column, entry.rule, entry.indicator, hasLevels);
    case 'outliers':
      return [...quantileIssues(entry, column), ...numberIssues(column, 'quantiles', hasLevels)];
    case 'transform':
      return numberIssues(column, entry.function === 'log' ? 'logarithm' : 'square root', hasLevels);
    case 'categories':
      return categoryIssues(entry, column);
    case 'date':
      return dateIssues(entry, column);
    case 'powers':
      return [...degreeIssues(entry.degree), ...numberIssues(column, 'powers', hasLevels)];
  }
};

const filterIssues = (expression: string, columns: readonly ColumnDefinition[]): EntryIssue[] => {
  try {
    checkFilter(parseFilter(expression), columns);
    return [];
  } catch (error) {
    if (error instanceof FallLineError) return [{ code: error.code, message: error.message }];
    throw error;
  }
};

const weightIssues = (name: string, { target }: Recipe, columns: readonly ColumnDefinition[]): EntryIssue[] => {
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) return [{ code: 'column-unknown', message: unknownColumn(name, 'is to weight the rows', columns) }];
  if (name === target) return [invalid(`The column "${name}" is the target and cannot weight the rows too. Choose another one.`)];
  if (column.type === 'number') return [];
  return [{ code: 'column-not-numeric', message: `Column "${name}" holds ${column.type} and cannot weight the rows. Choose a column of numbers.` }];
};

const featureIssues = (name: string, recipe: Recipe, columns: readonly ColumnDefinition[]): EntryIssue[] => {
  if (!columns.some((column) => column.name === name)) {
    return [{ code: 'column-unknown', message: unknownColumn(name, 'an entry of the recipe names', columns) }];
  }
  if (recipe.features.includes(name)) return [];
  return [invalid(`The recipe says what is done to "${name}", which is not among the features. Add it to the features, or remove the entry.`)];
};

export const entryIssues = (entry: RecipeEntry, recipe: Recipe, columns: readonly ColumnDefinition[]): EntryIssue[] => {
  switch (entry.kind) {
    case 'filter':
      return filterIssues(entry.expression, columns);
    case 'weights':
      return weightIssues(entry.column, recipe, columns);
    case 'split':
      return splitIssues(entry.rule, columns);
    case 'product': {
      const [a, b] = entry.columns;
      if (a === b) return [invalid(`The product of "${a}" with itself is a power. Choose powers of it, or two columns.`)];
      return entry.columns.flatMap((name) => featureIssues(name, recipe, columns));
    }
    default: {
      if (entry.column === null) return degreeIssues(entry.kind === 'powers' ? entry.degree : NaN);
      const issues = featureIssues(entry.column, recipe, columns);
      const column = columns.find(({ name }) => name === entry.column);
      return issues.length > 0 || !column ? issues : columnIssues(entry, column, recipe);
    }
  }
};
