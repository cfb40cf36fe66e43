import type { LossKind } from '../../workers/core/schema';
import { linearData, type Columns, type MatrixOptions } from './matrix';

/** Noisy rows of three features whose target suits a loss: a quantity, two or three classes, or counts. */
export const lossData = (
  kind: LossKind,
  nSamples: number,
  seed = 1,
): { columns: Columns; options: Pick<MatrixOptions, 'nOutputs'> } => {
  const columns = linearData(nSamples, [1.1, -2, 0.02], 1, { noise: 0.8, seed });
  const target = columns[3]!;
  const withTarget = (of: (y: number) => number): Columns => [...columns.slice(0, 3), target.map(of)];
  switch (kind) {
    case 'logistic':
      return { columns: withTarget((y) => (y > 1 ? 1 : 0)), options: { nOutputs: 2 } };
    case 'softmax':
      return { columns: withTarget((y) => (y > 2 ? 2 : y > 0 ? 1 : 0)), options: { nOutputs: 3 } };
    case 'poisson':
      return { columns: withTarget((y) => Math.max(0, Math.round(y))), options: {} };
    default:
      return { columns, options: {} };
  }
};
