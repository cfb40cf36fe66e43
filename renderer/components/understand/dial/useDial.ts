import { computed, onScopeDispose, ref, watch, watchEffect } from 'vue';
import {
  directionAt,
  exchangeOf,
  firstOrder,
  leastAngle,
  planeCurvature,
  planeOf,
  pointAlong,
  pointsAround,
  randomDirection,
  scaleOf,
  secondOrder,
  straightLimit,
  turnOf,
  type Plane,
  type PlaneCurvature,
} from '../../../../workers/core/explain/direction';
import { isQuadratic, isRounding, rateOfStep } from '../../../../workers/core/explain/taylor';
import { useRun } from '../../../stores/run';
import { useHands } from '../../../understand/hands';
import { useMoment } from '../../../understand/moment';
import { useExtremes } from '../../../understand/useExtremes';
import { useFullGradient, useObjectives, useSlope } from '../../../understand/useSlope';

type Numbers = Float64Array<ArrayBuffer>;
export type SecondKind = 'eigenvector' | 'parameters' | 'random';

/** Degrees between the angles tried. */
const COARSE = 15;
const FINE = 3;
/** After so long without a change of the stride it stands still. */
const STILL_MS = 150;

interface Base {
  theta: Numbers;
  plane: Plane;
  objective: number;
  curvature: PlaneCurvature | null;
  maxRows: number;
  rowsUsed: number;
}

/** What the dial shows: the plane, the direction in it, the stride, and what that does to the loss. */
export function useDial() {
  const run = useRun();
  const store = useMoment();
  const hands = useHands();
  const full = useFullGradient('dial gradient');
  const { largest, least: flattest, limit } = useExtremes('dial extremes');

  const beta = ref(180);
  /** null: that of the run. */
  const chosenEta = ref<number | null>(null);
  const second = ref<SecondKind>('eigenvector');
  const pair = ref<readonly [number, number]>([0, 1]);
  const seed = ref(1);

  const places = computed(() => store.parameters.entries.map(({ index }) => index));
  const rate = computed(() => {
    const { moment } = store;
    if (moment === null || run.info === null) return NaN;
    return rateOfStep(run.info.settings, [{ step: 0, learningRate: moment.learningRate }], moment.step);
  });
  const eta = computed(() => chosenEta.value ?? rate.value);
  const quadratic = computed(() => run.info !== null && isQuadratic(run.info.settings));

  function secondsOf(gradient: Numbers): Float64Array[] {
    if (second.value === 'random') return [randomDirection(seed.value, gradient.length, places.value)];
    if (second.value === 'parameters') {
      const [i, j] = pair.value.map((entry) => places.value[entry] ?? 0);
      return [exchangeOf(gradient, i ?? 0, j ?? 0)];
    }
    return [largest.value, flattest.value].flatMap((found) => (found === null ? [] : [found.vector]));
  }
  const planar = computed(() => {
    if (full.value === null) return null;
    const { theta, gradient, maxRows } = full.value;
    const plane = planeOf(gradient, secondsOf(gradient), places.value);
    return plane === null ? null : { theta, plane, maxRows };
  });

  const { answer: slope, problem } = useSlope('dial', () =>
    planar.value === null ? null : { ...planar.value, vectors: [planar.value.plane.along, planar.value.plane.across] },
  );
  const base = computed<Base | null>(() => {
    if (slope.value === null) return null;
    const { question, reply } = slope.value;
    const { theta, plane, maxRows } = question;
    const [along, across] = [reply.products.subarray(0, theta.length), reply.products.subarray(theta.length)];
    const curvature = across.length > 0 ? planeCurvature(plane, along, across) : null;
    return { theta, plane, maxRows, objective: reply.objective, curvature, rowsUsed: reply.rowsUsed };
  });

  const isStill = ref(true);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const forget = (): void => {
    if (timer !== null) clearTimeout(timer);
  };
  watch(eta, () => {
    isStill.value = false;
    forget();
    timer = setTimeout(() => (isStill.value = true), STILL_MS);
  });
  onScopeDispose(forget);

  const { answer: around } = useObjectives('dial curve', () => {
    const from = base.value;
    if (from === null || !(eta.value > 0)) return null;
    const spacing = isStill.value && run.phase !== 'running' ? FINE : COARSE;
    const angles = Array.from({ length: 360 / spacing + 1 }, (_, k) => k * spacing);
    const points = pointsAround(from.theta, from.plane, eta.value, angles);
    return { from, eta: eta.value, angles, points, maxRows: from.maxRows };
  });
  const { answer: there } = useObjectives('dial point', () => {
    const from = base.value;
    if (from === null || !(eta.value > 0)) return null;
    const points = pointsAround(from.theta, from.plane, eta.value, [beta.value]);
    return { from, eta: eta.value, beta: beta.value, points, maxRows: from.maxRows };
  });

  /** The true change at the angles tried. */
  const curve = computed(() => {
    if (around.value === null) return null;
    const { question, reply } = around.value;
    const changes = question.angles.map((angle, k) => ({ x: angle, y: (reply.values[k] ?? NaN) - question.from.objective }));
    const rounding = isRounding(question.from.objective, changes.map(({ y }) => y));
    return { ...question, changes, isRounding: rounding };
  });
  /** Where the change is least: for a quadratic known exactly, else among the angles tried. */
  const least = computed(() => {
    const drawn = curve.value;
    if (drawn === null) return null;
    const { from, eta: stride, changes } = drawn;
    if (quadratic.value && from.curvature !== null) {
      const angle = leastAngle(from.curvature, stride);
      return { angle, change: secondOrder(from.plane, from.curvature, stride, angle), isTried: false };
    }
    const best = changes.reduce((a, b) => (b.y < a.y ? b : a));
    return { angle: best.x, change: best.y, isTried: true };
  });
  /** Of the direction that is set: everything that can be said without a question, and the truth when it comes. */
  const reading = computed(() => {
    const answer = there.value;
    const isOfHand = answer?.question.beta === beta.value && answer.question.eta === eta.value;
    // While the run goes on the answer is always of a step that has passed: then all numbers are of that step.
    const from = isOfHand && run.phase === 'running' ? answer.question.from : base.value;
    if (from === null) return null;
    const first = firstOrder(from.plane, eta.value, beta.value);
    const foretold = from.curvature === null ? null : secondOrder(from.plane, from.curvature, eta.value, beta.value);
    const actual = isOfHand && answer.question.from === from ? (answer.reply.values[0] ?? NaN) - from.objective : null;
    return { cos: turnOf(beta.value)[0], k: scaleOf(from.plane), first, foretold, actual };
  });
  /** Up to which rate none of the whole degrees beats 180, to second order; Infinity: always. */
  const straight = computed(() =>
    base.value === null || base.value.curvature === null ? null : (straightLimit(base.value.curvature) ?? Infinity),
  );
  const target = (): Numbers | null =>
    base.value === null ? null : pointAlong(base.value.theta, directionAt(base.value.plane, beta.value), eta.value);
  watchEffect(() => {
    if (reading.value === null) {
      hands.dial = null;
      return;
    }
    const { first, actual } = reading.value;
    const isKnown = curve.value?.eta === eta.value && (quadratic.value || !curve.value.isRounding);
    const leastAt = isKnown ? (least.value?.angle ?? null) : null;
    hands.dial = { beta: beta.value, eta: eta.value, predicted: first, actual, leastAt };
  });
  const isFlat = computed(() => full.value !== null && planar.value === null);

  return { beta, eta, chosenEta, rate, limit, second, pair, seed, base, curve, least, reading, straight, target, isFlat, quadratic, problem };
}

export type Dial = ReturnType<typeof useDial>;
