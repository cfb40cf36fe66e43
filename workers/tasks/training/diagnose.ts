import { largestEigenvalue } from '../../core/diagnostics/lanczos';
import { curvatureBound } from '../../core/losses/properties';
import type { StepRecipe } from '../../core/training/trainTask';
import type { Source } from './source';

const DIAGNOSIS_MS = 2_000;

/**
 * A bound of the Hessian's largest eigenvalue wherever the parameters are, of the objective's smooth part, by products
 * through the gang: B lambda_max(X'X / n) + l2 with l'' <= B; for squared loss without a penalty on the bias near enough the eigenvalue itself. null where
 * the loss has no such bound, or it could not be had in time.
 */
export const curvatureLimit = (source: Source, recipe: StepRecipe, nFeatures: number): number | null => {
  const { method, intercept } = recipe;
  const bound = curvatureBound(method.loss);
  if (bound === null) return null;
  const { l2, bias } = method.penalty;
  const deadline = performance.now() + DIAGNOSIS_MS;
  const length = nFeatures + 1;
  const vector = new Float64Array(length);
  return largestEigenvalue(length, (v, out) => {
    if (performance.now() > deadline) return false;
    vector.set(v);
    if (!intercept) vector[nFeatures] = 0;
    source.squaredHessianProduct(vector, out);
    if (!intercept) out[nFeatures] = 0;
    for (let j = 0; j < length; j++) {
      const ridge = bias || j < nFeatures ? l2 * vector[j]! : 0;
      // The product is that of 2 X'X / n.
      out[j] = (bound / 2) * out[j]! + ridge;
    }
    return true;
  });
};
