import { isDateType } from '../workers/core/preparation/choices';
import { parseRecipe, serializeRecipe } from '../workers/core/preparation/recipeFile';
import { checkRecipe } from '../workers/core/preparation/recipeIssues';
import { FallLineError, type ColumnDefinition, type Prepared, type Recipe, type RecipeEntry } from '../workers/core/schema';
import { writeTextAtomic } from '../workers/engine/files/atomicWrite';
import { reportNotes, workHooks, type Session } from './dataset';
import { byteSize, count, counted, printable } from './format';
import type { RecipeOptions } from './options/recipe/recipe';
import { readTextFile } from './readTextFile';

/** What of a command goes into a recipe. */
export interface RecipeRequest {
  recipe: RecipeOptions;
  /** null: that of the recipe file. */
  target: string | null;
  /** null: those of the recipe file, or every numeric column that has no other use. */
  features: string[] | null;
  degree: number;
  intercept: boolean;
  standardize: boolean;
}

/** The recipe in a file, or what is wrong with the file, named. */
export const loadRecipe = async (path: string): Promise<Recipe> => {
  const text = await readTextFile(path);
  try {
    return parseRecipe(text);
  } catch (error) {
    if (error instanceof FallLineError) throw new FallLineError(error.code, `"${path}": ${error.message}`);
    throw error;
  }
};

/** What an entry is about: an option takes the place of the file's entry for the same. */
const subjectOf = (entry: RecipeEntry): string => {
  if (entry.kind === 'product') return JSON.stringify([entry.kind, ...[...entry.columns].sort()]);
  if (entry.kind === 'weights' || entry.kind === 'split') return entry.kind;
  return JSON.stringify(entry.kind === 'filter' ? [entry.kind, entry.expression] : [entry.kind, entry.column]);
};

const merged = (ofFile: readonly RecipeEntry[], own: readonly RecipeEntry[]): RecipeEntry[] => {
  const subjects = new Set(own.map(subjectOf));
  return [...ofFile.filter((entry) => !subjects.has(subjectOf(entry))), ...own];
};

/** Columns that an entry makes features of. */
const namedBy = (entry: RecipeEntry): readonly (string | null)[] => {
  switch (entry.kind) {
    case 'filter':
    case 'weights':
    case 'split':
      return [];
    case 'product':
      return entry.columns;
    default:
      return [entry.column];
  }
};

const takenBy = (entry: RecipeEntry): string | null =>
  entry.kind === 'weights' ? entry.column : entry.kind === 'split' && entry.rule.kind === 'column' ? entry.rule.column : null;

/** Every numeric column that has no other use, and those that an entry is about. */
const defaultFeatures = (columns: readonly ColumnDefinition[], target: string, entries: readonly RecipeEntry[]): string[] => {
  const named = new Set(entries.flatMap(namedBy));
  const taken = new Set([target, ...entries.map(takenBy)]);
  return columns.filter(({ name, type }) => named.has(name) || (type === 'number' && !taken.has(name))).map(({ name }) => name);
};

/** Whether columns named as features need a recipe to become numbers. */
const needsRecipe = (columns: readonly ColumnDefinition[], features: readonly string[] | null): boolean =>
  (features ?? []).some((name) => columns.some((column) => column.name === name && (column.type === 'text' || column.type === 'boolean' || isDateType(column.type))));

/**
 * The recipe that a command asks for, checked against the columns of the file; null where it needs none: no option for one,
 * and features that are numbers.
 */
export const recipeFor = async (request: RecipeRequest, columns: ColumnDefinition[]): Promise<Recipe | null> => {
  const { recipe: options, degree, intercept, standardize } = request;
  if (!options.isAsked && !needsRecipe(columns, request.features)) return null;
  const file = options.path === null ? null : await loadRecipe(options.path);
  const target = request.target ?? file?.target ?? '';
  const typeOf = (name: string) => columns.find((column) => column.name === name)?.type ?? null;
  const own: RecipeEntry[] = [
    ...options.entries.map((entry) => entry(typeOf)),
    ...(options.split ? [{ kind: 'split' as const, rule: options.split }] : []),
    ...(degree > 1 ? [{ kind: 'powers' as const, column: null, degree }] : []),
  ];
  // Repeated options are left to the check, which names them.
  const entries = merged(file?.entries ?? [], own);
  const recipe: Recipe = {
    target,
    features: request.features ?? file?.features ?? defaultFeatures(columns, target, entries),
    entries,
    scaling: options.scaling ?? (standardize ? (file?.scaling ?? 'standardize') : 'none'),
    intercept: intercept && (file?.intercept ?? true),
  };
  checkRecipe(recipe, columns);
  return recipe;
};

/** What was done to the columns, and what came of it. */
export const preparedLines = ({ preparation, nRows, leftOut, byteLength }: Prepared): string[] => {
  const { steps, features } = preparation;
  const lines = steps.map((step, k) => `  ${k + 1}. ${printable(step)}`);
  const out = leftOut.map(({ reason, nRows: n }) => `${count(n)} for ${printable(reason)}`).join(', ');
  return [
    'Recipe:',
    ...lines,
    `${counted(features.length, 'feature')} of ${counted(nRows.train, 'row')} to train on, ${count(nRows.validation)} for validation and ${count(nRows.test)} for the test: ${byteSize(byteLength)} of memory.`,
    ...(out === '' ? [] : [`Rows left out: ${out}.`]),
  ];
};

/** Opens the dataset of a recipe's features, says what was done, and saves the recipe where that was asked for. */
export const prepareDataset = async (
  session: Session,
  datasetId: string,
  recipe: Recipe,
  { savePath }: RecipeOptions,
): Promise<Prepared> => {
  const prepared = await session.engine.prepare(datasetId, recipe, workHooks(session));
  session.progress.clear();
  // Before a long training, so that it can be looked at in the meantime.
  if (!session.quiet) session.io.stderr(`${preparedLines(prepared).join('\n')}\n`);
  reportNotes(session, prepared.notes);
  if (savePath !== null) await writeTextAtomic(savePath, serializeRecipe(recipe));
  return prepared;
};
