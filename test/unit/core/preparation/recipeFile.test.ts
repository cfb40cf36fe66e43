import { describe, expect, it } from 'vitest';
import { parseRecipe, serializeRecipe } from '../../../../workers/core/preparation/recipeFile';
import type { Recipe, RecipeEntry } from '../../../../workers/core/schema';

const entries: RecipeEntry[] = [
  { kind: 'filter', expression: "city != 'Oslo'" },
  { kind: 'missing', column: 'age', rule: { kind: 'constant', value: 1.5e-7 }, indicator: true },
  { kind: 'missing', column: 'city', rule: { kind: 'skip' }, indicator: false },
  { kind: 'outliers', column: 'age', low: 0.01, high: 0.99 },
  { kind: 'transform', column: 'price', function: 'log' },
  { kind: 'categories', column: 'city', reference: null, rareBelow: 5, unseen: 'rare' },
  { kind: 'date', column: 'sold', parts: ['days', 'month'] },
  { kind: 'powers', column: null, degree: 2 },
  { kind: 'product', columns: ['age', 'price'] },
  { kind: 'weights', column: 'n' },
  { kind: 'split', rule: { kind: 'column', column: 'part', validation: 'v', test: null } },
];
const recipe: Recipe = { target: '__proto__', features: ['age', 'city'], entries, scaling: 'min-max', intercept: false };

const readRecipe = (source: object): Recipe =>
  parseRecipe(JSON.stringify({ format: 'fall-line-recipe', formatVersion: 1, ...source }));

describe('a recipe file', () => {
  it('comes back as it was, every kind of entry in it', () => {
    expect(parseRecipe(serializeRecipe(recipe))).toEqual(recipe);
    expect(parseRecipe(`\uFEFF${serializeRecipe(recipe)}`)).toEqual(recipe);
  });

  it('leaves out what this version does not know', () => {
    const more = { ...recipe, comment: 1, entries: [{ kind: 'weights', column: 'n', since: 2030 }] };
    expect(readRecipe(more)).toEqual({ ...recipe, entries: [{ kind: 'weights', column: 'n' }] });
  });

  it.each([
    ['{', 'it is not JSON'],
    ['{"format":"fall-line-model"}', 'its "format" is not "fall-line-recipe"'],
    ['{"format":"fall-line-recipe","formatVersion":2}', 'format version 2'],
    ['[]', 'its "format" is not'],
  ])('that is none is told from one: %s', (text, words) => {
    expect(() => parseRecipe(text)).toThrow(words);
  });

  it.each([
    [{ ...recipe, target: 3 }, `The recipe's field "target" is 3; it must be a text. Correct it in the file, or save the recipe again.`],
    [{ ...recipe, features: ['a', null] }, `The recipe's field "features" is ["a",null]; it must be an array of texts.`],
    [{ ...recipe, scaling: 'toString' }, `it must be "standardize" or "min-max" or "none".`],
    [{ ...recipe, entries: {} }, `The recipe's field "entries" is {}; it must be an array`],
    [{ ...recipe, entries: [null] }, `The recipe's field "entries" is [null]`],
    [{ ...recipe, entries: [entries[0], { kind: 'constructor' }] }, `The recipe's field "entries[1].kind" is "constructor"`],
    [{ ...recipe, entries: [{ kind: 'outliers', column: 'a', low: '0', high: 1 }] }, `"entries[0].low" is "0"; it must be a finite number.`],
    [{ ...recipe, entries: [{ kind: 'product', columns: ['a'] }] }, 'it must be an array of two texts'],
    [{ ...recipe, entries: [{ kind: 'split', rule: { kind: 'share', test: 0 } }] }, `"entries[0].rule.validation" is missing`],
    [{ ...recipe, entries: [{ kind: 'missing', column: 'a', rule: { kind: 'mode' }, indicator: false }] }, `"entries[0].rule.kind" is "mode"`],
    [{ ...recipe, entries: [{ kind: 'date', column: 'a', parts: ['minute'] }] }, 'it must be an array of days,'],
  ])('names the field that is wrong: %#', (source, sentence) => {
    expect(() => readRecipe(source)).toThrow(sentence);
  });
});
