import { computed, ref } from 'vue';
import type { DesignSettings } from '../../../electron/contract';
import { DEFAULT_DESIGN, DEFAULT_SETTINGS } from '../../../workers/core/training/defaults';
import { keepValues } from '../keepValues';

/** What becomes of the rows before training. */
export function createDesignChoice() {
  const standardize = ref<boolean>(DEFAULT_SETTINGS.standardize);
  const degree = ref(DEFAULT_DESIGN.degree);
  const intercept = ref(DEFAULT_DESIGN.intercept);
  const storage = ref(DEFAULT_DESIGN.storage);
  const validationShare = ref(DEFAULT_DESIGN.validationShare);
  const shuffleSeed = ref(DEFAULT_DESIGN.seed);

  function resetDesign(isStandardized: boolean): void {
    standardize.value = isStandardized;
    degree.value = DEFAULT_DESIGN.degree;
    intercept.value = DEFAULT_DESIGN.intercept;
    validationShare.value = DEFAULT_DESIGN.validationShare;
  }

  const design = computed<DesignSettings>(() => ({
    ...DEFAULT_DESIGN,
    degree: degree.value,
    intercept: intercept.value,
    storage: storage.value,
    validationShare: validationShare.value,
    seed: shuffleSeed.value,
  }));

  const keepDesign = (): (() => void) =>
    keepValues(standardize, degree, intercept, storage, validationShare, shuffleSeed);

  return { standardize, degree, intercept, storage, validationShare, shuffleSeed, design, resetDesign, keepDesign };
}
