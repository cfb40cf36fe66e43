import type { Prepared, Recipe, RecipeEntry, RunSettings } from '../../workers/core/schema';
import { DEFAULT_DESIGN, DEFAULT_METHOD, DEFAULT_SETTINGS } from '../../workers/core/training/defaults';

export const recipeOf = (features: string[], entries: RecipeEntry[] = [], change: Partial<Recipe> = {}): Recipe => ({
  target: 'y',
  features,
  entries,
  scaling: 'standardize',
  intercept: true,
  ...change,
});

/** A run on all features of a prepared dataset. */
export const runOn = ({ columns, preparation }: Prepared, change: Partial<RunSettings> = {}): RunSettings => ({
  ...DEFAULT_METHOD,
  ...DEFAULT_DESIGN,
  target: columns.target,
  features: columns.features,
  weightColumn: columns.weightColumn,
  partColumn: columns.partColumn,
  standardize: preparation.recipe.scaling !== 'none',
  scaledBy: preparation.recipe.scaling === 'min-max' ? 'range' : 'deviation',
  intercept: preparation.recipe.intercept,
  init: DEFAULT_SETTINGS.init,
  learningRate: 0.1,
  stop: { maxSteps: 200, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null },
  workers: 1,
  startPaused: false,
  ...change,
});
