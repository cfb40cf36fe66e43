import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { MetricFrame, RunCommand, RunInfo, RunResult, RunSettings, RunState } from '../../electron/contract';
import { nParameters } from '../../workers/core/training/parameterShape';
import { ELAPSED_MS, recordLength, STEP } from '../../workers/core/training/record';
import { useClient } from '../bridge/client';
import { createTrace, type Trace } from '../charts/trace';
import type { RateChange } from '../format/prediction';
import { keepValues } from './keepValues';
import { createPaceMeter, paceOfRun, type Pace } from './pace';

/** `starting` while shards are built; `idle` without a run. */
export type RunPhase = 'idle' | 'starting' | RunState | 'diverged' | 'failed';

/** Figures that change faster than this cannot be read. */
const PACE_INTERVAL_MS = 200;

/** The run under way or ended: its frames, its trace, its result. Frames are drawn at most once an animation frame. */
export const useRun = defineStore('run', () => {
  const info = shallowRef<RunInfo | null>(null);
  const result = shallowRef<RunResult | null>(null);
  const frame = shallowRef<MetricFrame | null>(null);
  const trace = shallowRef<Trace | null>(null);
  /** Raised with each drawn frame: the trace is not reactive. */
  const version = ref(0);
  const pace = shallowRef<Pace | null>(null);
  /** The rates in force so far, as far as frames tell: a change is seen with the first frame after it. */
  const rates = shallowRef<readonly RateChange[]>([]);
  const isStarting = ref(false);

  /** Messages that came before the answer to run/start. */
  let early: (MetricFrame | RunResult)[] = [];
  /** Raised when what went before no longer counts: an answer that comes after that belongs to nobody. */
  let generation = 0;
  let newest: MetricFrame | null = null;
  let drawRequest = 0;
  let meter = createPaceMeter();
  let paceAtMs = 0;

  const phase = computed<RunPhase>(() => {
    if (isStarting.value) return 'starting';
    if (info.value === null) return 'idle';
    if (result.value === null) return frame.value?.state === 'paused' ? 'paused' : 'running';
    const reason = result.value.stopReason;
    return reason === 'diverged' || reason === 'failed' ? reason : 'finished';
  });
  /** The run can still be seen, but nothing can be had of it any more. */
  const isGone = ref(false);
  const isEnded = computed(() => result.value !== null);
  const step = computed(() => result.value?.steps ?? frame.value?.latest[STEP] ?? 0);
  const elapsedMs = computed(() => result.value?.elapsedMs ?? frame.value?.latest[ELAPSED_MS] ?? 0);
  const remainingMs = computed(() => {
    if (phase.value !== 'running' || pace.value === null || info.value === null) return null;
    return ((info.value.settings.stop.maxSteps - step.value) / pace.value.stepsPerSecond) * 1000;
  });

  /**
   * false where the start was called off meanwhile. What the run before it has left stays in sight until the new one is there,
   * and where the start fails before that run had to go, it can still be saved.
   */
  const start = (datasetId: string, settings: RunSettings): Promise<boolean> =>
    startBy(() => useClient().call('run/start', { datasetId, settings }));

  /** The same, where the run comes about in another way. */
  async function startBy(action: () => Promise<RunInfo>): Promise<boolean> {
    const mine = forgetWaiting();
    const former = info.value;
    isStarting.value = true;
    isGone.value = former !== null;
    try {
      const started = await action();
      if (mine !== generation) {
        await useClient().call('run/dispose', { runId: started.runId });
        return false;
      }
      begin(started);
      return true;
    } catch (error) {
      if (mine === generation) returnToFormer();
      if (former !== null) await noteWhetherOpen(former);
      throw error;
    }
  }

  /** What came of the run before while another was to begin counts again. */
  function returnToFormer(): void {
    const waiting = early;
    forgetWaiting();
    isStarting.value = false;
    waiting.forEach(take);
  }

  async function noteWhetherOpen(former: RunInfo): Promise<void> {
    const isOpen = await useClient().call('run/is-open', { runId: former.runId });
    if (info.value === former) isGone.value = !isOpen;
  }

  /** Whatever is under way then belongs to nobody. */
  function forgetWaiting(): number {
    early = [];
    generation += 1;
    return generation;
  }

  function begin(started: RunInfo): void {
    const waiting = early;
    clear();
    info.value = started;
    trace.value = createTrace(recordLength(started.nWorkers, nParameters(started)));
    waiting.forEach(take);
  }

  function take(message: MetricFrame | RunResult): void {
    if ('latest' in message) receive(message);
    else finish(message);
  }

  function receive(incoming: MetricFrame): void {
    if (isStarting.value) {
      early.push(incoming);
      return;
    }
    if (incoming.runId !== info.value?.runId) return;
    trace.value?.append(incoming);
    noteRate(incoming);
    const atMs = performance.now();
    const figures = meter.add(incoming, atMs);
    if (pace.value === null || atMs - paceAtMs >= PACE_INTERVAL_MS) {
      pace.value = figures;
      paceAtMs = atMs;
    }
    newest = incoming;
    drawRequest ||= requestAnimationFrame(draw);
  }

  function noteRate({ learningRate, latest }: MetricFrame): void {
    if (rates.value.at(-1)?.learningRate === learningRate) return;
    const step = rates.value.length === 0 ? 0 : (newest?.latest[STEP] ?? latest[STEP] ?? 0);
    rates.value = [...rates.value, { step, learningRate }];
  }

  function draw(): void {
    drawRequest = 0;
    frame.value = newest;
    version.value += 1;
    if (newest?.state === 'paused') {
      meter = createPaceMeter();
      meter.add(newest, performance.now());
    }
    if (newest !== null && result.value !== null) pace.value = paceOfRun(newest, result.value.elapsedMs);
  }

  function finish(incoming: RunResult): void {
    if (isStarting.value) {
      early.push(incoming);
      return;
    }
    if (incoming.runId !== info.value?.runId) return;
    result.value = incoming;
    drawRequest ||= requestAnimationFrame(draw);
  }

  async function control(command: RunCommand): Promise<void> {
    if (info.value === null || result.value !== null) return;
    await useClient().call('run/control', { runId: info.value.runId, command });
  }

  function clear(): void {
    forgetWaiting();
    isStarting.value = false;
    isGone.value = false;
    cancelAnimationFrame(drawRequest);
    drawRequest = 0;
    newest = null;
    meter = createPaceMeter();
    info.value = null;
    result.value = null;
    frame.value = null;
    trace.value = null;
    rates.value = [];
    pace.value = null;
    version.value += 1;
  }

  /** Calls off a start; what was there before it stays in sight. */
  async function cancelStart(): Promise<void> {
    returnToFormer();
    await useClient().call('work/cancel', null);
  }

  /** Puts the run away with all that is drawn of it; what is returned brings it back. It must not be going on. */
  function putAside(): () => void {
    const bringBack = keepValues(info, result, trace, rates, pace, isGone);
    const last = newest;
    clear();
    return () => {
      clear();
      bringBack();
      newest = last;
      draw();
    };
  }

  /** Frees the run, or calls off its start, and empties the charts. */
  async function dispose(): Promise<void> {
    const runId = info.value?.runId;
    const wasStarting = isStarting.value;
    clear();
    if (wasStarting) await useClient().call('work/cancel', null);
    if (runId !== undefined) await useClient().call('run/dispose', { runId });
  }

  return {
    info,
    result,
    frame,
    trace,
    version,
    pace,
    rates,
    phase,
    isEnded,
    isGone,
    step,
    elapsedMs,
    remainingMs,
    start,
    startBy,
    receive,
    finish,
    control,
    cancelStart,
    putAside,
    dispose,
  };
});
