import type { OptimizerSettings, RunSettings } from '../../../../electron/contract';
import { bestRates } from '../../../../workers/core/explain/bestRates';
import { OPTIMISERS } from '../../../../workers/core/optimisers/catalogue';
import { chosen } from '../../../../workers/core/training/choices';

/** One who runs. */
export interface Lane {
  id: number;
  optimizer: OptimizerSettings;
  learningRate: number;
}

export const FEWEST_LANES = 2;
export const MOST_LANES = 4;
export const MOST_STEPS = 5_000;

/** Those that race: the others find their step by themselves, or are near relatives. */
export const RACERS = ['gradient-descent', 'heavy-ball', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'l-bfgs', 'newton'] as const;
export type Racer = (typeof RACERS)[number];
/** They need all rows at each step. */
export const OVER_ALL_ROWS: readonly Racer[] = ['l-bfgs', 'newton'];

/** Adam and its like move each parameter by about their rate a step: the farthest is to arrive in some tens of them. */
const STRIDES = 20;
const USUAL_RATE = 0.1;
const FULL_STEP = 1;

/** What the exact solution tells of the way: the extreme eigenvalues above 0, and how far the farthest parameter has to go. */
export interface Way {
  largest: number;
  least: number;
  farthest: number | null;
}

const ROUNDED = 3;
const rounded = (value: number): number => Number(value.toPrecision(ROUNDED));

/** An optimiser with the constants that are best for this data where they are known, else the usual ones. */
export function racer(kind: Racer, way: Way | null, fallbackRate: number): Omit<Lane, 'id'> {
  const usual = chosen<OptimizerSettings>(OPTIMISERS, kind);
  if (kind === 'l-bfgs' || kind === 'newton') return { optimizer: usual, learningRate: FULL_STEP };
  if (kind === 'adam' || kind === 'adagrad' || kind === 'rmsprop') {
    const farthest = way?.farthest ?? 0;
    return { optimizer: usual, learningRate: farthest > 0 ? Number((farthest / STRIDES).toPrecision(1)) : USUAL_RATE };
  }
  if (way === null) return { optimizer: usual, learningRate: fallbackRate };
  const best = bestRates(way.least, way.largest);
  if (kind === 'gradient-descent') return { optimizer: usual, learningRate: rounded(best.descent.learningRate) };
  const { learningRate, momentum } = kind === 'heavy-ball' ? best.heavyBall : best.nesterov;
  return { optimizer: { kind, momentum: rounded(momentum) }, learningRate: rounded(learningRate) };
}

export const FIRST_RACERS: readonly Racer[] = ['gradient-descent', 'heavy-ball', 'nesterov', 'adam'];

/** The run's own rows, loss and start, with another way to step, until the steps are made. */
export const laneSettings = (settings: RunSettings, { optimizer, learningRate }: Lane, maxSteps: number): RunSettings => ({
  ...settings,
  optimizer,
  learningRate,
  schedule: { kind: 'constant' },
  clip: null,
  averageFrom: null,
  gradient: 'auto',
  stop: { maxSteps, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null },
  workers: 1,
  startPaused: false,
});
