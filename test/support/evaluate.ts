import { createGang } from '../../workers/tasks/training/gang';
import { RUN_WORKSPACE } from '../../workers/core/shards/layout';
import type { Shards } from '../../workers/core/shards/matrix';
import { controlByteLength } from '../../workers/core/training/controlBlock';
import { kernelModule } from './matrix';

/** Loss and gradient at theta = [w..., b], by the kernels on this thread. */
export const evaluate = (shards: Shards, theta: Float64Array): { loss: number; gradient: Float64Array } => {
  const gang = createGang({
    kernelModule: kernelModule(),
    loss: { kind: 'squared' },
    nOutputs: 1,
    shards,
    validation: null,
    workspace: RUN_WORKSPACE,
    worker: 0,
    nWorkers: 1,
    control: new SharedArrayBuffer(controlByteLength(1, shards.plan.nFeatures + 1)),
    spins: 0,
  });
  const gradient = new Float64Array(theta.length);
  return { loss: gang.evaluate(theta, gradient), gradient };
};

/** The same by plain loops over the rows: L = (1/n) sum r^2, dL/dw_j = (2/n) sum r x_j, dL/db = (2/n) sum r. */
export const evaluateNaively = (
  columns: readonly Float64Array[],
  theta: Float64Array,
): { loss: number; gradient: Float64Array } => {
  const features = columns.slice(0, -1);
  const target = columns[features.length]!;
  const n = target.length;
  const gradient = new Float64Array(theta.length);
  let loss = 0;
  for (let i = 0; i < n; i++) {
    let r = theta[features.length]! - target[i]!;
    features.forEach((column, j) => {
      r += theta[j]! * column[i]!;
    });
    loss += (r * r) / n;
    features.forEach((column, j) => {
      gradient[j] = gradient[j]! + (2 * r * column[i]!) / n;
    });
    gradient[features.length] = gradient[features.length]! + (2 * r) / n;
  }
  return { loss, gradient };
};
