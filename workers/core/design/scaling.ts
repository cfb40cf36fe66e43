import type { DesignSettings, Scaling } from '../schema';
import type { BuildSummary } from '../shards/matrix';
import type { ColumnFigures } from './columnFigures';

/** What becomes of the columns on their way into the tiles. */
export interface ColumnDesign extends Pick<DesignSettings, 'degree' | 'intercept' | 'scaledBy'> {
  standardize: boolean;
}

/** sqrt(a^2 + b^2) where the squares may leave the range of numbers. */
const rootOfSquares = (a: number, b: number): number => {
  const largest = Math.max(Math.abs(a), Math.abs(b));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  const [x, y] = [a / largest, b / largest];
  return largest * Math.sqrt(x * x + y * y);
};

/**
 * By what a feature is shifted and divided: mean and deviation, or least value and range. Without an intercept 0, for a shift
 * would need one, and the root mean square sqrt(mean^2 + deviation^2) or the largest magnitude.
 */
const scaleOf = ({ minima, maxima, means, deviations }: ColumnFigures, j: number, design: ColumnDesign): [number, number] => {
  const [low, high] = [minima[j]!, maxima[j]!];
  if (design.scaledBy === 'range') {
    return design.intercept ? [low, high - low] : [0, Math.max(Math.abs(low), Math.abs(high))];
  }
  // Of a constant column they are known without rounding.
  const [mean, deviation] = low === high ? [low, 0] : [means[j]!, deviations[j]!];
  return design.intercept ? [mean, deviation] : [0, rootOfSquares(mean, deviation)];
};

/** Features that would be divided by 0 stay as they are. */
const scalingOf = (figures: ColumnFigures, isConstant: boolean[], design: ColumnDesign): Scaling => {
  const nFeatures = isConstant.length - 1;
  const means = new Array<number>(nFeatures).fill(0);
  const scales = new Array<number>(nFeatures).fill(1);
  if (!design.standardize) return { means, scales };
  for (let j = 0; j < nFeatures; j++) {
    const [mean, scale] = scaleOf(figures, j, design);
    if (design.intercept ? !isConstant[j] : scale !== 0) [means[j], scales[j]] = [mean, scale];
  }
  return { means, scales };
};

/** What is known of the target and the weights besides. */
export type TargetFigures = Pick<BuildSummary, 'classNames' | 'untrainedClasses' | 'leastTarget' | 'targetIsWhole' | 'leastWeight'>;

/** From the figures of all columns, the target's last. */
export const summaryOf = (
  figures: ColumnFigures,
  design: ColumnDesign,
  target: TargetFigures,
): Omit<BuildSummary, 'validationOutOfRange'> => {
  const { minima, maxima, centers } = figures;
  const isConstant = minima.map((low, j) => low === maxima[j]);
  return {
    scaling: scalingOf(figures, isConstant, design),
    minima,
    maxima,
    centers,
    constantColumns: isConstant.slice(0, -1).flatMap((constant, j) => (constant ? [j] : [])),
    targetIsConstant: isConstant.at(-1) === true,
    ...target,
  };
};
