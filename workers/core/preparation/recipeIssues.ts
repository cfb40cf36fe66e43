import type { ColumnDefinition, ErrorCode, Recipe, RecipeEntry } from '../schema';
import { FallLineError } from '../schema';
import { entryIssues } from './entryIssues';
import { unknownColumn } from './unknownColumn';

/** What is wrong with a recipe for a file: what, and the remedy. */
export interface RecipeIssue {
  /** The place of the entry among the entries; null where it is the target or the features. */
  entry: number | null;
  code: ErrorCode;
  message: string;
}

const invalid = (message: string, code: ErrorCode = 'setting-invalid'): Omit<RecipeIssue, 'entry'> => ({ code, message });

const roleIssues = ({ target, features }: Recipe, columns: readonly ColumnDefinition[]): Omit<RecipeIssue, 'entry'>[] => {
  const names = new Set(columns.map(({ name }) => name));
  const issues: Omit<RecipeIssue, 'entry'>[] = [];
  if (!names.has(target)) issues.push(invalid(unknownColumn(target, 'is to be the target', columns), 'column-unknown'));
  if (features.length === 0) issues.push(invalid('The recipe names no feature column. Choose one or more.'));
  features.forEach((name, place) => {
    if (!names.has(name)) issues.push(invalid(unknownColumn(name, 'is to be a feature', columns), 'column-unknown'));
    if (name === target) {
      issues.push(invalid(`The column "${name}" is the target and cannot be a feature too. Leave it out of the features.`, 'target-as-feature'));
    }
    if (features.indexOf(name) !== place) issues.push(invalid(`The recipe names the feature "${name}" more than once. Name it once.`));
  });
  return issues;
};

const KIND_WORDS: Record<RecipeEntry['kind'], string> = {
  filter: 'filter',
  missing: 'rule for missing values',
  outliers: 'choice for outliers',
  transform: 'transform',
  categories: 'choice of levels',
  date: 'choice of date parts',
  powers: 'choice of powers',
  product: 'product',
  weights: 'choice of weights',
  split: 'split',
};

/** What an entry may be there for once; null: any number of times. */
const subjectOf = (entry: RecipeEntry): { key: string; words: string } | null => {
  switch (entry.kind) {
    case 'filter':
      return null;
    case 'weights':
    case 'split':
      return { key: entry.kind, words: '' };
    case 'product': {
      const [a, b] = [...entry.columns].sort();
      return { key: JSON.stringify([entry.kind, a, b]), words: ` of "${entry.columns[0]}" and "${entry.columns[1]}"` };
    }
    default:
      return {
        key: JSON.stringify([entry.kind, entry.column]),
        words: entry.column === null ? ' for all columns' : ` for "${entry.column}"`,
      };
  }
};

const repeatIssues = (entries: readonly RecipeEntry[]): RecipeIssue[] => {
  const seen = new Set<string>();
  return entries.flatMap((entry, place): RecipeIssue[] => {
    const subject = subjectOf(entry);
    if (!subject) return [];
    if (!seen.has(subject.key)) {
      seen.add(subject.key);
      return [];
    }
    return [{ entry: place, ...invalid(`The recipe has more than one ${KIND_WORDS[entry.kind]}${subject.words}. Remove all but one.`) }];
  });
};

/** All that is known to be wrong before a row is read. */
export const recipeIssues = (recipe: Recipe, columns: readonly ColumnDefinition[]): RecipeIssue[] => [
  ...roleIssues(recipe, columns).map((issue) => ({ entry: null, ...issue })),
  ...recipe.entries.flatMap((entry, place) =>
    entryIssues(entry, recipe, columns).map((issue) => ({ entry: place, ...issue })),
  ),
  ...repeatIssues(recipe.entries),
];

/** Throws the first issue. */
export const checkRecipe = (recipe: Recipe, columns: readonly ColumnDefinition[]): void => {
  const [issue] = recipeIssues(recipe, columns);
  if (issue) throw new FallLineError(issue.code, issue.message);
};
