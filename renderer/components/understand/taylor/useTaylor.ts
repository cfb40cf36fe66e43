import { computed, ref, watchEffect } from 'vue';
import { pointAlong } from '../../../../workers/core/explain/direction';
import { isQuadratic, rateOfStep, ratesPast, remainderAt, riseRate, type TaylorLine } from '../../../../workers/core/explain/taylor';
import { dot } from '../../../../workers/core/training/vectors';
import { useRun } from '../../../stores/run';
import { useHands } from '../../../understand/hands';
import { useMoment, type Moment } from '../../../understand/moment';
import { useMostRows } from '../../../understand/rowsUsed';
import { useExtremes } from '../../../understand/useExtremes';
import { useObjectives, useSlope } from '../../../understand/useSlope';

type Numbers = Float64Array<ArrayBuffer>;

/** How far the axis goes: past the limit, or past the present rate. */
export type Reach = 'limit' | 'step';

const COARSE = 25;
const FINE = 81;
const MOST_LIMITS = 3;

interface Line extends TaylorLine {
  theta: Numbers;
  u: Numbers;
  step: number;
  rate: number;
  maxRows: number;
  rowsUsed: number;
}

/** The objective along u = -g from the moment, g being the gradient that the step goes by. */
export function useTaylor() {
  const run = useRun();
  const store = useMoment();
  const hands = useHands();
  const most = useMostRows();
  const { limit } = useExtremes('taylor extremes');
  const reach = ref<Reach>('limit');
  /** null: that of the run. */
  const chosenEta = ref<number | null>(null);

  const quadratic = computed(() => run.info !== null && isQuadratic(run.info.settings));
  /** The rate of the update to come, as far as the schedule tells it beforehand. */
  const rateOf = ({ step, learningRate }: Moment): number =>
    run.info === null ? learningRate : rateOfStep(run.info.settings, [{ step: 0, learningRate }], step);

  const { answer: slope, problem } = useSlope('taylor', () => {
    const { moment } = store;
    if (moment === null) return null;
    const u = moment.gradient.map((value) => -value);
    return { theta: moment.theta, u, vectors: [u], step: moment.step, rate: rateOf(moment), maxRows: most.value };
  });
  const line = computed<Line | null>(() => {
    if (slope.value === null) return null;
    const { question, reply } = slope.value;
    const { theta, u, step, rate, maxRows } = question;
    const bend = reply.products.length > 0 ? dot(u, reply.products) : null;
    const { objective, gradient, rowsUsed } = reply;
    return { theta, u, step, rate, maxRows, objective, slope: dot(u, gradient), bend, rowsUsed };
  });
  const rise = computed(() => (line.value === null ? null : riseRate(line.value)));

  /** Along a flat direction the loss comes back far beyond the limit, which would then lie at the edge. */
  const nearbyRise = computed(() => {
    const [back, most] = [rise.value, limit.value];
    return back !== null && most !== null && back > MOST_LIMITS * most ? null : back;
  });

  const { answer: curve } = useObjectives('taylor curve', () => {
    const from = line.value;
    if (from === null) return null;
    const eta = chosenEta.value ?? from.rate;
    const marks = reach.value === 'step' ? [eta] : [eta, from.rate, limit.value, nearbyRise.value];
    const etas = ratesPast(marks, run.phase === 'running' ? COARSE : FINE);
    const points = new Float64Array(etas.length * from.theta.length);
    etas.forEach((eta, k) => points.set(pointAlong(from.theta, from.u, eta), k * from.theta.length));
    return { from, eta, etas, points, maxRows: from.maxRows };
  });
  /** What is drawn: a line and the true objective along it, of the same moment. */
  const shown = computed(() => {
    if (curve.value === null) return null;
    const { question, reply } = curve.value;
    const { from, eta, etas } = question;
    const truth = reply.values[etas.indexOf(eta)] ?? NaN;
    return { line: from, eta, etas, values: reply.values, truth, remainder: remainderAt(from, eta, truth) };
  });

  watchEffect(() => {
    if (shown.value === null) {
      hands.taylor = null;
      return;
    }
    const { eta, remainder } = shown.value;
    const { actual, first, beyondSecond } = remainder;
    hands.taylor = { eta, firstOrder: first, secondOrder: beyondSecond === null ? null : actual - beyondSecond, actual };
  });

  return { reach, chosenEta, limit, quadratic, shown, rise, problem };
}

export type Shown = NonNullable<ReturnType<typeof useTaylor>['shown']['value']>;
