import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { DatasetSummary, ModelFile, RunSettings, Sample } from '../../electron/contract';
import { rateUse } from '../format/methodNotes';
import { LOSSES } from '../../workers/core/losses/catalogue';
import { chosen as chosenOf } from '../../workers/core/training/choices';
import { degreeIssue } from '../../workers/core/training/design';
import { DEFAULT_SETTINGS } from '../../workers/core/training/defaults';
import type { TargetKind } from './columns';
import { createColumnChoice } from './settings/columnChoice';
import { createDesignChoice } from './settings/designChoice';
import { createInitialChoice, type DesignColumn } from './settings/initialChoice';
import { createMethodChoice } from './settings/methodChoice';
import { keepValues } from './keepValues';
import { createStopChoice } from './settings/stopChoice';

/** What the next run will be told. Numbers may be NaN where a field holds no number: then no run can start. */
export const useSettings = defineStore('settings', () => {
  const { adoptColumns, seatTarget, keepColumns, ...columns } = createColumnChoice();
  const { design, resetDesign, keepDesign, ...rows } = createDesignChoice();
  const { resetInitial, giveParameters, initialParameters, keepInitial, ...initial } = createInitialChoice();
  const { stop, keepStop, ...stopping } = createStopChoice();
  const workers = ref<number | 'auto'>('auto');

  /** Each feature with its powers in turn, as the weights are. */
  const designColumns = computed<DesignColumn[]>(() => {
    // A degree without sense is told beside its field, and must not become a list.
    const powers = degreeIssue(rows.degree.value) === null ? rows.degree.value : 1;
    return columns.featureList.value.flatMap((index) =>
      Array.from({ length: powers }, (_, power) => ({ index, power: power + 1 })),
    );
  });
  const { method, resetMethod, suitTarget, adoptConventionalRate, keepMethod, ...methods } = createMethodChoice(
    () => designColumns.value.length,
  );

  /** Takes down all that is chosen; what is returned brings it back. */
  function keep(): () => void {
    const parts = [keepColumns(), keepDesign(), keepInitial(), keepMethod(), keepStop(), keepValues(workers)];
    return () => parts.forEach((bringBack) => bringBack());
  }
  const setDefaults = keep();

  function adoptDataset(dataset: DatasetSummary, sample: Sample | null = null): void {
    adoptColumns(dataset, dataset.columns.find((column) => column.name === sample?.target)?.index ?? null);
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
  function setValidationShare(value: number): void {
    rows.validationShare.value = value;
    if (value === 0) stopping.patience.value = null;
  }

  /** Starts from a model's parameters, matched by column name, with its loss. Returns the names that the data set does not have. */
  function adoptModel(model: ModelFile, dataset: DatasetSummary): string[] {
    const byName = new Map(dataset.columns.map((column) => [column.name, column.index]));
    const missing = model.columnNames.filter((name) => !byName.has(name));
    if (missing.length > 0) return missing;
    const chosen = model.columnNames.map((name) => byName.get(name) ?? 0);
    const target = byName.get(model.targetName);
    const { kind, parameter } = model.loss;
    if (target !== undefined) setTarget(target, model.classNames === null ? 'number' : 'two-classes');
    methods.setLoss(chosenOf(LOSSES, kind, parameter === null ? {} : { delta: parameter, quantile: parameter }));
    columns.setFeatures(chosen);
    rows.degree.value = model.degree;
    rows.intercept.value = model.intercept;
    const powers = Array.from({ length: model.degree }, (_, power) => power + 1);
    const order = chosen.flatMap((index) => powers.map((power) => ({ index, power })));
    giveParameters(order, model.weights, model.bias);
    return [];
  }

  /** A rate that no step goes by cannot be wrong, nor mended in a field that is out of use. */
  function usedRate(): number {
    const rate = methods.learningRate.value;
    return rateUse(method.value).isUsed || rate > 0 ? rate : DEFAULT_SETTINGS.learningRate;
  }

  /** Plain data, ready to cross to the main process; null without a target. */
  const runSettings = computed<RunSettings | null>(() =>
    columns.target.value === null
      ? null
      : {
          target: columns.target.value,
          features: columns.featureList.value,
          standardize: rows.standardize.value,
          init: initialParameters(designColumns.value),
          ...method.value,
          ...design.value,
          learningRate: usedRate(),
          stop: stop.value,
          workers: workers.value,
          startPaused: false,
        },
  );

  return {
    ...columns,
    ...rows,
    ...initial,
    ...methods,
    ...stopping,
    workers,
    method,
    designColumns,
    runSettings,
    keep,
    setDefaults,
    adoptDataset,
    adoptModel,
    giveParameters,
    setTarget,
    setDegree,
    setValidationShare,
  };
});
