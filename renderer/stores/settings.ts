import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { ColumnDefinition, DatasetSummary, KeptRun, ModelFile, Prepared, Recipe, RecipeEntry, RunSettings, Sample } from '../../electron/contract';
import { designNames as namesOfDesign } from '../../workers/core/design/designNames';
import { rateUse } from '../format/methodNotes';
import { LOSSES } from '../../workers/core/losses/catalogue';
import { chosen as chosenOf } from '../../workers/core/training/choices';
import { degreeIssue } from '../../workers/core/training/design';
import { DEFAULT_SETTINGS } from '../../workers/core/training/defaults';
import type { TargetKind } from './columns';
import { createColumnChoice } from './settings/columnChoice';
import { createDesignChoice } from './settings/designChoice';
import { createInitialChoice } from './settings/initialChoice';
import { createMethodChoice } from './settings/methodChoice';
import { createRecipeChoice, keyOf } from './settings/recipeChoice';
import { keepValues } from './keepValues';
import { createStopChoice } from './settings/stopChoice';

/** What a run would be started with. */
export interface Trained {
  /** Of the file, or of the features that its recipe makes. */
  datasetId: string;
  columns: readonly ColumnDefinition[];
  nRows: number;
  settings: RunSettings;
}

/** What the next run will be told. Numbers may be NaN where a field holds no number: then no run can start. */
export const useSettings = defineStore('settings', () => {
  const { adoptColumns, seatTarget, keepColumns, ...columns } = createColumnChoice();
  const { design, resetDesign, keepDesign, ...rows } = createDesignChoice();
  const { resetInitial, giveParameters, initialParameters, keepInitial, ...initial } = createInitialChoice();
  const { stop, adoptStop, keepStop, ...stopping } = createStopChoice();
  const workers = ref<number | 'auto'>('auto');

  const { fitted, adoptFile, keepRecipe, ...preparing } = createRecipeChoice({ ...columns, ...rows });
  const { file, isPlain, prepared } = preparing;

  /** Names of the columns of the design as the weights are: each feature with its powers in turn; as last known where it is being prepared. */
  const designNames = computed<string[]>(() => {
    const known = isPlain.value ? undefined : fitted.value?.prepared;
    if (known !== undefined) return known.preparation.features.map(({ name }) => name);
    // A degree without sense is told beside its field, and must not become a list.
    const powers = degreeIssue(rows.degree.value) === null ? rows.degree.value : 1;
    return namesOfDesign(
      columns.featureList.value.map((index) => file.value?.columns[index]?.name ?? String(index)),
      powers,
    );
  });
  const { method, resetMethod, adoptMethod, suitTarget, adoptConventionalRate, keepMethod, ...methods } = createMethodChoice(
    () => designNames.value.length,
  );

  /** Takes down all that is chosen; what is returned brings it back. */
  function keep(): () => void {
    const parts = [
      keepColumns(),
      keepDesign(),
      keepRecipe(),
      keepInitial(),
      keepMethod(),
      keepStop(),
      keepValues(workers),
    ];
    return () => parts.forEach((bringBack) => bringBack());
  }
  const setDefaults = keep();

  function adoptDataset(dataset: DatasetSummary, sample: Sample | null = null): void {
    adoptColumns(dataset, dataset.columns.find((column) => column.name === sample?.target)?.index ?? null);
    adoptFile(dataset);
    resetInitial();
    resetDesign(sample?.standardize ?? DEFAULT_SETTINGS.standardize);
    resetMethod(sample?.learningRate);
    stopping.maxSteps.value = sample?.maxSteps ?? DEFAULT_SETTINGS.maxSteps;
    stopping.patience.value = null;
  }

  function setTarget(index: number, kind: TargetKind = 'number'): void {
    seatTarget(index, kind);
    suitTarget(kind);
  }

  function setDegree(value: number): void {
    rows.degree.value = value;
    adoptConventionalRate();
  }

  /** Without a validation part there is nothing to be patient with. */
  function forgetPatience(): void {
    if (!preparing.hasValidationPart.value) stopping.patience.value = null;
  }

  /** The conventional rate goes by the number of columns: what leaves that as it is leaves the rate. */
  function withRate(change: () => void): void {
    const before = designNames.value.length;
    change();
    if (designNames.value.length !== before) adoptConventionalRate();
  }

  function put(entry: RecipeEntry): void {
    withRate(() => preparing.put(entry));
    if (entry.kind === 'split') forgetPatience();
  }

  function drop(entry: RecipeEntry): void {
    withRate(() => preparing.drop(entry));
    if (entry.kind === 'split') forgetPatience();
  }

  /** What a recipe has come to, which also says how many columns there are to train on. */
  function adoptPrepared(datasetId: string, recipe: Recipe, found: Prepared): void {
    withRate(() => (fitted.value = { key: keyOf(datasetId, recipe), prepared: found }));
  }

  const indexByName = (dataset: DatasetSummary): Map<string, number> =>
    new Map(dataset.columns.map((column) => [column.name, column.index]));

  /** All that goes into a recipe, as undo takes it down. */
  const recipeState = computed(() => ({
    target: columns.target.value,
    targetKind: columns.targetKind.value,
    features: columns.featureList.value,
    featuresWereChosen: columns.featuresWereChosen.value,
    entries: preparing.ownEntries.value,
    scaling: rows.scaling.value,
    intercept: rows.intercept.value,
    degree: rows.degree.value,
    validationShare: rows.validationShare.value,
    shuffleSeed: rows.shuffleSeed.value,
  }));

  function restoreRecipe(state: RecipeState): void {
    const isOtherTarget = state.target !== columns.target.value;
    withRate(() => takeBack(state));
    forgetPatience();
    if (isOtherTarget) suitTarget(state.targetKind);
  }

  function takeBack(state: RecipeState): void {
    columns.target.value = state.target;
    columns.targetKind.value = state.targetKind;
    columns.features.value = new Set(state.features);
    columns.featuresWereChosen.value = state.featuresWereChosen;
    preparing.ownEntries.value = state.entries;
    rows.scaling.value = state.scaling;
    rows.intercept.value = state.intercept;
    rows.degree.value = state.degree;
    rows.validationShare.value = state.validationShare;
    rows.shuffleSeed.value = state.shuffleSeed;
  }
  type RecipeState = typeof recipeState.value;

  /** All choices of a recipe, whose columns the open file has. */
  function adoptRecipe(recipe: Recipe, dataset: DatasetSummary, kind: TargetKind): void {
    const byName = indexByName(dataset);
    const target = byName.get(recipe.target);
    if (target !== undefined) setTarget(target, kind);
    columns.setFeatures(recipe.features.flatMap((name) => byName.get(name) ?? []));
    rows.scaling.value = recipe.scaling;
    rows.intercept.value = recipe.intercept;
    preparing.setEntries(recipe.entries);
  }

  /** What a kept run was told, on its data. A point at which it began cannot be typed: the next run then begins at zeros. */
  function adoptRun({ settings: told, info, recipe }: KeptRun, dataset: DatasetSummary): void {
    const nClasses = info.classNames?.length;
    const kind = nClasses === undefined ? 'number' : nClasses === 2 ? 'two-classes' : 'classes';
    rows.storage.value = told.storage;
    rows.shuffleSeed.value = told.seed;
    rows.validationShare.value = told.validationShare;
    if (recipe !== null) adoptRecipe(recipe, dataset, kind);
    else {
      setTarget(told.target, kind);
      columns.setFeatures(told.features);
      preparing.setEntries([]);
      rows.degree.value = told.degree;
      rows.standardize.value = told.standardize;
      rows.scaledBy.value = told.scaledBy;
      rows.intercept.value = told.intercept;
    }
    adoptMethod(told, told.learningRate);
    adoptStop(told.stop);
    workers.value = told.workers;
    resetInitial();
    if (told.init.kind === 'random') {
      initial.initKind.value = 'random';
      initial.seed.value = told.init.seed;
    } else if (told.init.kind === 'given') giveParameters(info.featureNames, told.init.weights, told.init.bias);
  }

  /** Starts from the parameters of a model whose columns are those of the file, by their names. Returns the names that it does not have. */
  function adoptModel(model: ModelFile, dataset: DatasetSummary): string[] {
    const byName = indexByName(dataset);
    const missing = model.columnNames.filter((name) => !byName.has(name));
    if (missing.length > 0) return missing;
    const target = byName.get(model.targetName);
    if (target !== undefined) setTarget(target, model.classNames === null ? 'number' : 'two-classes');
    columns.setFeatures(model.columnNames.map((name) => byName.get(name) ?? 0));
    preparing.setEntries([]);
    setDegree(model.degree);
    rows.intercept.value = model.intercept;
    adoptParameters(model);
    return [];
  }

  /** The parameters of a model by the names of its features, and its loss. */
  function adoptParameters(model: ModelFile): void {
    const { kind, parameter } = model.loss;
    methods.setLoss(chosenOf(LOSSES, kind, parameter === null ? {} : { delta: parameter, quantile: parameter }));
    giveParameters(model.featureNames, model.weights, model.bias);
  }

  /** A rate that no step goes by cannot be wrong, nor mended in a field that is out of use. */
  function usedRate(): number {
    const rate = methods.learningRate.value;
    return rateUse(method.value).isUsed || rate > 0 ? rate : DEFAULT_SETTINGS.learningRate;
  }

  /** As the choices stand, in columns of the file; null without a target. */
  const draft = computed<RunSettings | null>(() =>
    columns.target.value === null
      ? null
      : {
          target: columns.target.value,
          features: columns.featureList.value,
          standardize: rows.standardize.value,
          init: initialParameters(designNames.value),
          ...method.value,
          ...design.value,
          learningRate: usedRate(),
          stop: stop.value,
          workers: workers.value,
          startPaused: false,
        },
  );

  /** Plain data, ready to cross to the main process; null without a target, and while columns are being prepared. */
  const runSettings = computed<RunSettings | null>(() => {
    if (draft.value === null || isPlain.value) return draft.value;
    if (prepared.value === null) return null;
    const { target, features, weightColumn, partColumn } = prepared.value.columns;
    return { ...draft.value, target, features, weightColumn, partColumn, degree: 1, validationShare: 0 };
  });

  /** What the next run is started with; null where it cannot be told yet. */
  const trained = computed<Trained | null>(() => {
    const opened = isPlain.value ? file.value : (prepared.value?.dataset ?? null);
    if (opened === null || runSettings.value === null) return null;
    return { datasetId: opened.id, columns: opened.columns, nRows: opened.nRows, settings: runSettings.value };
  });

  return {
    ...columns,
    ...rows,
    ...initial,
    ...methods,
    ...stopping,
    workers,
    method,
    ...preparing,
    fitted,
    designNames,
    draft,
    runSettings,
    trained,
    keep,
    setDefaults,
    adoptDataset,
    adoptModel,
    adoptParameters,
    adoptRun,
    adoptPrepared,
    recipeState,
    restoreRecipe,
    adoptRecipe,
    giveParameters,
    setTarget,
    setDegree,
    put,
    drop,
  };
});
