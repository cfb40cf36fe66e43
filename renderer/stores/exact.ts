import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { ExactSolution, RunSettings, SolveSettings } from '../../electron/contract';
import { exactParameters } from '../../workers/core/exact/agreement';
import { nParameters } from '../../workers/core/training/parameterShape';
import { hasHessian } from '../../workers/core/losses/properties';
import { useClient } from '../bridge/client';
import { useRun } from './run';
import { useSettings } from './settings';
import { useValidation } from './validation';

interface Question {
  datasetId: string;
  settings: SolveSettings;
  /** Multiplications, about. */
  work: number;
}

const MOST_FEATURES = 500;
/** Numbers that are laid out before anybody has asked for a run. */
const MOST_NUMBERS_AHEAD = 2e6;
/** Fractions of a second: a run does not feel it. Longer work waits until the run stands still, and far longer is not done. */
const WORK_BESIDE_RUN = 1e9;
const MOST_WORK = 1e10;

/** What is minimised has one minimum that a method of its own can find: kinks are left to descent. */
const hasTwin = ({ loss, penalty }: RunSettings): boolean =>
  hasHessian(loss) && penalty.l1 === 0 && !(penalty.l2 > 0 && penalty.bias);

function questionOf(datasetId: string, run: RunSettings, nRows: number): Question | null {
  if (!hasTwin(run)) return null;
  const { target, features, standardize, init, loss, penalty, batchSize } = run;
  const { degree, intercept, scaledBy, storage, validationShare, seed, weightColumn, partColumn } = run;
  const isShuffled = batchSize !== null || validationShare > 0;
  const rows = { degree, intercept, scaledBy, storage, validationShare, seed, weightColumn, partColumn, isShuffled };
  const settings = { target, features: [...features], standardize, init, loss, l2: penalty.l2, ...rows };
  return { datasetId, settings, work: nRows * (features.length * degree + 2) ** 2 };
}

const keyOf = ({ datasetId, settings }: Question): string => JSON.stringify([datasetId, settings]);

/** The exact solution of what is trained: of the run where there is one, before it of what the settings say. */
export const useExact = defineStore('exact', () => {
  const run = useRun();
  const settings = useSettings();
  const validation = useValidation();

  const answer = shallowRef<{ key: string; solution: ExactSolution | null } | null>(null);
  /** The newest question: only its answer counts. */
  let pending: Question | null = null;

  const ofSettings = computed<Question | null>(() => {
    const { trained } = settings;
    return trained === null ? null : questionOf(trained.datasetId, trained.settings, trained.nRows);
  });
  const ofRun = computed<Question | null>(() =>
    run.info === null ? null : questionOf(run.info.datasetId, run.info.settings, run.info.nSamples),
  );

  /** What to ask now, or nothing yet. */
  const question = computed<Question | null>(() => {
    const wanted = ofRun.value ?? ofSettings.value;
    if (wanted === null || wanted.settings.features.length * wanted.settings.degree > MOST_FEATURES || wanted.work > MOST_WORK) return null;
    if (run.phase === 'starting') return null;
    if (run.phase === 'running') return wanted.work <= WORK_BESIDE_RUN ? wanted : null;
    return ofRun.value !== null || isWorthAhead(wanted) ? wanted : null;
  });

  function isWorthAhead({ settings: { features, degree }, work }: Question): boolean {
    const numbers = (settings.trained?.nRows ?? 0) * (features.length * degree + 1);
    return validation.first === null && numbers <= MOST_NUMBERS_AHEAD && work <= WORK_BESIDE_RUN;
  }

  async function ask(wanted: Question): Promise<void> {
    pending = wanted;
    const { datasetId } = wanted;
    const solution = await useClient()
      .call('dataset/solve', { datasetId, settings: wanted.settings })
      .catch(() => null);
    if (pending !== wanted) return;
    pending = null;
    answer.value = { key: keyOf(wanted), solution };
  }

  const solutionOf = (wanted: Question | null): ExactSolution | null =>
    wanted !== null && answer.value?.key === keyOf(wanted) ? answer.value.solution : null;

  /** Once a run has gone, what was refused beside it may be had. */
  watch(
    [() => (question.value === null ? null : keyOf(question.value)), () => run.info?.runId],
    () => {
      const wanted = question.value;
      if (wanted === null || solutionOf(wanted) !== null) return;
      if (pending === null || keyOf(pending) !== keyOf(wanted)) void ask(wanted);
    },
    { immediate: true },
  );

  /** Towards which the run goes. */
  const twin = computed(() => solutionOf(ofRun.value));

  return {
    /** Of the run that is open. */
    ofRun: twin,
    /** Of what the settings say. */
    ofSettings: computed(() => solutionOf(ofSettings.value)),
    /** [w..., b] of the twin of each output, in the units of the file. */
    parameters: computed(() => {
      const { info } = run;
      if (info === null || twin.value === null) return null;
      const { nOutputs } = info;
      const found = exactParameters(twin.value, { nOutputs, intercept: info.settings.intercept });
      return found?.length === nParameters(info) ? found : null;
    }),
    leastLoss: computed(() => twin.value?.loss ?? null),
  };
});
