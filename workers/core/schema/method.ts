/** How a run descends: what is added to the loss, and what makes a step out of a gradient. Plain data. */

/**
 * The objective is the mean loss + l1 ||w||_1 + (l2 / 2) ||w||^2, with the weights w of the space in which
 * training runs. The bias is not penalised.
 */
export interface Penalty {
  l1: number;
  l2: number;
}

/** Formulas, defaults and sources: workers/core/optimisers. */
export type OptimizerSettings =
  | { kind: 'gradient-descent' }
  | { kind: 'heavy-ball'; momentum: number }
  | { kind: 'nesterov'; momentum: number }
  | { kind: 'adagrad'; epsilon: number }
  | { kind: 'rmsprop'; decay: number; epsilon: number }
  | { kind: 'adam'; beta1: number; beta2: number; epsilon: number }
  | { kind: 'adamw'; beta1: number; beta2: number; epsilon: number; weightDecay: number };

/** What the learning rate is multiplied by at each step: workers/core/schedules. */
export type ScheduleSettings =
  | { kind: 'constant' }
  | { kind: 'inverse-sqrt' }
  | { kind: 'step'; every: number; factor: number }
  | { kind: 'exponential'; factor: number }
  | { kind: 'cosine'; steps: number };

/** All that makes the steps of a run, besides the data and the learning rate. */
export interface Method {
  penalty: Penalty;
  optimizer: OptimizerSettings;
  schedule: ScheduleSettings;
}

export type OptimizerKind = OptimizerSettings['kind'];
export type ScheduleKind = ScheduleSettings['kind'];
