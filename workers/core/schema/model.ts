import type { LossKind, Method } from './method';
import type { Preparation } from './preparation';
import type { ClassParameters, DesignSettings, RowRoles, Scaling, StopReason } from './run';

/**
 * The exported model. Everything needed to predict and to know where it came from. A file without a field of Method
 * or DesignSettings is of a time when there was one way alone, and reads as such.
 */
export interface ModelFile extends Omit<Method, 'loss'>, Omit<DesignSettings, keyof RowRoles> {
  format: 'fall-line-model';
  formatVersion: 1;
  model: 'linear';
  targetName: string;
  /** How the columns below come from those of the file; null where they are columns of the file. */
  preparation: Preparation | null;
  /** Of the columns trained on. */
  columnNames: string[];
  /** Of the columns of the design: each column of the file and then its powers up to the degree, `name^2` and so on. */
  featureNames: string[];
  /**
   * Raw units: eta = bias + sum_j weights[j] * x[j], summed in that order. The prediction is eta, or what the loss
   * makes of it: workers/core/evaluation. With classes of their own weights: those of the first.
   */
  weights: number[];
  bias: number;
  /** Labels in the order of their numbers; null where the target is a quantity. */
  classNames: string[] | null;
  /** A set of weights a class (softmax), else null. */
  classes: ClassParameters[] | null;
  standardize: boolean;
  scaling: Scaling;
  /** `parameter`: delta or quantile where the loss has one, else null. */
  loss: { kind: LossKind; parameter: number | null; name: string; formula: string; value: number };
  /** The loss and the penalty, which is on the weights of the space in which training ran. */
  objective: { formula: string; value: number };
  learningRate: number;
  steps: number;
  stopReason: StopReason;
  thetaHash: string;
  nSamples: number;
  rowsRejected: number;
  rowsSkipped: number;
  data: { fileName: string; nRows: number; sha256: string };
  /** ISO 8601, UTC. */
  createdAt: string;
  applicationVersion: string;
  /** For intervals of predictions; null where they are not valid, and `intervalsReason` says why in one sentence. */
  intervals: IntervalBasis | null;
  intervalsReason: string | null;
}

/**
 * Of a least-squares solution that the parameters agree with: the interval of a prediction at x is
 * prediction -+ t sqrt(s^2 + s^2 |R^-T [1, x]|^2), t of the degrees of freedom; that of the mean leaves the first s^2 out.
 */
export interface IntervalBasis {
  residualStandardDeviation: number;
  degreesOfFreedom: number;
  /** The upper triangle of R of [1, X] = Q R, row by row, raw units; without an intercept of X alone. */
  triangle: number[];
}
