import { columnCount, type Basis } from './basis';
import { matrixOfFactor, type Factor } from './factor';
import { reduceColumns, type Reduced } from './reduceColumns';

/** What is left of a column may be a few times its noise by chance. */
const SAFETY = 4;
/** A column of which more than this part is left is surely independent, and the test need not be made. */
const SURELY = 1e-3;

const normOf = (column: Float64Array): number =>
  Math.sqrt(column.reduce((sum, value) => sum + value * value, 0));

/**
 * Finds the columns of the basis that are combinations of earlier ones. A column counts as one where what is
 * left of it is no more than what the rounding of the data to float64 and of the factorisation can make:
 * |rest_j| <= 4 sum_i |c_i| noise_i over the column itself (c = 1) and those that combine to it, noise_i =
 * eps p |a_i| + eps sqrt(n) max |x_i|, the latter in the units of the basis (a power is rounded once more
 * each time).
 */
export const reduceFactor = (factor: Factor, basis: Basis, nSamples: number): Reduced => {
  const matrix = matrixOfFactor(factor);
  const nColumns = columnCount(basis);
  const first = basis.intercept ? 1 : 0;
  const grains = basis.grains.flatMap((grain) =>
    Array.from({ length: basis.degree }, (_, k) => (k === 0 ? grain : k + 1)),
  );
  const noise = matrix.columns.map((column, j) => {
    const grain = j < first ? 0 : grains[j - first]!;
    return Number.EPSILON * (nColumns * normOf(column) + Math.sqrt(nSamples) * grain);
  });
  return reduceColumns(matrix, ({ column, norm, residual, kept, relation }) => {
    if (kept.length >= nSamples) return true;
    if (residual > SURELY * norm && residual > noise[column]! / SURELY) return false;
    const factors = relation();
    const spread = kept.reduce((sum, k, i) => sum + Math.abs(factors[i]!) * noise[k]!, noise[column]!);
    return residual <= SAFETY * spread;
  });
};
