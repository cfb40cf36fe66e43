/**
 * The sum of term(0), ..., term(count - 1), its rounding errors summed beside it: the error is that of about two roundings,
 * whatever `count`, as long as sum |term| is not far above |sum term|. The order is fixed, so the bits are always the same.
 * Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54 (1974), algorithm IV.
 */
export const compensatedSum = (count: number, term: (i: number) => number): number => {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < count; i++) {
    const value = term(i);
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  // Once the sum has overflowed, what was lost is no number.
  return Number.isFinite(sum) ? sum + lost : sum;
};
