import type { LossSettings } from '../../workers/core/schema';
import { DEFAULT_SETTINGS, DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { expectPositionals, parseNotNegative, readArguments, readOr, type OptionTable } from '../arguments';
import { readFeatures, readTarget } from './columns';
import { BASIS_TABLE, readBasis, readSeed } from './design';
import { DIALECT_TABLE, readDialect } from './dialect';
import type { FileOptions } from './inspect';
import { readLoss } from './method';
import { readRecipeOptions, RECIPE_TABLE, type RecipeOptions } from './recipe/recipe';

const SOLVE_TABLE = {
  ...DIALECT_TABLE,
  ...BASIS_TABLE,
  ...RECIPE_TABLE,
  seed: 'value',
  target: 'value',
  features: 'value',
  loss: 'value',
  l2: 'value',
  'no-standardize': 'flag',
  json: 'flag',
  quiet: 'flag',
} as const satisfies OptionTable;

export interface SolveOptions extends FileOptions {
  /** null: that of the recipe file. */
  target: string | null;
  /** null: every numeric column but the target. */
  features: string[] | null;
  loss: LossSettings;
  l2: number;
  degree: number;
  intercept: boolean;
  standardize: boolean;
  recipe: RecipeOptions;
}

export const parseSolve = (argv: string[]): SolveOptions => {
  const args = readArguments(argv, SOLVE_TABLE);
  const [path = ''] = expectPositionals(args.positionals, ['FILE']);
  const recipe = readRecipeOptions(args, { seed: readSeed(args.value('seed')) });
  const target = readTarget(args.value('target'), recipe.path);
  return {
    path,
    dialect: readDialect(args, { hasRecipe: true }),
    json: args.flag('json'),
    quiet: args.flag('quiet'),
    target,
    features: readFeatures(args.values('features'), target),
    loss: readLoss(args.value('loss')),
    l2: readOr(args.value('l2'), DEFAULT_SOLVE.l2, (text) => parseNotNegative('l2', text)),
    ...readBasis(args),
    standardize: DEFAULT_SETTINGS.standardize && !args.flag('no-standardize') && recipe.scaling !== 'none',
    // There is no share for validation without a recipe here.
    recipe: { ...recipe, isAsked: recipe.isAsked || recipe.split !== null },
  };
};
