import type { RecipeEntry, RecipeEntryKind, SplitRule } from '../../../electron/contract';

/** Entries of a recipe as a list that is never changed in place. */

export type EntryOf<K extends RecipeEntryKind> = Extract<RecipeEntry, { kind: K }>;

/** Entries with the same key take each other's place. */
export function entryKey(entry: RecipeEntry): string {
  switch (entry.kind) {
    case 'filter':
    case 'weights':
    case 'split':
      return entry.kind;
    case 'product':
      return JSON.stringify([entry.kind, ...[...entry.columns].sort()]);
    default:
      return JSON.stringify([entry.kind, entry.column]);
  }
}

/** In the place of the first one with its key, else at the end. */
export function putEntry(entries: readonly RecipeEntry[], entry: RecipeEntry): RecipeEntry[] {
  const key = entryKey(entry);
  const place = entries.findIndex((candidate) => entryKey(candidate) === key);
  return place === -1 ? [...entries, entry] : entries.with(place, entry);
}

export const dropEntry = (entries: readonly RecipeEntry[], entry: RecipeEntry): RecipeEntry[] =>
  entries.filter((candidate) => candidate !== entry);

/** The first entry of a kind, of a column where one is given. */
export function entryOf<K extends RecipeEntryKind>(
  entries: readonly RecipeEntry[],
  kind: K,
  column?: string,
): EntryOf<K> | null {
  const isWanted = (entry: RecipeEntry): entry is EntryOf<K> =>
    entry.kind === kind && (column === undefined || ('column' in entry && entry.column === column));
  return entries.find(isWanted) ?? null;
}

/** The columns of features that an entry speaks of. */
export function featureColumnsOf(entry: RecipeEntry): readonly string[] {
  if (entry.kind === 'product') return entry.columns;
  return entry.kind === 'weights' || !('column' in entry) || entry.column === null ? [] : [entry.column];
}

/** A validation part by share alone is left to the run where no recipe is needed. */
export const isPlainSplit = (rule: SplitRule): boolean => rule.kind === 'share' && rule.test === 0;
