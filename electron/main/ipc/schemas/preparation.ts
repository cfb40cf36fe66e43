import { z } from 'zod';
import type { MissingRule, Recipe, RecipeEntry, SplitRule } from '../../../contract';
import { anyNumber, columnName, identifier, MAX_COLUMNS, path } from './common';

const MAX_ENTRIES = 100_000;
/** A value of a column, as text. */
const level = columnName;

const missingRule: z.ZodType<MissingRule> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('skip') }),
  z.strictObject({ kind: z.literal('mean') }),
  z.strictObject({ kind: z.literal('median') }),
  z.strictObject({ kind: z.literal('constant'), value: z.union([anyNumber, level, z.boolean()]) }),
]);

const splitRule: z.ZodType<SplitRule> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), validation: anyNumber, test: anyNumber, seed: anyNumber }),
  z.strictObject({ kind: z.literal('order'), validation: anyNumber, test: anyNumber }),
  z.strictObject({ kind: z.literal('column'), column: columnName, validation: level.nullable(), test: level.nullable() }),
]);

const ofColumn = { column: columnName };

const entry: z.ZodType<RecipeEntry> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('filter'), expression: z.string().max(100_000) }),
  z.strictObject({ kind: z.literal('missing'), ...ofColumn, rule: missingRule, indicator: z.boolean() }),
  z.strictObject({ kind: z.literal('outliers'), ...ofColumn, low: anyNumber, high: anyNumber }),
  z.strictObject({ kind: z.literal('transform'), ...ofColumn, function: z.enum(['log', 'sqrt']) }),
  z.strictObject({
    kind: z.literal('categories'),
    ...ofColumn,
    reference: level.nullable(),
    rareBelow: anyNumber,
    unseen: z.enum(['reference', 'rare', 'missing']),
  }),
  z.strictObject({
    kind: z.literal('date'),
    ...ofColumn,
    parts: z.array(z.enum(['days', 'year', 'month', 'day', 'weekday', 'hour'])).max(100),
  }),
  z.strictObject({ kind: z.literal('powers'), column: columnName.nullable(), degree: anyNumber }),
  z.strictObject({ kind: z.literal('product'), columns: z.tuple([columnName, columnName]) }),
  z.strictObject({ kind: z.literal('weights'), ...ofColumn }),
  z.strictObject({ kind: z.literal('split'), rule: splitRule }),
]);

export const recipeSchema: z.ZodType<Recipe> = z.strictObject({
  target: columnName,
  features: z.array(columnName).max(MAX_COLUMNS),
  entries: z.array(entry).max(MAX_ENTRIES),
  scaling: z.enum(['standardize', 'min-max', 'none']),
  intercept: z.boolean(),
});

export const preparationSchemas = {
  'dataset/prepare': z.strictObject({ datasetId: identifier, recipe: recipeSchema }),
  'recipe/save': z.strictObject({ recipe: recipeSchema }),
  'recipe/open': z.strictObject({ path: path.nullable() }),
};
