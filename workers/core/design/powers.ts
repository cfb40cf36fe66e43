/**
 * The columns of the design: each feature's powers x, x x, (x x) x, ... up to `degree` in turn, and then the target, which
 * is last in `columns`. The powers above the first are written to `out`, nFeatures (degree - 1) columns; the others are
 * handed on as they are.
 */
export const expandPowers = (
  columns: readonly Float64Array[],
  count: number,
  degree: number,
  out: readonly Float64Array[],
): readonly Float64Array[] => {
  if (degree === 1) return columns;
  let next = 0;
  return columns.flatMap((column, j) => {
    if (j === columns.length - 1) return [column];
    const powers = [column];
    for (let power = 2; power <= degree; power++) {
      const below = powers[power - 2]!;
      const above = out[next++]!;
      for (let i = 0; i < count; i++) above[i] = below[i]! * column[i]!;
      powers.push(above);
    }
    return powers;
  });
};
