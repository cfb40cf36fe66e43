import { evaluateFactored, factoredHessianProduct, type FactoredLoss } from '../../core/exact/factoredLoss';
import type { Gang } from './gang';

/** Where loss and gradient come from: see GradientSource. */
export type Source = Pick<Gang, 'evaluate' | 'hessianProduct' | 'squaredHessianProduct'>;

/** From R, by the leader alone: the rows are not read. */
export const createFactoredSource = ({ times }: Gang, factored: FactoredLoss): Source => {
  const timed = <T>(work: () => T): T => {
    const startedAt = performance.now();
    const result = work();
    times.endedAt = performance.now();
    times.computeMs[0] = times.computeMs[0]! + (times.endedAt - startedAt);
    return result;
  };
  const product = (v: Float64Array, out: Float64Array): void => timed(() => factoredHessianProduct(factored, v, out));
  return {
    evaluate: (theta, gradient) => timed(() => evaluateFactored(factored, theta, gradient)),
    hessianProduct: (_, v, out) => product(v, out),
    squaredHessianProduct: product,
  };
};
