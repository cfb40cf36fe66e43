import { computed, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { DatasetSummary, Prepared, Recipe, RecipeEntry, ScalingKind, SplitRule } from '../../../electron/contract';
import { keepValues } from '../keepValues';
import { dropEntry, entryOf, featureColumnsOf, isPlainSplit, putEntry } from './recipeEntries';

/** What a recipe takes over from the choices beside it. */
interface Beside {
  target: Ref<number | null>;
  featureList: ComputedRef<readonly number[]>;
  scaling: Ref<ScalingKind>;
  intercept: Ref<boolean>;
  degree: Ref<number>;
  validationShare: Ref<number>;
  shuffleSeed: Ref<number>;
}

/**
 * How columns are prepared. Where number columns enter as they are the run works on the file itself; the degree and a validation
 * part by share alone are then told to the run, and are entries where a recipe is needed.
 */
export function createRecipeChoice(beside: Beside) {
  const file = shallowRef<DatasetSummary | null>(null);
  /** But for the degree of all features and a validation part by share alone, which have their own settings. */
  const ownEntries = shallowRef<readonly RecipeEntry[]>([]);
  /** The newest that was fitted, and to what. */
  const fitted = shallowRef<{ key: string; prepared: Prepared } | null>(null);

  const nameOf = (index: number): string => file.value?.columns[index]?.name ?? String(index);

  /** What is said of columns that are no features at present waits until they are again. */
  const activeEntries = computed(() => {
    const features = new Set(beside.featureList.value.map(nameOf));
    return ownEntries.value.filter((entry) => featureColumnsOf(entry).every((name) => features.has(name)));
  });

  const isPlain = computed(
    () => activeEntries.value.length === 0 && beside.featureList.value.every((index) => file.value?.columns[index]?.type === 'number'),
  );

  /** Whether the columns of the design are others than those of the file. */
  const hasBasis = computed(() => !isPlain.value || beside.degree.value > 1);

  const split = computed<SplitRule>(
    () =>
      entryOf(ownEntries.value, 'split')?.rule ?? {
        kind: 'share',
        validation: beside.validationShare.value,
        test: 0,
        seed: beside.shuffleSeed.value,
      },
  );

  const hasValidationPart = computed(() => {
    const { value: rule } = split;
    return rule.kind === 'column' ? rule.validation !== null : rule.validation > 0;
  });

  /** Powers of all, and the split: settings of their own that are entries of the recipe. */
  const besideEntries = computed<RecipeEntry[]>(() => [
    ...(beside.degree.value === 1 ? [] : [{ kind: 'powers' as const, column: null, degree: beside.degree.value }]),
    ...(beside.validationShare.value === 0 ? [] : [{ kind: 'split' as const, rule: split.value }]),
  ]);
  const entries = computed<readonly RecipeEntry[]>(() => [...activeEntries.value, ...besideEntries.value]);

  /** Plain data; null without a target. */
  const recipe = computed<Recipe | null>(() => {
    const target = beside.target.value;
    if (file.value === null || target === null) return null;
    return {
      target: nameOf(target),
      features: beside.featureList.value.map(nameOf),
      entries: [...entries.value],
      scaling: beside.scaling.value,
      intercept: beside.intercept.value,
    };
  });

  /** Of what has to be fitted before there are columns to train on; null where nothing has. */
  const preparationKey = computed(() => (isPlain.value || recipe.value === null ? null : keyOf(file.value?.id ?? '', recipe.value)));
  /** What the recipe has come to; null while that is not known, and where nothing needs to be prepared. */
  const prepared = computed(() =>
    preparationKey.value !== null && fitted.value?.key === preparationKey.value ? fitted.value.prepared : null,
  );

  function putSplit(rule: SplitRule): void {
    const isPlainRule = isPlainSplit(rule);
    beside.validationShare.value = isPlainRule && rule.kind === 'share' ? rule.validation : 0;
    if (rule.kind === 'share') beside.shuffleSeed.value = rule.seed;
    const without = ownEntries.value.filter((entry) => entry.kind !== 'split');
    ownEntries.value = isPlainRule ? without : putEntry(without, { kind: 'split', rule });
  }

  function setShuffleSeed(seed: number): void {
    beside.shuffleSeed.value = seed;
    const { value: rule } = split;
    if (rule.kind === 'share' && rule.test !== 0) putSplit({ ...rule, seed });
  }

  /** Takes the place of the entry of the same kind and column. */
  function put(entry: RecipeEntry): void {
    if (entry.kind === 'split') putSplit(entry.rule);
    else if (entry.kind === 'powers' && entry.column === null) beside.degree.value = entry.degree;
    else ownEntries.value = putEntry(ownEntries.value, entry);
  }

  function drop(entry: RecipeEntry): void {
    if (entry.kind === 'split') putSplit({ kind: 'share', validation: 0, test: 0, seed: beside.shuffleSeed.value });
    else if (entry.kind === 'powers' && entry.column === null) beside.degree.value = 1;
    else ownEntries.value = dropEntry(ownEntries.value, entry);
  }

  function setEntries(all: readonly RecipeEntry[]): void {
    ownEntries.value = all.filter((entry) => entry.kind !== 'split' && !(entry.kind === 'powers' && entry.column === null));
    beside.degree.value = 1;
    beside.validationShare.value = 0;
    for (const entry of all) if (!ownEntries.value.includes(entry)) put(entry);
  }

  function adoptFile(opened: DatasetSummary): void {
    file.value = opened;
    ownEntries.value = [];
    fitted.value = null;
  }

  const keepRecipe = (): (() => void) => keepValues(file, ownEntries, fitted);

  return { file, ownEntries, entries, fitted, split, hasValidationPart, isPlain, hasBasis, recipe, preparationKey, prepared, put, drop, setEntries, setShuffleSeed, adoptFile, keepRecipe };
}

export const keyOf = (datasetId: string, recipe: Recipe): string => JSON.stringify([datasetId, recipe]);
