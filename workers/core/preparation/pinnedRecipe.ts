import type { Preparation, Recipe, RecipeEntry } from '../schema';
import { DEFAULT_CATEGORIES, entryFor } from './choices';
import { levelText, planLevels, RARE } from './levels';

/**
 * The recipe with the reference levels that it has come to in place of the first ones: on another file its features then mean
 * the same.
 */
export const pinnedRecipe = ({ recipe, inputs }: Preparation): Recipe => {
  const pinned = inputs.flatMap(({ name, levels }): RecipeEntry[] => {
    const choice = entryFor(recipe, 'categories', name) ?? DEFAULT_CATEGORIES;
    if (levels === null || levels.length === 0 || choice.reference !== null) return [];
    const { reference } = planLevels(name, levels, choice);
    const { rareBelow, unseen } = choice;
    return [{ kind: 'categories', column: name, reference: reference === null ? RARE : levelText(reference.value), rareBelow, unseen }];
  });
  const isPinned = (entry: RecipeEntry): boolean =>
    entry.kind === 'categories' && pinned.some((other) => other.kind === 'categories' && other.column === entry.column);
  return { ...recipe, entries: [...recipe.entries.filter((entry) => !isPinned(entry)), ...pinned] };
};
