import { SCALINGS } from '../../../workers/core/preparation/readRecipe';
import type { DesignSettings, RecipeEntry, ScalingKind, SplitRule } from '../../../workers/core/schema';
import { parseChoice, readOr, type Arguments, type OptionTable } from '../../arguments';
import { UsageError } from '../../failures';
import { isMissingRule } from '../dialect';
import {
  categoryEntry,
  dateEntry,
  missingEntry,
  outliersEntry,
  powersEntry,
  productEntry,
  transformEntries,
  type EntryOption,
} from './columnEntries';
import { readSplit, SPLIT_TABLE } from './split';

export const RECIPE_TABLE = {
  ...SPLIT_TABLE,
  recipe: 'value',
  missing: 'value',
  categories: 'value',
  date: 'value',
  winsorise: 'value',
  ln: 'value',
  sqrt: 'value',
  powers: 'value',
  product: 'value',
  scale: 'value',
  weights: 'value',
  where: 'value',
  'save-recipe': 'value',
} as const satisfies OptionTable;

export interface RecipeOptions {
  /** A recipe file to begin with. */
  path: string | null;
  savePath: string | null;
  /** They take the place of entries of the file for the same. */
  entries: EntryOption[];
  split: SplitRule | null;
  /** null: as the file says. */
  scaling: ScalingKind | null;
  /** Whether anything was said that asks for a recipe. */
  isAsked: boolean;
}

const columnOption = (option: string, text: string): string => {
  if (text.trim() === '') throw new UsageError(`The option --${option} needs the name of a column.`);
  return text;
};

const single = (entry: RecipeEntry): EntryOption => () => entry;

/** The logarithm of a column is `--ln`: `--log` is the file that a training writes its steps to. */
export const readRecipeOptions = (
  args: Arguments<typeof RECIPE_TABLE>,
  design: Pick<DesignSettings, 'seed'>,
): RecipeOptions => {
  const { value, values } = args;
  const entries = [
    ...values('where').map((expression) => single({ kind: 'filter', expression })),
    ...values('missing').filter(isMissingRule).map(missingEntry),
    ...values('categories').map(categoryEntry),
    ...values('date').map(dateEntry),
    ...values('winsorise').map(outliersEntry),
    ...values('ln').flatMap((text) => transformEntries('ln', text)),
    ...values('sqrt').flatMap((text) => transformEntries('sqrt', text)),
    ...values('powers').map(powersEntry),
    ...values('product').map(productEntry),
    ...values('weights').map((text) => single({ kind: 'weights', column: columnOption('weights', text) })),
  ];
  const [path, savePath] = [value('recipe') ?? null, value('save-recipe') ?? null];
  const scaling = readOr(value('scale'), null, (text) => parseChoice('scale', text, SCALINGS));
  const split = readSplit(args, design);
  const asksForParts = split !== null && (split.kind !== 'share' || split.test > 0);
  return {
    path,
    savePath,
    entries,
    split,
    scaling,
    isAsked: path !== null || savePath !== null || entries.length > 0 || asksForParts || scaling === 'min-max',
  };
};
