import { extremePairs } from '../../core/diagnostics/lanczos';
import { rowsUsed, sampleRows } from '../../core/explain/sampleRows';
import { leastSubgradient } from '../../core/losses/penalty';
import type { ProbeReply, ProbeRequest } from '../../core/schema';
import { nParameters } from '../../core/training/parameterShape';
import { shapeOf, type ProbeTask } from '../../core/training/trainTask';
import { throwIfAborted } from './barrier';
import type { Gang } from './gang';
import { createObjective } from './objective';
import { probeRows } from './probeRows';
import { createFactoredSource, type Source } from './source';

/** With their errors: what is drawn of eigenvectors needs no more, and many columns would take too long. */
const EIGEN_OPTIONS = { tolerance: { largest: 1e-9, smallest: 1e-6 }, maxProducts: 200 };

const pieces = (numbers: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer>[] =>
  Array.from({ length: numbers.length / length }, (_, k) => numbers.subarray(k * length, (k + 1) * length));

/** Answers what is asked of the objective; null where an eigenvalue above 0 is asked for and there is none. */
export const runProbe = (task: ProbeTask, gang: Gang): ProbeReply | null => {
  const { request, method, intercept, factored } = task;
  const { plan } = task.shards;
  const shape = shapeOf(task);
  const length = nParameters(shape);
  const source: Source = factored ? createFactoredSource(gang, factored) : gang;
  const objective = createObjective(source, task, shape);
  const scratch = new Float64Array(length);
  const { ints } = gang.block;

  /** Through R all rows cost no more than some. */
  const sample = (maxRows: number | null): number => {
    objective.rows = sampleRows(plan, factored ? null : maxRows);
    return rowsUsed(objective.rows, plan.chunkRows);
  };
  /** A point of the model: without an intercept its biases are 0. */
  const pointOf = (theta: Float64Array): Float64Array => {
    const point = Float64Array.from(theta);
    if (!intercept) for (let j = shape.nFeatures; j < length; j += shape.nFeatures + 1) point[j] = 0;
    return point;
  };
  const hessianProduct = (theta: Float64Array, v: Float64Array, out: Float64Array): void => {
    // What comes from R does not look at this by itself.
    throwIfAborted(ints);
    objective.hessianProduct(theta, v, out);
  };

  const objectives = ({ points, maxRows }: ProbeRequest & { kind: 'objectives' }): ProbeReply => {
    const rows = sample(maxRows);
    const values = Float64Array.from(pieces(points, length), (point) => {
      throwIfAborted(ints);
      return objective.evaluate(pointOf(point), scratch);
    });
    return { kind: 'objectives', values, rowsUsed: rows };
  };

  const slope = ({ theta, vectors, maxRows }: ProbeRequest & { kind: 'slope' }): ProbeReply => {
    const rows = sample(maxRows);
    const point = pointOf(theta);
    const gradient = new Float64Array(length);
    const value = objective.evaluate(point, gradient);
    if (method.penalty.l1 > 0) leastSubgradient(method.penalty, shape, point, gradient, gradient);
    const products = new Float64Array(vectors.length);
    pieces(vectors, length).forEach((v, k) => {
      hessianProduct(point, v, scratch);
      products.set(scratch, k * length);
    });
    return { kind: 'slope', objective: value, gradient, products, rowsUsed: rows };
  };

  const extremes = ({ theta, maxRows }: ProbeRequest & { kind: 'extremes' }): ProbeReply | null => {
    const rows = sample(maxRows);
    const point = pointOf(theta);
    const pairs = extremePairs(
      length,
      (v, out) => {
        hessianProduct(point, v, out);
        return true;
      },
      EIGEN_OPTIONS,
    );
    if (pairs === null) return null;
    const largest = { value: pairs.largest, vector: pairs.largestVector };
    const least = { value: pairs.smallest, vector: pairs.smallestVector };
    return { kind: 'extremes', largest, least, rowsUsed: rows };
  };

  switch (request.kind) {
    case 'objectives':
      return objectives(request);
    case 'slope':
      return slope(request);
    case 'extremes':
      return extremes(request);
    case 'rows':
      return probeRows(task, { ...request, theta: pointOf(request.theta) }, () => throwIfAborted(ints));
  }
};
