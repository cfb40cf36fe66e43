import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { useApp } from '../stores/app';
import { useAside } from '../stores/aside';
import { useRun } from '../stores/run';
import { EXPERIMENTS, type EndedRun, type Experiment, type Facts } from './experiments';
import { useHands } from './hands';
import { useMoment } from './moment';

/** The guided experiment that is under way, and what of it is done. */
export const useGuided = defineStore('guided', () => {
  const app = useApp();
  const aside = useAside();
  const hands = useHands();
  const moment = useMoment();
  const run = useRun();

  const experiment = shallowRef<Experiment | null>(null);
  /** The one that is being opened. */
  const wanted = ref<string | null>(null);
  /** From 0. */
  const position = ref(0);
  const doneSteps = shallowRef<ReadonlySet<number>>(new Set());
  const ended = shallowRef<readonly EndedRun[]>([]);
  /** Those that were done to the end, by id. */
  const completed = shallowRef<ReadonlySet<string>>(new Set());

  const step = computed(() => experiment.value?.steps[position.value] ?? null);
  const isDone = computed(() => doneSteps.value.has(position.value));
  const isLast = computed(() => position.value + 1 === experiment.value?.steps.length);

  const facts = computed<Facts>(() => ({
    panel: app.view === 'understand' ? hands.panel : null,
    run: run.info?.settings ?? null,
    isMoving: run.phase === 'starting' || run.phase === 'running',
    step: run.step,
    shownStep: moment.moment?.step ?? null,
    ended: ended.value,
    taylor: hands.taylor,
    dial: hands.dial,
    surface: hands.surface,
  }));

  watch(
    () => run.result,
    (result) => {
      if (experiment.value === null || result === null || run.info === null) return;
      const { stopReason, steps, loss, weights, bias, learningRate } = result;
      const parameters = [...weights, bias];
      ended.value = [...ended.value, { settings: run.info.settings, learningRate, stopReason, steps, loss, parameters }];
    },
    { flush: 'sync' },
  );
  watch([step, facts], () => {
    if (step.value === null || isDone.value || !step.value.isDone(facts.value)) return;
    doneSteps.value = new Set(doneSteps.value).add(position.value);
  });
  // Also where a file was opened instead.
  watch(
    () => aside.isAside,
    (isAside) => {
      if (!isAside) forget();
    },
    { flush: 'sync' },
  );

  function forget(): void {
    experiment.value = null;
    position.value = 0;
    doneSteps.value = new Set();
    ended.value = [];
  }

  /** Puts the person's own work aside and opens the sample. */
  async function start(id: string): Promise<void> {
    const chosen = EXPERIMENTS.find((candidate) => candidate.id === id);
    const sample = app.info?.samples.find((candidate) => candidate.id === chosen?.sampleId);
    if (chosen === undefined || sample === undefined || wanted.value !== null) return;
    wanted.value = id;
    const isOpen = await aside.enter(sample);
    wanted.value = null;
    if (!isOpen) return;
    forget();
    experiment.value = chosen;
    app.view = 'train';
    // All five sections in sight: a step says which one it needs.
    app.openSection = null;
  }

  function next(): void {
    if (isLast.value) void leave();
    else position.value += 1;
  }

  function back(): void {
    position.value = Math.max(0, position.value - 1);
  }

  /** At any point; the person's own work is then as it was. */
  async function leave(): Promise<void> {
    const current = experiment.value;
    if (current !== null && doneSteps.value.size === current.steps.length) {
      completed.value = new Set(completed.value).add(current.id);
    }
    await aside.leave();
  }

  return { experiment, wanted, position, doneSteps, completed, step, isDone, isLast, facts, start, next, back, leave };
});
