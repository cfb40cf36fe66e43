import type { DependentColumn, InitialParameters, Scaling, Spectrum } from '../schema';
import { initialTheta, toRaw } from '../training/parameters';
import { columnNames, INTERCEPT_NAME, type Basis } from './basis';
import { add, dot, fromNumber, multiply, ONE, toNumber, ZERO, type DoubleDouble } from './doubleDouble';
import { targetOf, type Factor } from './factor';
import { evaluateFactored, inColumnOrder, inThetaOrder, lossInSpace, type FactoredLoss } from './factoredLoss';
import { powersOfScaled, standardizedPower, type Polynomial } from './polynomials';
import { reduceFactor } from './rank';
import { MOST_INTERVAL_PARAMETERS } from './intervalBasis';
import { columnScaling, rawColumns, scaledColumns, trainingScaling, type RawColumn } from './rawColumns';
import { reduceColumns, type Reduced } from './reduceColumns';
import { minimiser, withRidge } from './ridge';
import { spectrumOf, spectrumWithGaps } from './spectrum';
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
  /** What descent tends to: residualSumOfSquares / n, and the penalty of the solution. */
  leastLoss: number;
  /** Whether the coefficients are those of the least penalised loss. */
  isPenalised: boolean;
  spectrum: Spectrum;
  startGaps: number[] | null;
  /**
   * The upper triangle, row by row, of R with [1, X] = Q R in the units of the file, the 1 only with an intercept. null where a
   * column was left out, with a penalty, and with more than 200 parameters.
   */
  triangle: number[] | null;
}

export interface FitOptions {
  /** Chooses the space of the spectrum, of the penalty and of the first parameters. */
  standardize: boolean;
  /** Of that space, where it is none of mean and deviation; one entry a column. Default null. */
  scaling?: Scaling | null;
  l2: number;
  init: InitialParameters;
}

/** With more parameters the components of the first distance are not worth their time. */
const MOST_GAPS = 200;

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

/** The least-squares coefficients in the units of the file, columns that depend on others being left out. */
const exactCoefficients = (
  factor: Factor,
  basis: Basis,
  nSamples: number,
  columns: readonly RawColumn[],
  names: readonly string[],
): { coefficients: FittedCoefficient[]; dependentColumns: DependentColumn[]; rank: number; residual: number } => {
  const first = basis.intercept ? 1 : 0;
  let reduced = reduceFactor(factor, basis, nSamples);
  let polynomials = basis.centers.flatMap((center, j) => powersOfScaled(center, basis.spreads[j]!, basis.degree));
  let dependentColumns: DependentColumn[] = [];
  if (reduced.dropped.length > 0) {
    // Each column has to stand for itself: that of a higher power holds the lower one that is left out.
    const dropped = new Set(reduced.dropped.map(({ column }) => column));
    const standard = scaledColumns(factor, basis, columns, trainingScaling(columns, true));
    reduced = reduceColumns({ columns: standard, target: targetOf(factor) }, ({ column }) => dropped.has(column));
    polynomials = columns.map(({ power, mean, scale }) => standardizedPower(power, mean, scale));
    const { kept } = reduced;
    dependentColumns = reduced.dropped.map((entry) => inFileUnits(entry, kept, columns, names, first));
  }
  return {
    coefficients: coefficientsOf(reduced, polynomials, basis, columns, names, nSamples),
    dependentColumns,
    rank: reduced.kept.length,
    residual: reduced.residual,
  };
};

/** The exact minimum of the penalised loss, in the units of the file. */
const ridgeCoefficients = (
  objective: FactoredLoss,
  scaling: Scaling,
  names: readonly string[],
): { theta: Float64Array; coefficients: FittedCoefficient[] } => {
  const { intercept } = objective;
  const theta = inThetaOrder(minimiser(objective), intercept);
  const raw = new Float64Array(theta.length);
  toRaw(theta, scaling, raw);
  const values = inColumnOrder(raw, intercept);
  return { theta, coefficients: names.map((name, j) => ({ name, value: values[j]!, unitError: null, vif: null })) };
};

/** Each row from its diagonal on: what is left of the columns below it is zero. */
const upperTriangle = (columns: readonly Float64Array[]): number[] =>
  columns.flatMap((_, i) => columns.slice(i).map((column) => column[i]!));

/** All that R says of the fit. */
export const fitFactor = (
  factor: Factor,
  basis: Basis,
  nSamples: number,
  featureNames: readonly string[],
  { standardize, scaling: given = null, l2, init }: FitOptions,
): Fit => {
  const { degree, intercept } = basis;
  const first = intercept ? 1 : 0;
  const names = columnNames(featureNames, degree, intercept);
  const columns = rawColumns(factor, basis, nSamples, featureNames);
  const space = given ? columnScaling(given) : trainingScaling(columns, standardize);
  const scaling: Scaling = { means: space.means.map(toNumber), scales: space.scales };
  const loss = lossInSpace(factor, basis, nSamples, columns, space);
  const objective = withRidge(loss, l2);
  const target = targetOf(factor).subarray(first);
  const unit = basis.targetSpread;
  const totalNorm = Math.sqrt(target.reduce((sum, value) => sum + value * value, 0));
  const ofSpectrum = (rank: number): Pick<Fit, 'spectrum' | 'startGaps'> => {
    if (names.length > MOST_GAPS) return { spectrum: spectrumOf(objective, rank), startGaps: null };
    const { startGaps, ...spectrum } = spectrumWithGaps(objective, rank, initialTheta(init, scaling, { intercept }));
    return { spectrum, startGaps };
  };
  const common = { nSamples, totalSumOfSquares: (totalNorm * unit) ** 2, isPenalised: l2 > 0 };
  if (l2 > 0) {
    const { theta, coefficients } = ridgeCoefficients(objective, scaling, names);
    return {
      ...common,
      coefficients,
      dependentColumns: [],
      rank: names.length,
      residualSumOfSquares: evaluateFactored(loss, theta, new Float64Array(theta.length)) * nSamples,
      leastLoss: objective.residual ** 2 / nSamples,
      triangle: null,
      ...ofSpectrum(names.length),
    };
  }
  const exact = exactCoefficients(factor, basis, nSamples, columns, names);
  const residualSumOfSquares = (exact.residual * unit) ** 2;
  return {
    ...common,
    coefficients: exact.coefficients,
    dependentColumns: exact.dependentColumns,
    rank: exact.rank,
    residualSumOfSquares,
    leastLoss: residualSumOfSquares / nSamples,
    triangle:
      exact.rank === names.length && names.length <= MOST_INTERVAL_PARAMETERS
        ? upperTriangle(scaledColumns(factor, basis, columns, trainingScaling(columns, false)))
        : null,
    ...ofSpectrum(exact.rank),
  };
};
