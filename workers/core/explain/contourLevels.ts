/**
 * Levels of a grid's values at which contours show the shape: level k of n encloses the share (k / (n + 1))^2 of the grid's
 * points. About the minimum of a quadratic the area below a level grows as the square of the radius, so a round bowl
 * has rings at equal distances, and values that soar at the rim (an exponential, a narrow valley) take no level away from it.
 *
 * Ascending, without repetition, each above the least value and not above the largest; empty where nothing varies. Values
 * that are not finite count as above all others.
 * Source: the nearest-rank quantile, R. J. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages (1996), type 1.
 */
export const contourLevels = (values: ArrayLike<number>, count: number): number[] => {
  const sorted = Float64Array.from(values).filter((value) => Number.isFinite(value)).sort();
  const least = sorted[0];
  if (least === undefined) return [];
  const levels: number[] = [];
  for (let k = 1; k <= count; k++) {
    const rank = Math.ceil((k * k * values.length) / (count + 1) ** 2);
    const level = sorted[Math.max(0, rank - 1)];
    if (level !== undefined && level > (levels.at(-1) ?? least)) levels.push(level);
  }
  return levels;
};
