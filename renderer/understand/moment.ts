import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { MetricFrame, StepState } from '../../electron/contract';
import { LOSS, STEP } from '../../workers/core/training/record';
import { toRaw as toRawUnits, toRawGradient } from '../../workers/core/training/parameters';
import { useClient } from '../bridge/client';
import { useThrottled } from '../charts/useThrottled';
import { parameterSet, type ParameterSet } from '../format/parameters';
import { useMessages } from '../stores/messages';
import { useRun } from '../stores/run';
import { createNewest } from './newest';

type Numbers = Float64Array<ArrayBuffer>;

/** A step of the run: the point from which the next update is made. */
export interface Moment {
  runId: string;
  step: number;
  /** Of the space in which training runs. */
  theta: Numbers;
  /** The (sub)gradient of the objective there; with batches over the batch of the update to come. */
  gradient: Numbers;
  objective: number;
  /** The base rate of the update to come: a schedule multiplies it. */
  learningRate: number;
}

const ofFrame = ({ runId, latest, theta, gradient, learningRate }: MetricFrame): Moment => ({
  runId,
  step: latest[STEP] ?? 0,
  theta,
  gradient,
  objective: latest[LOSS] ?? NaN,
  learningRate,
});

const ofState = (runId: string, { step, theta, gradient, loss, learningRate }: StepState): Moment => ({
  runId,
  step,
  theta,
  gradient,
  objective: loss,
  learningRate,
});

/**
 * The step that all panels show: the newest one of the run, ten times a second while it goes on, or one that was looked up in its
 * past. The run itself is left alone.
 */
export const useMoment = defineStore('moment', () => {
  const run = useRun();
  const messages = useMessages();
  const live = shallowRef<Moment | null>(null);
  const past = shallowRef<Moment | null>(null);
  /** null: the newest one. */
  const sought = ref<number | null>(null);

  const isLive = computed(() => sought.value === null);
  const moment = computed(() => {
    const shown = past.value ?? live.value;
    return shown?.runId === run.info?.runId ? shown : null;
  });
  /** Whether the step that is shown is not yet the one that was asked for. */
  const isSeeking = computed(() => sought.value !== null && past.value?.step !== sought.value);
  const lastStep = computed(() => live.value?.step ?? 0);

  const version = useThrottled(
    () => run.version,
    () => run.phase !== 'running',
  );
  watch(
    version,
    () => {
      live.value = run.frame !== null && run.frame.runId === run.info?.runId ? ofFrame(run.frame) : null;
    },
    { immediate: true },
  );

  const newest = createNewest<{ runId: string; step: number }, StepState>(
    (question) => useClient().call('run/state-at', question),
    (state, { runId }) => {
      if (runId !== run.info?.runId || sought.value === null) return;
      if (state === null) goLive();
      else past.value = ofState(runId, state);
    },
    (error) => {
      goLive();
      messages.fail(error);
    },
  );

  function goLive(): void {
    newest.forget();
    sought.value = null;
    past.value = null;
  }

  /** Shows a step that has been made; past the last one, the newest. */
  function scrubTo(step: number): void {
    const runId = run.info?.runId;
    if (runId === undefined || live.value === null || !Number.isFinite(step)) return;
    const wanted = Math.min(Math.max(0, Math.round(step)), lastStep.value);
    if (wanted === sought.value) return;
    // What is on the screen stays there until the other step has come.
    past.value ??= live.value;
    sought.value = wanted;
    if (past.value.step !== wanted) newest.want({ runId, step: wanted });
  }

  const stepBack = (): void => scrubTo((sought.value ?? lastStep.value) - 1);
  const stepForward = (): void => {
    if (sought.value !== null) scrubTo(sought.value + 1);
  };

  watch(() => run.info?.runId, goLive);

  const parameters = computed<ParameterSet>(() => {
    const { info } = run;
    if (info === null) return { count: 0, entries: [] };
    const outputNames = info.nOutputs > 1 ? info.classNames : null;
    return parameterSet({ featureNames: info.featureNames, outputNames, intercept: info.settings.intercept });
  });

  const inUnitsOfFile = (numbers: Numbers | undefined, convert: typeof toRawUnits): Numbers | null => {
    if (run.info === null || numbers === undefined) return null;
    const out = new Float64Array(numbers.length);
    convert(numbers, run.info.scaling, out);
    return out;
  };
  /** theta in the units of the file. */
  const rawTheta = computed(() => inUnitsOfFile(moment.value?.theta, toRawUnits));
  /** The slope by the parameters in the units of the file. */
  const rawGradient = computed(() => inUnitsOfFile(moment.value?.gradient, toRawGradient));

  return {
    moment,
    sought,
    isLive,
    isSeeking,
    lastStep,
    parameters,
    rawTheta,
    rawGradient,
    scrubTo,
    stepBack,
    stepForward,
    goLive,
  };
});
