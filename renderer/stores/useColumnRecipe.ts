import { computed, type ComputedRef } from 'vue';
import type { ColumnDefinition, PreparedFeature, RecipeEntry, RecipeEntryKind } from '../../electron/contract';
import { featuresByColumn } from '../format/preparedFeatures';
import { useRecipe } from './recipe';
import { useSettings } from './settings';
import { entryOf, type EntryOf } from './settings/recipeEntries';

/** What the recipe says of one column, and how that is changed. */
export interface ColumnRecipe {
  entry: <K extends RecipeEntryKind>(kind: K) => EntryOf<K> | null;
  /** Takes the place of the entry of its kind; null: back to what holds without one. */
  put: (kind: RecipeEntryKind, entry: RecipeEntry | null) => void;
  /** What is wrong with the entry of this kind. */
  problem: (kind: RecipeEntryKind) => string | undefined;
  /** As last known; null where it is not known. */
  features: ComputedRef<readonly PreparedFeature[] | null>;
}

export function useColumnRecipe(column: () => ColumnDefinition): ColumnRecipe {
  const recipe = useRecipe();
  const settings = useSettings();

  const entry = <K extends RecipeEntryKind>(kind: K): EntryOf<K> | null => entryOf(settings.ownEntries, kind, column().name);

  return {
    entry,
    put: (kind, wanted) => {
      const former = entry(kind);
      if (wanted !== null) settings.put(wanted);
      else if (former !== null) settings.drop(former);
    },
    problem: (kind) => {
      const own = entry(kind);
      return own === null ? undefined : recipe.problemOf(own);
    },
    features: computed(() => {
      const known = recipe.lastPrepared?.preparation;
      return known === undefined ? null : (featuresByColumn(known).get(column().name) ?? null);
    }),
  };
}
