import { describe, expect, it } from 'vitest';
import { pinnedRecipe } from '../../../../workers/core/preparation/pinnedRecipe';
import type { Preparation, Recipe, RecipeEntry } from '../../../../workers/core/schema';

const levels = (...names: [string, number][]) => names.map(([value, nRows]) => ({ value, nRows }));

const preparationOf = (entries: RecipeEntry[]): Preparation => {
  const recipe: Recipe = { target: 'y', features: ['city', 'kind', 'x'], entries, scaling: 'none', intercept: true };
  return {
    recipe,
    inputs: [
      { name: 'city', type: 'text', levels: levels(['Alta', 2], ['Oslo', 9]), unseen: 'missing' },
      { name: 'kind', type: 'text', levels: levels(['a', 5], ['b', 5]), unseen: 'missing' },
      { name: 'x', type: 'number', levels: null, unseen: null },
    ],
    features: [],
    steps: [],
  };
};

describe('a pinned recipe', () => {
  it('names the reference levels that it came to, and leaves all else as it was', () => {
    const power: RecipeEntry = { kind: 'powers', column: 'x', degree: 2 };
    const own: RecipeEntry = { kind: 'categories', column: 'kind', reference: 'b', rareBelow: 0, unseen: 'reference' };
    const preparation = preparationOf([power, own]);
    expect(pinnedRecipe(preparation)).toEqual({
      ...preparation.recipe,
      entries: [power, own, { kind: 'categories', column: 'city', reference: 'Alta', rareBelow: 0, unseen: 'missing' }],
    });
  });

  it('takes no level that was gathered, and the gathered ones where there are no others', () => {
    const gathered = (rareBelow: number): RecipeEntry => ({ kind: 'categories', column: 'city', reference: null, rareBelow, unseen: 'rare' });
    const references = (rareBelow: number): unknown[] =>
      pinnedRecipe(preparationOf([gathered(rareBelow)])).entries.map((entry) => entry.kind === 'categories' && [entry.column, entry.reference]);
    expect(references(5)).toEqual([['city', 'Oslo'], ['kind', 'a']]);
    expect(references(10)).toEqual([['city', '(rare)'], ['kind', 'a']]);
  });
});
