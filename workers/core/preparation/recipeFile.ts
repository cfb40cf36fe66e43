import type { DatePart, MissingRule, Recipe, RecipeEntry, RecipeEntryKind, RecipeFile, ScalingKind, SplitRule, UnseenRule } from '../schema';
import { FallLineError } from '../schema';
import type { EntryOf } from './choices';

/** A value of a field, in words, and whether it is one. */
interface Field {
  words: string;
  fits: (value: unknown) => boolean;
}
type Fields<T> = { [F in keyof T]: Field };
type Shape<T extends { kind: string }> = { [K in T['kind']]: Fields<Omit<Extract<T, { kind: K }>, 'kind'>> };

const VERSION = 1;
const REMEDY = 'Choose a recipe that was saved by Fall Line.';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalid = (sentence: string): FallLineError => new FallLineError('setting-invalid', `${sentence} ${REMEDY}`);

const text: Field = { words: 'a text', fits: (value) => typeof value === 'string' };
const number: Field = { words: 'a number', fits: (value) => typeof value === 'number' };
const flag: Field = { words: 'true or false', fits: (value) => typeof value === 'boolean' };
const value: Field = { words: 'a number, a text, or true or false', fits: (one) => [text, number, flag].some(({ fits }) => fits(one)) };
const texts: Field = { words: 'a list of texts', fits: (list) => Array.isArray(list) && list.every(text.fits) };
const pair: Field = { words: 'a list of two texts', fits: (list) => texts.fits(list) && (list as unknown[]).length === 2 };
const orNull = ({ words, fits }: Field): Field => ({ words: `${words}, or null`, fits: (one) => one === null || fits(one) });
const oneOf = <T extends string>(known: Record<T, true>): Field => ({
  words: `one of ${Object.keys(known).join(', ')}`,
  fits: (one) => typeof one === 'string' && Object.hasOwn(known, one),
});
const listOf = (known: Field): Field => ({
  words: `a list, each of it ${known.words}`,
  fits: (list) => Array.isArray(list) && list.every(known.fits),
});

const matches = (candidate: unknown, fields: Record<string, Field>): boolean =>
  isObject(candidate) && Object.entries(fields).every(([name, { fits }]) => fits(candidate[name]));
const oneShapeOf = <T extends { kind: string }>(words: string, shape: Shape<T>): Field => ({
  words,
  fits: (one) => {
    if (!isObject(one) || typeof one['kind'] !== 'string' || !Object.hasOwn(shape, one['kind'])) return false;
    return matches(one, shape[one['kind'] as T['kind']]);
  },
});

const RULES: Shape<MissingRule> = { skip: {}, mean: {}, median: {}, constant: { value } };
const SPLITS: Shape<SplitRule> = {
  share: { validation: number, test: number, seed: number },
  order: { validation: number, test: number },
  column: { column: text, validation: orNull(text), test: orNull(text) },
};
const UNSEEN: Record<UnseenRule, true> = { reference: true, rare: true, missing: true };
const PARTS: Record<DatePart, true> = { days: true, year: true, month: true, day: true, weekday: true, hour: true };
const FUNCTIONS: Record<EntryOf<'transform'>['function'], true> = { log: true, sqrt: true };
const SCALINGS: Record<ScalingKind, true> = { standardize: true, 'min-max': true, none: true };

const ENTRIES: Shape<RecipeEntry> = {
  filter: { expression: text },
  missing: { column: text, rule: oneShapeOf('a rule for missing values', RULES), indicator: flag },
  outliers: { column: text, low: number, high: number },
  transform: { column: text, function: oneOf(FUNCTIONS) },
  categories: { column: text, reference: orNull(text), rareBelow: number, unseen: oneOf(UNSEEN) },
  date: { column: text, parts: listOf(oneOf(PARTS)) },
  powers: { column: orNull(text), degree: number },
  product: { columns: pair },
  weights: { column: text },
  split: { rule: oneShapeOf('a rule for a split', SPLITS) },
};

const RECIPE: Fields<Omit<Recipe, 'entries'>> = { target: text, features: texts, scaling: oneOf(SCALINGS), intercept: flag };

const check = (source: Record<string, unknown>, fields: Record<string, Field>, where: string): void => {
  for (const [name, { words, fits }] of Object.entries(fields)) {
    if (!fits(source[name])) throw invalid(`The field "${name}" of ${where} must be ${words}.`);
  }
};

const readEntry = (entry: unknown, place: number): RecipeEntry => {
  const where = `entry ${place + 1} of the recipe`;
  const kind = isObject(entry) ? entry['kind'] : undefined;
  if (!isObject(entry) || typeof kind !== 'string' || !Object.hasOwn(ENTRIES, kind)) {
    throw invalid(`The field "kind" of ${where} must be one of ${Object.keys(ENTRIES).join(', ')}.`);
  }
  const fields = ENTRIES[kind as RecipeEntryKind];
  check(entry, fields, where);
  // Fields that this version does not know are left out.
  return Object.fromEntries(['kind', ...Object.keys(fields)].map((name) => [name, entry[name]])) as unknown as RecipeEntry;
};

/** Reads a recipe out of a value of any shape. Throws FallLineError 'setting-invalid' that names the field. */
export const readRecipe = (source: unknown): Recipe => {
  if (!isObject(source)) throw invalid('The recipe is no object.');
  check(source, RECIPE, 'the recipe');
  if (!Array.isArray(source['entries'])) throw invalid('The field "entries" of the recipe must be a list.');
  const { target, features, scaling, intercept } = source as unknown as Recipe;
  return { target, features, entries: source['entries'].map(readEntry), scaling, intercept };
};

/** The recipe in the text of a file; whether it fits a data set is told by `recipeIssues`. */
export const parseRecipe = (file: string): Recipe => {
  let source: unknown;
  try {
    // Some editors put a byte order mark before the text.
    source = JSON.parse(file.replace(/^\uFEFF/, ''));
  } catch {
    throw invalid('The file is not a recipe: it is not JSON.');
  }
  if (!isObject(source) || source['format'] !== 'fall-line-recipe') {
    throw invalid('The file is not a recipe: its "format" is not "fall-line-recipe".');
  }
  if (source['formatVersion'] !== VERSION) {
    const version = JSON.stringify(source['formatVersion'] ?? null);
    throw invalid(`The recipe has format version ${version}, and this Fall Line knows version ${VERSION}.`);
  }
  return readRecipe(source);
};

export const serializeRecipe = (recipe: Recipe): string => {
  const file: RecipeFile = { format: 'fall-line-recipe', formatVersion: VERSION, ...recipe };
  return `${JSON.stringify(file, null, 2)}\n`;
};
