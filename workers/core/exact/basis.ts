import { designNames } from '../design/designNames';
import type { Scaling } from '../schema';
import type { BuildSummary } from '../shards/matrix';

/**
 * The columns of the exact solution: 1 (with an intercept), then u_j, ..., u_j^degree of each feature in
 * turn, then the target v. With u_j = (x_j - center_j) / spread_j in [-1, 1] they are far better conditioned
 * than the powers of x_j, and span the same space, so the solution is found in them and rewritten in powers
 * of x_j afterwards.
 */
export interface Basis {
  nFeatures: number;
  degree: number;
  intercept: boolean;
  /** In the units of the file: u = (x - center) / spread, v = (y - targetCenter) / targetSpread. */
  centers: number[];
  spreads: number[];
  targetCenter: number;
  targetSpread: number;
  /** The same from the numbers in the tiles: (t - tileCenter) * tileFactor, the target's last. */
  tileCenters: number[];
  tileFactors: number[];
  /** max |x_j| / spread_j: a rounding of x_j by eps max |x_j| changes u_j by eps times this. */
  grains: number[];
}

export const INTERCEPT_NAME = '(intercept)';

/**
 * Of the first power of each feature, where the shards hold all of its powers side by side: feature j is column j
 * nColumns / nFeatures.
 */
export const baseSummary = (summary: BuildSummary, nFeatures: number): BuildSummary => {
  const nColumns = summary.scaling.means.length;
  const step = nColumns / nFeatures;
  const isBase = (_: number, j: number): boolean => j % step === 0 || j === nColumns;
  return {
    ...summary,
    scaling: { means: summary.scaling.means.filter(isBase), scales: summary.scaling.scales.filter(isBase) },
    minima: summary.minima.filter(isBase),
    maxima: summary.maxima.filter(isBase),
    centers: summary.centers.filter(isBase),
    constantColumns: summary.constantColumns.filter((j) => j % step === 0).map((j) => j / step),
  };
};

/** Columns without the target. */
export const columnCount = ({ nFeatures, degree, intercept }: Basis): number =>
  (intercept ? 1 : 0) + nFeatures * degree;

/** `(intercept)`, then `x`, `x^2`, ... of each feature. */
export const columnNames = (
  featureNames: readonly string[],
  degree: number,
  intercept: boolean,
): string[] => [...(intercept ? [INTERCEPT_NAME] : []), ...designNames(featureNames, degree)];

/**
 * The least power of two that is not below x, so that a division by it is exact; 1 for 0 and what is not
 * finite.
 */
const powerOfTwoAbove = (x: number): number => {
  if (!(x > 0) || !Number.isFinite(x)) return 1;
  const power = 2 ** Math.max(-1_000, Math.min(1_000, Math.floor(Math.log2(x))));
  return power < x ? 2 * power : power;
};

/** Column j of the tiles: center and spread by which its numbers come to lie in [-1, 1]. */
const fit = (low: number, high: number, center: number) => ({
  center,
  spread: powerOfTwoAbove(Math.max(Math.abs(low - center), Math.abs(high - center))),
});

const isAsInFile = ({ means, scales }: Scaling, j: number): boolean => means[j] === 0 && scales[j] === 1;

/**
 * Centers are means, which leaves the columns nearly orthogonal to the 1; they need not be exact, for the 1
 * takes up the rest. Without an intercept nothing may be shifted, and the tiles must hold columns that are
 * not.
 */
export const chooseBasis = (summary: BuildSummary, degree: number, intercept: boolean): Basis => {
  const { scaling, minima, maxima, centers } = summary;
  const nFeatures = scaling.means.length;
  const columns = Array.from({ length: nFeatures + 1 }, (_, j) => {
    const [low, high] = [minima[j]!, maxima[j]!];
    const mean = Number.isFinite(centers[j]) ? centers[j]! : low / 2 + high / 2;
    const middle = Math.min(high, Math.max(low, mean));
    const isRaw = j === nFeatures || isAsInFile(scaling, j);
    if (!intercept && !isRaw && scaling.means[j] !== 0)
      throw new RangeError(`Feature ${j} has been shifted.`);
    const shift = isRaw ? 0 : scaling.means[j]!;
    const scale = isRaw ? 1 : scaling.scales[j]!;
    const tile = fit((low - shift) / scale, (high - shift) / scale, isRaw && intercept ? middle : 0);
    const spread = scale * tile.spread;
    const center = isRaw ? tile.center : shift;
    return { tile, center, spread, grain: Math.max(Math.abs(low), Math.abs(high)) / spread };
  });
  const features = columns.slice(0, nFeatures);
  const target = columns[nFeatures]!;
  return {
    nFeatures,
    degree,
    intercept,
    centers: features.map(({ center }) => center),
    spreads: features.map(({ spread }) => spread),
    targetCenter: target.center,
    targetSpread: target.spread,
    tileCenters: columns.map(({ tile }) => tile.center),
    tileFactors: columns.map(({ tile }) => 1 / tile.spread),
    grains: features.map(({ grain }) => grain),
  };
};
