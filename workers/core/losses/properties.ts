import type { LossKind } from '../schema';

interface Properties {
  /**
   * The least B with l'' <= B everywhere (for softmax the largest eigenvalue of l'' over eta), or null where there is none:
   * a kink has no curvature, and that of the exponential has no bound.
   * Sources: for p (1 - p) <= 1 / 4 see D. Boehning and B. G. Lindsay, Monotonicity of Quadratic-Approximation Algorithms
   * (1988); for diag(p) - p p' <= 1 / 2, reached at two classes of probability 1 / 2, D. Boehning, Multinomial Logistic
   * Regression Algorithm (1992).
   */
  curvatureBound: number | null;
  /** Whether its curvature says where the minimum is, as Newton's method needs: kinks have none. */
  hasHessian: boolean;
  /** Whether the target holds labels of classes. */
  isForClasses: boolean;
}

const PROPERTIES: Record<LossKind, Properties> = {
  squared: { curvatureBound: 2, hasHessian: true, isForClasses: false },
  huber: { curvatureBound: 1, hasHessian: true, isForClasses: false },
  absolute: { curvatureBound: null, hasHessian: false, isForClasses: false },
  quantile: { curvatureBound: null, hasHessian: false, isForClasses: false },
  logistic: { curvatureBound: 1 / 4, hasHessian: true, isForClasses: true },
  softmax: { curvatureBound: 1 / 2, hasHessian: true, isForClasses: true },
  poisson: { curvatureBound: null, hasHessian: true, isForClasses: false },
};

type Kind = { kind: LossKind };

export const curvatureBound = ({ kind }: Kind): number | null => PROPERTIES[kind].curvatureBound;
export const hasHessian = ({ kind }: Kind): boolean => PROPERTIES[kind].hasHessian;
export const isForClasses = ({ kind }: Kind): boolean => PROPERTIES[kind].isForClasses;

/** Sets of weights: softmax has one for each class. */
export const outputCount = ({ kind }: Kind, nClasses: number): number => (kind === 'softmax' ? nClasses : 1);
