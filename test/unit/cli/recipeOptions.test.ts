import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../cli/arguments';
import { UsageError } from '../../../cli/failures';
import { readRecipeOptions, RECIPE_TABLE, type RecipeOptions } from '../../../cli/options/recipe/recipe';
import type { ColumnType } from '../../../workers/core/schema';

const read = (...words: string[]): RecipeOptions => readRecipeOptions(readArguments(words, RECIPE_TABLE), { seed: 7 });
const TYPES: Record<string, ColumnType> = { age: 'number', smoker: 'boolean', city: 'text' };
const entries = (...words: string[]) => read(...words).entries.map((entry) => entry((name) => TYPES[name] ?? null));

describe('the options of a recipe', () => {
  it('ask for none where nothing is said, nor by words for a missing value or a share for validation', () => {
    expect(read()).toMatchObject({ isAsked: false, entries: [], split: null });
    expect(read('--missing', 'NA,n/a', '--validation', '0.2')).toMatchObject({ isAsked: false, entries: [] });
    expect(read('--test', '0.2').isAsked).toBe(true);
  });

  it('become entries, constants by the type of their column', () => {
    expect(entries('--missing', 'age=0', '--missing', 'smoker=true', '--missing', 'city=0,indicator')).toEqual([
      { kind: 'missing', column: 'age', rule: { kind: 'constant', value: 0 }, indicator: false },
      { kind: 'missing', column: 'smoker', rule: { kind: 'constant', value: true }, indicator: false },
      { kind: 'missing', column: 'city', rule: { kind: 'constant', value: '0' }, indicator: true },
    ]);
    expect(entries('--categories', 'city', '--categories', '"a:b":"reference=x, y",rare=3')).toEqual([
      { kind: 'categories', column: 'city', reference: null, rareBelow: 0, unseen: 'missing' },
      { kind: 'categories', column: 'a:b', reference: 'x, y', rareBelow: 3, unseen: 'missing' },
    ]);
    expect(entries('--powers', '3', '--powers', 'age=2', '--product', '"a*b"*c', '--ln', 'a,b', '--sqrt', 'c')).toEqual([
      { kind: 'transform', column: 'a', function: 'log' },
      { kind: 'transform', column: 'b', function: 'log' },
      { kind: 'transform', column: 'c', function: 'sqrt' },
      { kind: 'powers', column: null, degree: 3 },
      { kind: 'powers', column: 'age', degree: 2 },
      { kind: 'product', columns: ['a*b', 'c'] },
    ]);
  });

  it('split by shares, in order or by a column', () => {
    expect(read('--test', '0.1', '--validation', '0.2').split).toEqual({ kind: 'share', validation: 0.2, test: 0.1, seed: 7 });
    expect(read('--test', '0.1', '--split-order').split).toEqual({ kind: 'order', validation: 0, test: 0.1 });
    expect(read('--split-column', 'part:validation=dev,test=test').split).toEqual({ kind: 'column', column: 'part', validation: 'dev', test: 'test' });
  });

  it.each<[string[], string]>([
    [['--missing', '=3'], 'names no column. Write for example --missing age=median,indicator.'],
    [['--missing', 'age='], 'something is missing behind ='],
    [['--categories', 'city:ref=a'], 'The option --categories holds "ref=a"; it takes reference=…, rare=…, unseen=….'],
    [['--categories', 'city:rare=-1'], 'The option --categories rare is "-1"; it must be a whole number, 0 or more.'],
    [['--categories', 'city:unseen=none'], 'it must be one of "reference", "rare", "missing".'],
    [['--categories', 'city:rare=1,rare=2'], 'The option --categories sets rare twice.'],
    [['--date', 'day'], 'something is missing behind ='],
    [['--date', 'day=minute'], 'The option --date is "minute"; it must be one of "days"'],
    [['--winsorise', 'price=0.1'], 'behind = there must be two quantiles.'],
    [['--winsorise', 'price=0.1..2'], 'it must be a quantile from 0 to 1'],
    [['--powers', 'x=0'], 'The option --powers is "0"; it must be a whole number, from 1 to 20.'],
    [['--powers', 'x=two'], 'The option --powers is "two"'],
    [['--product', 'a'], 'something is missing behind *'],
    [['--product', 'a*b*c'], 'it takes two columns'],
    [['--ln', 'a,,b'], 'The option --ln holds an empty name.'],
    [['--scale', 'minmax'], 'it must be one of "standardize", "min-max", "none".'],
    [['--weights', ''], 'The option --weights needs the name of a column.'],
    [['--test', '1'], 'it must be a number of 0 or more and below 1, the share of the rows'],
    [['--test', '0.6', '--validation', '0.4'], 'leave no row to train on'],
    [['--split-order'], 'The option --split-order needs the size of a part'],
    [['--split-column', 'part:test=a', '--test', '0.1'], 'The option --split-column excludes'],
    [['--split-column', 'part'], 'something is missing behind :'],
    [['--split-column', 'part:tset=a'], 'holds "tset=a"; it takes validation=…, test=….'],
  ])('that are wrong are told so: %j', (words, sentence) => {
    expect(() => read(...words)).toThrow(UsageError);
    expect(() => read(...words)).toThrow(sentence);
  });
});
