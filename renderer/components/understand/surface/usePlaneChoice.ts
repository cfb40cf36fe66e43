import { computed, ref, watch } from 'vue';
import { hasHessian } from '../../../../workers/core/losses/properties';
import { shiftedTwin } from '../../../../workers/core/explain/shiftedTwin';
import { nParameters } from '../../../../workers/core/training/parameterShape';
import { toTraining } from '../../../../workers/core/training/parameters';
import { formatShort } from '../../../format/number';
import { useExact } from '../../../stores/exact';
import { useRun } from '../../../stores/run';
import { useMoment } from '../../../understand/moment';
import { useExtremes } from '../../../understand/useExtremes';
import { planeThrough, type Span, type Units } from './surfacePlane';
import { useMoments } from './useMoments';

export type Held = 'present' | 'optimum';

/** Over what the objective is drawn, and where the parameters rest that are not drawn. */
export function usePlaneChoice(slot: string) {
  const run = useRun();
  const exact = useExact();
  const moment = useMoment();

  const spanKind = ref<Span['kind']>('parameters');
  const first = ref(0);
  const second = ref(1);
  const heldChoice = ref<Held>('optimum');
  const unitsChoice = ref<Units>('raw');

  watch(
    () => moment.parameters.entries.map(({ name }) => name).join('\n'),
    () => {
      const { entries } = moment.parameters;
      first.value = entries[0]?.index ?? 0;
      second.value = entries[1]?.index ?? first.value;
      spanKind.value = 'parameters';
    },
    { immediate: true },
  );

  /** Changes with the first frame of a run: the trace is not reactive. */
  const begun = computed(() => moment.moment?.runId ?? null);
  /** Where the run begins, as training has it; null before its first frame. */
  const start = computed(() => {
    void begun.value;
    const { info, trace } = run;
    if (info === null || trace === null || trace.length === 0) return null;
    const first = trace.recordLength - nParameters(info);
    const theta = Float64Array.from({ length: nParameters(info) }, (_, j) => trace.column(first + j, 0, 1)[0] ?? NaN);
    toTraining(theta, info.scaling, theta);
    return theta;
  });
  /** The exact solution as training has it: of several equal ones that to which the run goes. */
  const unshifted = computed(() => {
    const { info } = run;
    if (info === null || exact.parameters === null) return null;
    const theta = Float64Array.from(exact.parameters);
    toTraining(theta, info.scaling, theta);
    return theta;
  });
  const optimum = computed(() => {
    const { info } = run;
    if (info === null || info.nOutputs === 1 || unshifted.value === null || start.value === null) return unshifted.value;
    return shiftedTwin(unshifted.value, start.value, info, info.settings.penalty.l2 > 0);
  });
  const held = computed<Held>(() => (optimum.value === null ? 'present' : heldChoice.value));
  const isStandardised = computed(() => run.info?.settings.standardize ?? false);
  const moments = useMoments();
  /** Whether there are two kinds of units to choose from. */
  const hasUnits = computed(() => isStandardised.value || moments.value !== null);
  const units = computed<Units>(() => (hasUnits.value ? unitsChoice.value : 'raw'));

  const { largest, least, isWaiting, problem } = useExtremes(`${slot} directions`, () => spanKind.value === 'eigenvectors');
  const span = computed<Span | null>(() => {
    if (spanKind.value === 'parameters') {
      return first.value === second.value ? null : { kind: 'parameters', first: first.value, second: second.value };
    }
    if (largest.value === null || least.value === null) return null;
    return { kind: 'eigenvectors', steepest: largest.value, flattest: least.value };
  });
  const origin = computed(() => (held.value === 'optimum' ? optimum.value : (moment.moment?.theta ?? null)));

  const planeIn = (wanted: Units) => {
    const { info } = run;
    if (info === null || span.value === null || origin.value === null) return null;
    const maps = { scaling: info.scaling, moments: isStandardised.value ? null : moments.value };
    return planeThrough(origin.value, span.value, wanted, maps);
  };
  const nameOf = (index: number): string =>
    moment.parameters.entries.find((entry) => entry.index === index)?.name ?? String(index);
  const namesIn = (wanted: Units): { x: string; y: string } => {
    if (span.value?.kind === 'eigenvectors') {
      const { flattest, steepest } = span.value;
      return {
        x: `flattest direction (λ ${formatShort(flattest.value, 3)})`,
        y: `steepest direction (λ ${formatShort(steepest.value, 3)})`,
      };
    }
    const suffix = wanted === 'standardised' ? ' (standardised)' : '';
    return { x: nameOf(first.value) + suffix, y: nameOf(second.value) + suffix };
  };
  /** Of a plane's axes: with other ones the window is chosen afresh. */
  const keyIn = (wanted: Units): string => {
    const { value } = span;
    const over = value?.kind === 'parameters' ? `${value.first} ${value.second} ${wanted}` : 'eigenvectors';
    return `${run.info?.runId} ${over} ${held.value}`;
  };

  const hasDirections = computed(() => run.info !== null && hasHessian(run.info.settings.loss));
  const reason = computed(() => {
    if (problem.value !== null) return problem.value;
    if (spanKind.value === 'eigenvectors' && span.value === null) {
      if (isWaiting.value) return 'The directions are being found…';
      if (!hasDirections.value) return 'This loss has kinks and no curvature: choose two parameters.';
      return run.phase === 'running' ? 'Pause: this loss bends otherwise at each step.' : null;
    }
    return spanKind.value === 'parameters' && first.value === second.value ? 'Choose two different parameters.' : null;
  });

  return {
    spanKind,
    first,
    second,
    held,
    heldChoice,
    units,
    unitsChoice,
    hasUnits,
    optimum,
    planeIn,
    namesIn,
    keyIn,
    reason,
  };
}

export type PlaneChoice = ReturnType<typeof usePlaneChoice>;
