import { describe, expect, it } from 'vitest';
import { recipeIssues } from '../../../../workers/core/preparation/recipeIssues';
import type { ColumnDefinition, ColumnType, Recipe, RecipeEntry, SplitRule } from '../../../../workers/core/schema';
import { recipeOf } from '../../../support/recipes';

const named: [string, ColumnType][] = [
  ['price', 'number'], ['mass', 'number'], ['city', 'text'], ['smoker', 'boolean'], ['born', 'date'], ['seen', 'timestamp'], ['y', 'number'],
];
const COLUMNS = named.map(([name, type], index): ColumnDefinition => ({ index, name, type }));
const FEATURES = ['price', 'mass', 'city', 'smoker', 'born', 'seen'];

const issuesOf = (entries: RecipeEntry[], change: Partial<Recipe> = {}) => recipeIssues(recipeOf(FEATURES, entries, change), COLUMNS);
const split = (rule: SplitRule): RecipeEntry => ({ kind: 'split', rule });

describe('a recipe', () => {
  it('of every kind of entry is sound', () => {
    const entries: RecipeEntry[] = [
      { kind: 'filter', expression: 'price > 0' },
      { kind: 'filter', expression: 'mass > 0' },
      { kind: 'missing', column: 'price', rule: { kind: 'median' }, indicator: true },
      { kind: 'missing', column: 'city', rule: { kind: 'constant', value: 'none' }, indicator: false },
      { kind: 'missing', column: 'born', rule: { kind: 'constant', value: '2020-01-31' }, indicator: false },
      { kind: 'outliers', column: 'price', low: 0, high: 0.99 },
      { kind: 'transform', column: 'price', function: 'log' },
      { kind: 'categories', column: 'city', reference: null, rareBelow: 3, unseen: 'rare' },
      { kind: 'date', column: 'seen', parts: ['days', 'hour'] },
      { kind: 'powers', column: null, degree: 2 },
      { kind: 'powers', column: 'mass', degree: 1 },
      { kind: 'product', columns: ['price', 'city'] },
      { kind: 'weights', column: 'mass' },
      split({ kind: 'share', validation: 0.2, test: 0.1, seed: 1 }),
    ];
    expect(issuesOf(entries)).toEqual([]);
  });

  it.each<[Partial<Recipe>, string]>([
    [{ target: 'prise' }, 'There is no column "prise", which is to be the target. Did you mean "price"? Choose a column of the file.'],
    [{ features: [] }, 'The recipe names no feature column. Choose one or more.'],
    [{ features: ['price', 'citty'] }, 'There is no column "citty", which is to be a feature. Did you mean "city"?'],
    [{ features: ['price', 'y'] }, 'The column "y" is the target and cannot be a feature too. Leave it out of the features.'],
    [{ features: ['price', 'price'] }, 'The recipe names the feature "price" more than once.'],
  ])('with wrong columns is told so: %#', (change, sentence) => {
    const [issue] = issuesOf([], change);
    expect(issue).toMatchObject({ entry: null });
    expect(issue!.message).toContain(sentence);
  });

  it.each<[RecipeEntry, string]>([
    [{ kind: 'filter', expression: 'price >' }, 'The filter cannot be read at character 8'],
    [{ kind: 'missing', column: 'pric', rule: { kind: 'mean' }, indicator: false }, 'There is no column "pric"'],
    [{ kind: 'missing', column: 'y', rule: { kind: 'mean' }, indicator: false }, 'to "y", which is not among the features. Add it to the features, or remove the entry.'],
    [{ kind: 'missing', column: 'city', rule: { kind: 'mean' }, indicator: false }, 'Column "city" holds text and has no mean. Choose a constant'],
    [{ kind: 'missing', column: 'price', rule: { kind: 'constant', value: 'a' }, indicator: false }, 'Missing values of "price" (number) are to become "a". Choose a number.'],
    [{ kind: 'missing', column: 'born', rule: { kind: 'constant', value: '31.1.2020' }, indicator: false }, 'Choose a date such as 2020-01-31.'],
    [{ kind: 'missing', column: 'smoker', rule: { kind: 'constant', value: 1 }, indicator: false }, 'Choose true or false.'],
    [{ kind: 'missing', column: 'price', rule: { kind: 'skip' }, indicator: true }, 'would be 0 everywhere'],
    [{ kind: 'outliers', column: 'price', low: 0.9, high: 0.1 }, 'The quantiles for the outliers of "price" are 0.9 and 0.1. Choose two from 0 to 1'],
    [{ kind: 'outliers', column: 'price', low: NaN, high: 1 }, 'are NaN and 1'],
    [{ kind: 'outliers', column: 'city', low: 0, high: 1 }, 'Column "city" holds text, which has no quantiles.'],
    [{ kind: 'transform', column: 'city', function: 'log' }, 'Column "city" holds text, which has no logarithm. Choose a column of numbers'],
    [{ kind: 'transform', column: 'born', function: 'sqrt' }, 'which has no square root'],
    [{ kind: 'categories', column: 'born', reference: null, rareBelow: 0, unseen: 'missing' }, 'Column "born" holds dates, which have no levels.'],
    [{ kind: 'categories', column: 'city', reference: null, rareBelow: 1.5, unseen: 'missing' }, 'are rare below 1.5 rows. Choose a whole number of 0 or more.'],
    [{ kind: 'categories', column: 'city', reference: null, rareBelow: 0, unseen: 'rare' }, 'but none is gathered as rare'],
    [{ kind: 'date', column: 'price', parts: ['month'] }, 'Column "price" holds number, not dates, and has no month.'],
    [{ kind: 'date', column: 'born', parts: [] }, 'No part of the date "born" is chosen.'],
    [{ kind: 'date', column: 'born', parts: ['day', 'day'] }, 'is chosen twice'],
    [{ kind: 'date', column: 'born', parts: ['hour'] }, 'so they have no hour'],
    [{ kind: 'powers', column: 'price', degree: 21 }, 'The degree of the powers is 21. Choose a whole number from 1 to 20.'],
    [{ kind: 'powers', column: null, degree: 0 }, 'The degree of the powers is 0.'],
    [{ kind: 'powers', column: 'smoker', degree: 2 }, 'Column "smoker" holds boolean, which has no powers.'],
    [{ kind: 'product', columns: ['price', 'price'] }, 'The product of "price" with itself is a power.'],
    [{ kind: 'product', columns: ['price', 'y'] }, '"y", which is not among the features'],
    [{ kind: 'weights', column: 'weight' }, 'There is no column "weight", which is to weight the rows.'],
    [{ kind: 'weights', column: 'y' }, 'The column "y" is the target and cannot weight the rows too.'],
    [{ kind: 'weights', column: 'city' }, 'Column "city" holds text and cannot weight the rows.'],
    [split({ kind: 'share', validation: 0.6, test: 0.4, seed: 1 }), 'leave no row to train on. Choose shares that sum below 1.'],
    [split({ kind: 'share', validation: -0.1, test: 0.4, seed: 1 }), 'The share of the validation part is -0.1.'],
    [split({ kind: 'order', validation: 0, test: 1 }), 'The share of the test part is 1.'],
    [split({ kind: 'share', validation: 0.1, test: 0, seed: 0.5 }), 'The seed of the split is 0.5.'],
    [split({ kind: 'column', column: 'part', validation: 'v', test: null }), 'There is no column "part", which is to split the rows.'],
    [split({ kind: 'column', column: 'city', validation: null, test: null }), 'names no value for the validation or the test part'],
    [split({ kind: 'column', column: 'city', validation: 'a', test: 'a' }), 'names "a" for the validation and the test part'],
  ])('names the entry that is wrong, and the remedy: %#', (entry, sentence) => {
    const issues = issuesOf([entry]);
    expect(issues[0]).toMatchObject({ entry: 0 });
    expect(issues[0]!.message).toContain(sentence);
    expect(issues).toHaveLength(1);
  });

  it('refuses choices for levels and for numbers on one column', () => {
    const levels: RecipeEntry = { kind: 'categories', column: 'mass', reference: null, rareBelow: 0, unseen: 'missing' };
    expect(issuesOf([levels, { kind: 'transform', column: 'mass', function: 'log' }])).toEqual([
      { entry: 1, code: 'setting-invalid', message: 'Column "mass" becomes indicators of its levels, which have no logarithm. Remove one of the two choices.' },
    ]);
    expect(issuesOf([levels, { kind: 'missing', column: 'mass', rule: { kind: 'mean' }, indicator: false }])[0]!.message).toContain(
      'Column "mass" becomes levels and has no mean.',
    );
  });

  it('refuses a second entry of a kind for a column', () => {
    const messages = issuesOf([
      { kind: 'powers', column: 'price', degree: 2 },
      { kind: 'powers', column: 'mass', degree: 2 },
      { kind: 'powers', column: 'price', degree: 3 },
      { kind: 'product', columns: ['price', 'mass'] },
      { kind: 'product', columns: ['mass', 'price'] },
      split({ kind: 'order', validation: 0.1, test: 0 }),
      split({ kind: 'order', validation: 0.2, test: 0 }),
    ]);
    expect(messages).toEqual([
      { entry: 2, code: 'setting-invalid', message: 'The recipe has more than one choice of powers for "price". Remove all but one.' },
      { entry: 4, code: 'setting-invalid', message: 'The recipe has more than one product of "mass" and "price". Remove all but one.' },
      { entry: 6, code: 'setting-invalid', message: 'The recipe has more than one split. Remove all but one.' },
    ]);
  });
});
