import type { LossSettings } from '../schema';
import { huberRow } from './huber';
import { logisticRow } from './logistic';
import { poissonRow } from './poisson';
import { absoluteRow, quantileRow } from './quantile';
import { squaredRow } from './squared';

/**
 * What one row costs at its linear predictor eta, and the first two derivatives by eta. This is the reference that the
 * kernels are held against; Math.exp and its like may differ in the last bit from machine to machine, so no trajectory
 * is made of it.
 */
export interface RowLoss {
  value(eta: number, y: number): number;
  slope(eta: number, y: number): number;
  curvature(eta: number, y: number): number;
}

/** Those with one eta a row; softmax, which has one a class, is in softmax.ts. */
export type ScalarLoss = Exclude<LossSettings, { kind: 'softmax' }>;

export const rowLossOf = (loss: ScalarLoss): RowLoss => {
  switch (loss.kind) {
    case 'squared':
      return squaredRow;
    case 'huber':
      return huberRow(loss.delta);
    case 'absolute':
      return absoluteRow;
    case 'quantile':
      return quantileRow(loss.quantile);
    case 'logistic':
      return logisticRow;
    case 'poisson':
      return poissonRow;
  }
};
