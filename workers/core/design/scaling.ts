import type { DesignSettings, Scaling } from '../schema';
import type { BuildSummary } from '../shards/matrix';
import type { ColumnFigures } from './columnFigures';

/** What becomes of the columns on their way into the tiles. */
export interface ColumnDesign extends Pick<DesignSettings, 'degree' | 'intercept'> {
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
 * By what the features are shifted and divided: mean and deviation; without an intercept 0 and the root mean square
 * sqrt(mean^2 + deviation^2), for a shift would need one. Features that would be divided by 0 stay as they are.
 */
const scalingOf = (figures: ColumnFigures, isConstant: boolean[], design: ColumnDesign): Scaling => {
  const nFeatures = isConstant.length - 1;
  const means = new Array<number>(nFeatures).fill(0);
  const scales = new Array<number>(nFeatures).fill(1);
  if (!design.standardize) return { means, scales };
  for (let j = 0; j < nFeatures; j++) {
    // Of a constant column they are known without rounding.
    const mean = isConstant[j] ? figures.minima[j]! : figures.means[j]!;
    const deviation = isConstant[j] ? 0 : figures.deviations[j]!;
    if (!design.intercept) scales[j] = rootOfSquares(mean, deviation) || 1;
    else if (!isConstant[j]) [means[j], scales[j]] = [mean, deviation];
  }
  return { means, scales };
};

/** What is known of the target besides. */
export type TargetFigures = Pick<BuildSummary, 'classNames' | 'untrainedClasses' | 'leastTarget' | 'targetIsWhole'>;

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
