import type { Recipe, SplitRule } from '../schema';

export const DEFAULT_VALIDATION = 0.2;

const hasValidation = (rule: SplitRule): boolean =>
  rule.kind === 'column' ? rule.validation !== null : rule.validation > 0;

/**
 * The recipe with a validation part: its own, or where it has none a fifth of the rows by the seed. `isAdded` says which; a
 * split by a column is left as it is.
 */
export const withValidation = (recipe: Recipe, seed: number): { recipe: Recipe; isAdded: boolean } => {
  const rule = recipe.entries.find((entry) => entry.kind === 'split')?.rule;
  if (rule && (hasValidation(rule) || rule.kind === 'column')) return { recipe, isAdded: false };
  const split: SplitRule = rule ? { ...rule, validation: DEFAULT_VALIDATION } : { kind: 'share', validation: DEFAULT_VALIDATION, test: 0, seed };
  const entries = [...recipe.entries.filter((entry) => entry.kind !== 'split'), { kind: 'split' as const, rule: split }];
  return { recipe: { ...recipe, entries }, isAdded: true };
};
