import type { ColumnDefinition, ColumnType, DatePart, MissingRule, Recipe, RecipeEntry, RecipeEntryKind, UnseenRule } from '../schema';

export type EntryOf<K extends RecipeEntryKind> = Extract<RecipeEntry, { kind: K }>;

export interface CategoryChoice {
  reference: string | null;
  rareBelow: number;
  unseen: UnseenRule;
}

/** What holds for text without an entry: nothing is guessed about a level that was never seen. */
export const DEFAULT_CATEGORIES: CategoryChoice = { reference: null, rareBelow: 0, unseen: 'missing' };
export const DEFAULT_DATE_PARTS: readonly DatePart[] = ['days'];

/** All that a recipe says of one feature column. */
export interface ColumnChoices {
  column: ColumnDefinition;
  missing: MissingRule;
  indicator: boolean;
  outliers: EntryOf<'outliers'> | null;
  transform: 'log' | 'sqrt' | null;
  /** null where the column is used as a number. */
  categories: CategoryChoice | null;
  dateParts: readonly DatePart[] | null;
  degree: number;
}

export const isDateType = (type: ColumnType): boolean => type === 'date' || type === 'timestamp';

export const entriesOf = <K extends RecipeEntryKind>({ entries }: Pick<Recipe, 'entries'>, kind: K): EntryOf<K>[] =>
  entries.filter((entry): entry is EntryOf<K> => entry.kind === kind);

/** The entry of a kind for a column; there is one at most in a recipe that was checked. */
export const entryFor = <K extends RecipeEntryKind>(recipe: Pick<Recipe, 'entries'>, kind: K, name: string): EntryOf<K> | null =>
  entriesOf(recipe, kind).find((entry) => 'column' in entry && entry.column === name) ?? null;

const degreeOf = (recipe: Recipe, column: ColumnDefinition, isNumber: boolean): number => {
  if (!isNumber) return 1;
  const own = entryFor(recipe, 'powers', column.name);
  if (own) return own.degree;
  return entriesOf(recipe, 'powers').find((entry) => entry.column === null)?.degree ?? 1;
};

/** Of each feature column in the order of the recipe, which has been checked against these columns. */
export const columnChoices = (recipe: Recipe, columns: readonly ColumnDefinition[]): ColumnChoices[] =>
  recipe.features.flatMap((name) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (!column) return [];
    const missing = entryFor(recipe, 'missing', name);
    const categories = entryFor(recipe, 'categories', name);
    const isNumber = column.type === 'number' && categories === null;
    return {
      column,
      missing: missing?.rule ?? { kind: 'skip' },
      indicator: missing?.indicator ?? false,
      outliers: entryFor(recipe, 'outliers', name),
      transform: entryFor(recipe, 'transform', name)?.function ?? null,
      categories: categories ?? (column.type === 'text' ? DEFAULT_CATEGORIES : null),
      dateParts: isDateType(column.type) ? (entryFor(recipe, 'date', name)?.parts ?? DEFAULT_DATE_PARTS) : null,
      degree: degreeOf(recipe, column, isNumber),
    };
  });
