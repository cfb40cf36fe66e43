import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { RaceLane, RunResult } from '../../../../electron/contract';
import { toTraining } from '../../../../workers/core/training/parameters';
import { useClient } from '../../../bridge/client';
import { sentenceOf } from '../../../stores/messages';
import { useExact } from '../../../stores/exact';
import { useRun } from '../../../stores/run';
import { FEWEST_LANES, FIRST_RACERS, laneSettings, MOST_LANES, MOST_STEPS, racer, type Lane, type Racer, type Way } from './lanes';

export interface Race {
  entrants: readonly Lane[];
  lanes: readonly RaceLane[];
  results: readonly RunResult[];
}

const FIRST_STEPS = 300;

/** Who runs, how far, and what came of it. */
export function useRace() {
  const run = useRun();
  const exact = useExact();
  const entrants = shallowRef<readonly Lane[]>([]);
  const maxSteps = ref(FIRST_STEPS);
  const race = shallowRef<Race | null>(null);
  const isRunning = ref(false);
  const failure = ref<string | null>(null);
  let nextId = 0;
  /** Raised when an answer under way belongs to nobody any more. */
  let generation = 0;

  const way = computed<Way | null>(() => {
    const positive = exact.ofRun?.eigenvalues.filter((value) => value > 0) ?? [];
    if (positive.length === 0) return null;
    return { largest: Math.max(...positive), least: Math.min(...positive), farthest: farthestWay() };
  });
  /** Of a parameter, as training has it, from the start of the run to the optimum. */
  function farthestWay(): number | null {
    const { info, trace } = run;
    if (info === null || trace === null || trace.length === 0 || exact.parameters === null) return null;
    const first = trace.recordLength - exact.parameters.length;
    const gaps = Float64Array.from(exact.parameters, (goal, j) => goal - (trace.column(first + j, 0, 1)[0] ?? NaN));
    toTraining(gaps, info.scaling, gaps);
    return gaps.reduce((most, gap) => Math.max(most, Math.abs(gap)), 0);
  }
  const fallbackRate = computed(() => run.info?.settings.learningRate ?? 0.1);
  const fresh = (kind: Racer): Lane => ({ id: nextId++, ...racer(kind, way.value, fallbackRate.value) });

  const preset = (): void => void (entrants.value = FIRST_RACERS.map(fresh));
  const add = (): void => {
    if (entrants.value.length < MOST_LANES) entrants.value = [...entrants.value, fresh('gradient-descent')];
  };
  const remove = (id: number): void => {
    if (entrants.value.length > FEWEST_LANES) entrants.value = entrants.value.filter((lane) => lane.id !== id);
  };
  const change = (id: number, next: Partial<Omit<Lane, 'id'>>): void =>
    void (entrants.value = entrants.value.map((lane) => (lane.id === id ? { ...lane, ...next } : lane)));
  const changeKind = (id: number, kind: Racer): void => change(id, racer(kind, way.value, fallbackRate.value));

  function forget(): void {
    generation += 1;
    race.value = null;
    failure.value = null;
    isRunning.value = false;
  }
  watch(
    () => run.info?.runId,
    () => {
      forget();
      preset();
    },
    { immediate: true },
  );
  // The best constants come with the exact solution, which may be later: what a person has changed by then stays.
  watch(way, (_, before) => {
    if (before === null && race.value === null) preset();
  });

  const problem = computed(() => {
    if (!(Number.isSafeInteger(maxSteps.value) && maxSteps.value >= 1 && maxSteps.value <= MOST_STEPS)) {
      return `Choose from 1 to ${MOST_STEPS.toLocaleString('en-US')} steps.`;
    }
    return entrants.value.every(({ learningRate }) => learningRate > 0) ? null : 'Choose learning rates above 0.';
  });

  async function start(): Promise<void> {
    const { info } = run;
    if (info === null || problem.value !== null || isRunning.value) return;
    forget();
    const mine = generation;
    const runners = entrants.value;
    isRunning.value = true;
    try {
      const settings = runners.map((lane) => laneSettings(info.settings, lane, maxSteps.value));
      const answer = await useClient().call('run/race', { datasetId: info.datasetId, settings });
      if (mine !== generation || answer === null) return;
      race.value = { entrants: runners, ...answer };
    } catch (error) {
      if (mine === generation) failure.value = sentenceOf(error);
    } finally {
      if (mine === generation) isRunning.value = false;
    }
  }
  async function cancel(): Promise<void> {
    if (!isRunning.value) return;
    forget();
    await useClient().call('work/cancel', null);
  }
  onScopeDispose(() => void cancel());

  return { entrants, maxSteps, race, isRunning, failure, problem, preset, add, remove, change, changeKind, start, cancel };
}
