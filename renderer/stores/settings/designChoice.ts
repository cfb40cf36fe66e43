import { computed, ref } from 'vue';
import type { DesignSettings, ScalingKind } from '../../../electron/contract';
import { DEFAULT_DESIGN, DEFAULT_SETTINGS } from '../../../workers/core/training/defaults';
import { keepValues } from '../keepValues';

/** What becomes of the rows before training. */
export function createDesignChoice() {
  const standardize = ref<boolean>(DEFAULT_SETTINGS.standardize);
  const scaledBy = ref(DEFAULT_DESIGN.scaledBy);
  const degree = ref(DEFAULT_DESIGN.degree);
  const intercept = ref(DEFAULT_DESIGN.intercept);
  const storage = ref(DEFAULT_DESIGN.storage);
  const validationShare = ref(DEFAULT_DESIGN.validationShare);
  const shuffleSeed = ref(DEFAULT_DESIGN.seed);

  const scaling = computed<ScalingKind>({
    get: () => (!standardize.value ? 'none' : scaledBy.value === 'range' ? 'min-max' : 'standardize'),
    set: (kind) => {
      standardize.value = kind !== 'none';
      scaledBy.value = kind === 'min-max' ? 'range' : 'deviation';
    },
  });

  function resetDesign(isStandardized: boolean): void {
    scaling.value = isStandardized ? 'standardize' : 'none';
    degree.value = DEFAULT_DESIGN.degree;
    intercept.value = DEFAULT_DESIGN.intercept;
    validationShare.value = DEFAULT_DESIGN.validationShare;
  }

  const design = computed<DesignSettings>(() => ({
    ...DEFAULT_DESIGN,
    degree: degree.value,
    intercept: intercept.value,
    scaledBy: scaledBy.value,
    storage: storage.value,
    validationShare: validationShare.value,
    seed: shuffleSeed.value,
  }));

  const keepDesign = (): (() => void) =>
    keepValues(standardize, scaledBy, degree, intercept, storage, validationShare, shuffleSeed);

  return {
    standardize,
    scaledBy,
    scaling,
    degree,
    intercept,
    storage,
    validationShare,
    shuffleSeed,
    design,
    resetDesign,
    keepDesign,
  };
}
