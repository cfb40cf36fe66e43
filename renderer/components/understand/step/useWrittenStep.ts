import { computed, ref, shallowRef, watch } from 'vue';
import type { ProbeRequest, StepState } from '../../../../electron/contract';
import { isBias } from '../../../../workers/core/training/parameterShape';
import { notGradientStep, rateOfStep } from '../../../../workers/core/explain/taylor';
import { madeStep, plainStep, writtenDerivative } from '../../../../workers/core/explain/writtenStep';
import { useClient } from '../../../bridge/client';
import { useRun } from '../../../stores/run';
import { useMoment } from '../../../understand/moment';
import { createNewest } from '../../../understand/newest';
import { useAsked } from '../../../understand/useAsked';
import type { SlopeRequest } from '../../../understand/useSlope';

type RowsRequest = Extract<ProbeRequest, { kind: 'rows' }>;

const N_FIRST = 3;
const N_HARDEST = 5;

/** The step from the moment in numbers; for a rule whose step cannot be written as theta - eta g, what a step did. */
export function useWrittenStep() {
  const run = useRun();
  const store = useMoment();
  /** Among the parameters that are shown. */
  const chosen = ref(0);
  const entries = computed(() => store.parameters.entries);
  const entry = computed(() => entries.value[chosen.value] ?? entries.value[0] ?? null);
  watch(() => run.info?.runId, () => (chosen.value = 0));

  const obstacle = computed(() => (run.info === null ? null : notGradientStep(run.info.settings)));
  const rate = computed(() => {
    const { moment } = store;
    if (moment === null || run.info === null) return NaN;
    return rateOfStep(run.info.settings, [{ step: 0, learningRate: moment.learningRate }], moment.step);
  });
  const plain = computed(() => {
    const { moment } = store;
    if (moment === null || run.info === null || obstacle.value !== null) return null;
    return plainStep(moment.theta, moment.gradient, rate.value, run.info.scaling, entries.value);
  });

  /** The other end of a step that was made: the next one, or at the newest the one before. */
  const neighbour = shallowRef<{ runId: string; state: StepState } | null>(null);
  const newest = createNewest<{ runId: string; step: number }, StepState>(
    (question) => useClient().call('run/state-at', question),
    (state, { runId }) => (neighbour.value = state === null ? null : { runId, state }),
    () => (neighbour.value = null),
  );
  watch(
    () => {
      const { moment } = store;
      // While the moment itself is looked up, a question of this panel would take its place.
      if (obstacle.value === null || moment === null || store.isSeeking || run.phase === 'running') return null;
      const step = moment.step < store.lastStep ? moment.step + 1 : moment.step - 1;
      return step < 0 ? null : `${moment.runId} ${step}`;
    },
    (wanted) => {
      const { moment } = store;
      if (wanted === null || moment === null) newest.forget();
      else newest.want({ runId: moment.runId, step: Number(wanted.split(' ').at(-1)) });
    },
    { immediate: true },
  );
  const made = computed(() => {
    const { moment } = store;
    const other = neighbour.value;
    if (moment === null || other === null || run.info === null || other.runId !== moment.runId) return null;
    const { state } = other;
    if (Math.abs(state.step - moment.step) !== 1) return null;
    const [from, to] = state.step > moment.step ? [moment, state] : [state, moment];
    return { step: from.step, moves: madeStep(from.theta, to.theta, run.info.scaling, entries.value) };
  });

  const { answer: rows, problem } = useAsked('step rows', () => {
    const { moment } = store;
    return moment === null || entry.value === null ? null : { moment, entry: entry.value };
  }, ({ moment, entry: { index } }): RowsRequest => (
    { kind: 'rows', theta: moment.theta, nFirst: N_FIRST, parameter: index, nHardest: N_HARDEST }
  ));
  /** With batches the rows add up to the gradient of all of them, which the run does not have. */
  const { answer: whole } = useAsked('step gradient', () => {
    const { moment } = store;
    return moment === null || run.info === null || run.info.settings.batchSize === null ? null : { moment };
  }, ({ moment }): SlopeRequest => ({ kind: 'slope', theta: moment.theta, vectors: new Float64Array(0), maxRows: null }));

  const derivative = computed(() => {
    const { info } = run;
    if (info === null || rows.value === null) return null;
    const { question, reply } = rows.value;
    const isBatch = info.settings.batchSize !== null;
    const gradient = !isBatch
      ? question.moment.gradient
      : whole.value?.question.moment === question.moment
        ? whole.value.reply.gradient
        : null;
    const { index, name } = question.entry;
    const total = gradient?.[index];
    if (total === undefined) return null;
    const place = index % (info.nFeatures + 1);
    const written = writtenDerivative(reply.first, place, info.nSamples, total);
    return { index, name, isBias: isBias(info, index), written, hardest: reply.hardest };
  });

  return { chosen, entries, entry, obstacle, rate, plain, made, derivative, problem };
}
