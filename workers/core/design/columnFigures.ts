/** What is known of columns, one entry a column. */
export interface ColumnFigures {
  minima: number[];
  maxima: number[];
  /** Near enough to center by. */
  centers: number[];
  means: number[];
  /** With the 1/N convention. */
  deviations: number[];
}

/**
 * 2^-k with 2^k <= size < 2^(k + 1), so that a product by it is exact; 1 where the size is 0 or no number.
 */
export const powerOfTwoFactor = (size: number): number => {
  if (!(size > 0) || !Number.isFinite(size)) return 1;
  const exponent = Math.max(-1_020, Math.min(1_020, Math.floor(Math.log2(size))));
  return 2 ** -exponent;
};
