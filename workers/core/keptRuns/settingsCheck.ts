import { LOSSES } from '../losses/catalogue';
import { OPTIMISERS } from '../optimisers/catalogue';
import { SCHEDULES } from '../schedules/catalogue';
import type { InitialParameters, Penalty, RunSettings, StopRules } from '../schema';
import { choiceOf, count, either, figure, flag, kinds, list, object, oneOf, orNull, whole, within, type Check } from './checks';

const penalty: Check<Penalty> = object<Penalty>({ l1: within('not-negative'), l2: within('not-negative'), bias: flag });

const init: Check<InitialParameters> = kinds<InitialParameters>({
  zeros: object<{ kind: 'zeros' }>({ kind: oneOf('zeros') }),
  random: object<{ kind: 'random'; seed: number }>({ kind: oneOf('random'), seed: whole }),
  given: object<{ kind: 'given'; weights: number[]; bias: number }>({ kind: oneOf('given'), weights: list(figure), bias: figure }),
  point: object<{ kind: 'point'; theta: number[] }>({ kind: oneOf('point'), theta: list(figure) }),
});

const stop: Check<StopRules> = object<StopRules>({
  maxSteps: within('count'),
  lossChange: orNull(within('not-negative')),
  gradientNorm: orNull(within('not-negative')),
  elapsedMs: orNull(within('not-negative')),
  patience: orNull(within('count')),
});

export const runSettings: Check<RunSettings> = object<RunSettings>({
  target: count,
  features: list(count),
  standardize: flag,
  init,
  learningRate: within('positive'),
  stop,
  workers: either(within('count'), oneOf('auto')),
  startPaused: flag,
  loss: choiceOf(LOSSES),
  penalty,
  optimizer: choiceOf(OPTIMISERS),
  schedule: choiceOf(SCHEDULES),
  batchSize: orNull(within('count')),
  clip: orNull(within('positive')),
  averageFrom: orNull(count),
  gradient: oneOf('sharded', 'factored', 'auto'),
  degree: within('count'),
  intercept: flag,
  scaledBy: oneOf('deviation', 'range'),
  storage: oneOf('float64', 'float32'),
  validationShare: within('fraction'),
  seed: whole,
  weightColumn: orNull(count),
  partColumn: orNull(count),
});
