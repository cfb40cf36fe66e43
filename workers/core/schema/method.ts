/** How a run descends: what it minimises, and what makes a step out of a gradient. Plain data. */

/**
 * What one row costs at its linear predictor eta = w . x + b. Formulas, units and sources: workers/core/losses.
 * For the classes (logistic, softmax) the target holds labels, which are numbered in their order.
 */
export type LossSettings =
  | { kind: 'squared' }
  /** `delta`, in the units of the target: where the square turns into a straight line. */
  | { kind: 'huber'; delta: number }
  | { kind: 'absolute' }
  | { kind: 'quantile'; quantile: number }
  /** Two classes, one set of weights: eta is the log-odds of the second. */
  | { kind: 'logistic' }
  /** K classes, a set of weights for each. */
  | { kind: 'softmax' }
  /** Counts, log link. */
  | { kind: 'poisson' };

/**
 * The objective is the mean loss + l1 ||w||_1 + (l2 / 2) ||w||^2, with the weights w of the space in which
 * training runs. The bias is penalised only where `bias` says so.
 */
export interface Penalty {
  l1: number;
  l2: number;
  bias: boolean;
}

/** Formulas, defaults and sources: workers/core/optimisers. */
export type OptimizerSettings =
  | { kind: 'gradient-descent' }
  | { kind: 'heavy-ball'; momentum: number }
  | { kind: 'nesterov'; momentum: number }
  | { kind: 'adagrad'; epsilon: number }
  | { kind: 'rmsprop'; decay: number; epsilon: number }
  | { kind: 'adam'; beta1: number; beta2: number; epsilon: number }
  | { kind: 'adamw'; beta1: number; beta2: number; epsilon: number; weightDecay: number }
  /** `memory`: pairs of steps and slopes that are kept. */
  | { kind: 'l-bfgs'; memory: number }
  /** For losses with a Hessian; for logistic loss this is IRLS. */
  | { kind: 'newton' };

/**
 * Step rules: what the learning rate is multiplied by at each step, or how it is found:
 * workers/core/schedules. Armijo takes the learning rate as its first trial; Barzilai-Borwein for its first
 * step; auto does not use it.
 */
export type ScheduleSettings =
  | { kind: 'constant' }
  | { kind: 'inverse-sqrt' }
  | { kind: 'step'; every: number; factor: number }
  | { kind: 'exponential'; factor: number }
  | { kind: 'cosine'; steps: number }
  | { kind: 'armijo'; shrink: number; decrease: number }
  | { kind: 'barzilai-borwein' }
  | { kind: 'auto' };

/**
 * Where the gradient comes from: all rows in the shards at each step, or, for squared loss over all rows, the
 * triangular factor R of them. Auto takes what is faster.
 */
export type GradientSource = 'sharded' | 'factored' | 'auto';

/** All that makes the steps of a run, besides the data and the learning rate. */
export interface Method {
  loss: LossSettings;
  penalty: Penalty;
  optimizer: OptimizerSettings;
  schedule: ScheduleSettings;
  /** Rows of a batch; null: all rows at each step. */
  batchSize: number | null;
  /** A gradient longer than this is shortened to it; null: off. */
  clip: number | null;
  /** The result is the mean of the parameters from this step on; null: the last ones. */
  averageFrom: number | null;
  gradient: GradientSource;
}

export type LossKind = LossSettings['kind'];
export type OptimizerKind = OptimizerSettings['kind'];
export type ScheduleKind = ScheduleSettings['kind'];
