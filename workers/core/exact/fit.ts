import type { DependentColumn, Spectrum } from '../schema';
import { columnNames, INTERCEPT_NAME, type Basis } from './basis';
import { add, dot, fromNumber, multiply, ONE, toNumber, ZERO, type DoubleDouble } from './doubleDouble';
import { targetOf, type Factor } from './factor';
import { powersOfScaled, standardizedPower, type Polynomial } from './polynomials';
import { reduceFactor } from './rank';
import { rawColumns, scaledColumns, trainingScaling, type RawColumn } from './rawColumns';
import { reduceColumns, type Reduced } from './reduceColumns';
import { spectrumOf } from './spectrum';
import { invertUpper, solveUpper } from './triangular';

/** Figures of one coefficient in the units of the file; null where the column was left out. */
export interface FittedCoefficient {
  name: string;
  value: number | null;
  /** For a residual standard deviation of 1. */
  unitError: number | null;
  vif: number | null;
}

/** The least-squares fit without what follows from distributions. Plain data: it crosses threads. */
export interface Fit {
  coefficients: FittedCoefficient[];
  dependentColumns: DependentColumn[];
  nSamples: number;
  rank: number;
  residualSumOfSquares: number;
  /** About the mean, or about 0 without an intercept. */
  totalSumOfSquares: number;
  spectrum: Spectrum;
}

/** Terms smaller than this share of the largest are rounding. */
const NEGLIGIBLE = 1e-9;

const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** z_j = sum_i c_i z_i with z = (x - mean) / scale, rewritten in the units of the file. */
const inFileUnits = (
  dropped: Reduced['dropped'][number],
  kept: readonly number[],
  columns: readonly RawColumn[],
  names: readonly string[],
  first: number,
): DependentColumn => {
  const self = columns[dropped.column - first]!;
  const most = largest([...dropped.relation]);
  let constant = toNumber(self.mean);
  let magnitude = Math.abs(constant);
  const combination: DependentColumn['combination'] = [];
  kept.slice(0, dropped.relation.length).forEach((column, i) => {
    const share = dropped.relation[i]!;
    if (column < first || Math.abs(share) <= NEGLIGIBLE * most) return;
    const { scale, mean } = columns[column - first]!;
    const factor = (share * self.scale) / scale;
    combination.push({ name: names[column]!, factor });
    constant -= factor * toNumber(mean);
    magnitude += Math.abs(factor * toNumber(mean));
  });
  if (first > 0 && Math.abs(constant) > NEGLIGIBLE * magnitude) {
    combination.unshift({ name: INTERCEPT_NAME, factor: constant });
  }
  return { name: names[dropped.column]!, combination };
};

/**
 * Coefficients, their errors and inflation factors from a triangular factor U of the kept columns and Q'v.
 * With column k of the basis equal to the polynomial P_k of its feature, x^m has the factor sum_k a_k P_k[m],
 * where U a = Q'v. So raw = M a, and Cov(raw) = sigma^2 (M U^-1)(M U^-1)'; rows of M U^-1 are formed with 32
 * digits. The inflation factor of column j is |x_j - mean|^2 [(X'X)^-1]_jj.
 */
const coefficientsOf = (
  { kept, upper, projected }: Reduced,
  polynomials: readonly Polynomial[],
  basis: Basis,
  columns: readonly RawColumn[],
  names: readonly string[],
  nSamples: number,
): FittedCoefficient[] => {
  const size = kept.length;
  const first = basis.intercept ? 1 : 0;
  const solution = projected.slice();
  solveUpper(upper, size, size, solution);
  const inverse = invertUpper(upper, size);
  return names.map((name, column): FittedCoefficient => {
    if (!kept.includes(column)) return { name, value: null, unitError: null, vif: null };
    const self = column < first ? null : columns[column - first]!;
    // The row of M: positions among the kept columns, with their factors.
    const positions: number[] = [];
    const row: DoubleDouble[] = [];
    kept.forEach((other, position) => {
      const source = other < first ? null : columns[other - first]!;
      if (self && source?.feature !== self.feature) return;
      const factor = source ? polynomials[other - first]![self?.power ?? 0] : self ? undefined : ONE;
      if (factor === undefined) return;
      positions.push(position);
      row.push(factor);
    });
    const inUnits = multiply(
      dot(
        row,
        positions.map((position) => fromNumber(solution[position]!)),
      ),
      fromNumber(basis.targetSpread),
    );
    const value = toNumber(self ? inUnits : add(inUnits, fromNumber(basis.targetCenter)));
    let squares = 0;
    for (let k = 0; k < size; k++) {
      let sum = ZERO;
      positions.forEach((position, i) => {
        const entry = inverse[position * size + k]!;
        if (entry !== 0) sum = add(sum, multiply(row[i]!, fromNumber(entry)));
      });
      squares += toNumber(sum) ** 2;
    }
    const unitError = Math.sqrt(squares);
    const vif = self ? (self.scale * unitError) ** 2 * nSamples : null;
    return { name, value, unitError, vif };
  });
};

/** All that R says of the fit. `standardize` chooses the space of the spectrum. */
export const fitFactor = (
  factor: Factor,
  basis: Basis,
  nSamples: number,
  standardize: boolean,
  featureNames: readonly string[],
): Fit => {
  const { degree, intercept } = basis;
  const first = intercept ? 1 : 0;
  const names = columnNames(featureNames, degree, intercept);
  const columns = rawColumns(factor, basis, nSamples, featureNames);
  const standard = (): Float64Array[] =>
    scaledColumns(factor, basis, columns, trainingScaling(columns, true));

  let reduced = reduceFactor(factor, basis, nSamples);
  let polynomials = basis.centers.flatMap((center, j) => powersOfScaled(center, basis.spreads[j]!, degree));
  let dependentColumns: DependentColumn[] = [];
  if (reduced.dropped.length > 0) {
    // Each column has to stand for itself: that of a higher power holds the lower one that is left out.
    const dropped = new Set(reduced.dropped.map(({ column }) => column));
    reduced = reduceColumns({ columns: standard(), target: targetOf(factor) }, ({ column }) =>
      dropped.has(column),
    );
    polynomials = columns.map(({ power, mean, scale }) => standardizedPower(power, mean, scale));
    const { kept } = reduced;
    dependentColumns = reduced.dropped.map((entry) => inFileUnits(entry, kept, columns, names, first));
  }
  const { kept, residual } = reduced;
  const target = targetOf(factor).subarray(first);
  const unit = basis.targetSpread;
  const totalNorm = Math.sqrt(target.reduce((sum, value) => sum + value * value, 0));
  return {
    coefficients: coefficientsOf(reduced, polynomials, basis, columns, names, nSamples),
    dependentColumns,
    nSamples,
    rank: kept.length,
    residualSumOfSquares: (residual * unit) ** 2,
    totalSumOfSquares: (totalNorm * unit) ** 2,
    spectrum: spectrumOf(
      scaledColumns(factor, basis, columns, trainingScaling(columns, standardize)),
      kept.length,
      nSamples,
    ),
  };
};
