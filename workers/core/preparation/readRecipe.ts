import type { FieldReader } from '../export/fieldReader';
import type { DatePart, MissingRule, Recipe, RecipeEntry, RecipeEntryKind, SplitRule, UnseenRule } from '../schema';

export const UNSEEN_RULES: readonly UnseenRule[] = ['reference', 'rare', 'missing'];
export const DATE_PARTS: readonly DatePart[] = ['days', 'year', 'month', 'day', 'weekday', 'hour'];
export const SCALINGS: readonly Recipe['scaling'][] = ['standardize', 'min-max', 'none'];
export const MISSING_KINDS: readonly MissingRule['kind'][] = ['skip', 'mean', 'median', 'constant'];

const MAX_ENTRIES = 10_000;

const readMissingRule = (rule: FieldReader): MissingRule => {
  const kind = rule.oneOf('kind', MISSING_KINDS);
  return kind === 'constant' ? { kind, value: rule.scalar('value') } : { kind };
};

const readSplitRule = (rule: FieldReader): SplitRule => {
  const kind = rule.oneOf('kind', ['share', 'order', 'column'] as const);
  switch (kind) {
    case 'column':
      return { kind, column: rule.text('column'), validation: rule.textOrNull('validation'), test: rule.textOrNull('test') };
    case 'order':
      return { kind, validation: rule.number('validation'), test: rule.number('test') };
    case 'share':
      return { kind, validation: rule.number('validation'), test: rule.number('test'), seed: rule.whole('seed') };
  }
};

const readParts = (entry: FieldReader): DatePart[] =>
  entry.texts('parts').map((text) => {
    const part = DATE_PARTS.find((known) => known === text);
    if (part === undefined) throw entry.wrong('parts', `an array of ${DATE_PARTS.join(', ')}`);
    return part;
  });

const readPair = (entry: FieldReader): [string, string] => {
  const [first, second, ...more] = entry.texts('columns');
  if (first === undefined || second === undefined || more.length > 0) throw entry.wrong('columns', 'an array of two texts');
  return [first, second];
};

const READERS: { [K in RecipeEntryKind]: (entry: FieldReader, kind: K) => Extract<RecipeEntry, { kind: K }> } = {
  filter: (entry, kind) => ({ kind, expression: entry.text('expression') }),
  missing: (entry, kind) => ({
    kind,
    column: entry.text('column'),
    rule: readMissingRule(entry.child('rule')),
    indicator: entry.flag('indicator'),
  }),
  outliers: (entry, kind) => ({ kind, column: entry.text('column'), low: entry.number('low'), high: entry.number('high') }),
  transform: (entry, kind) => ({ kind, column: entry.text('column'), function: entry.oneOf('function', ['log', 'sqrt'] as const) }),
  categories: (entry, kind) => ({
    kind,
    column: entry.text('column'),
    reference: entry.textOrNull('reference'),
    rareBelow: entry.count('rareBelow'),
    unseen: entry.oneOf('unseen', UNSEEN_RULES),
  }),
  date: (entry, kind) => ({ kind, column: entry.text('column'), parts: readParts(entry) }),
  powers: (entry, kind) => ({ kind, column: entry.textOrNull('column'), degree: entry.whole('degree') }),
  product: (entry, kind) => ({ kind, columns: readPair(entry) }),
  weights: (entry, kind) => ({ kind, column: entry.text('column') }),
  split: (entry, kind) => ({ kind, rule: readSplitRule(entry.child('rule')) }),
};

const readEntry = <K extends RecipeEntryKind>(entry: FieldReader, kind: K): Extract<RecipeEntry, { kind: K }> => READERS[kind](entry, kind);

/** The form of a recipe, every field looked at; whether it fits a file is for recipeIssues. */
export const readRecipe = (field: FieldReader): Recipe => ({
  target: field.text('target'),
  features: field.texts('features'),
  entries: field.list('entries', MAX_ENTRIES).map((entry) => readEntry(entry, entry.oneOf('kind', Object.keys(READERS) as RecipeEntryKind[]))),
  scaling: field.oneOf('scaling', SCALINGS),
  intercept: field.flag('intercept'),
});
