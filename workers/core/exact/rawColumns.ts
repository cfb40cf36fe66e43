import { FallLineError, type Scaling } from '../schema';
import { euclideanNorm } from '../training/norm';
import type { Basis } from './basis';
import { add, divide, fromNumber, multiply, negate, toNumber, ZERO, type DoubleDouble } from './doubleDouble';
import { columnOf, type Factor } from './factor';
import { powersOfRaw } from './polynomials';

/** A column x_j^k of the design in the units of the file, seen through R. */
export interface RawColumn {
  feature: number;
  power: number;
  /** 0 without an intercept, for then nothing is centered. */
  mean: DoubleDouble;
  /** Deviation from that mean (1/N); 1 where the column is constant. */
  scale: number;
  /** R's column for x_j^k - mean. */
  centered: Float64Array;
}

const tooLarge = (name: string, power: number): FallLineError =>
  power === 1
    ? new FallLineError(
        'column-not-numeric',
        `Column "${name}" holds values too large to compute with. Scale it in the file or leave it out.`,
      )
    : new FallLineError(
        'setting-invalid',
        `The power ${power} of column "${name}" leaves the range of numbers. Choose a lower degree.`,
      );

/**
 * The columns x_j^k from those of the basis. x^k = (center + spread u)^k is a polynomial in u, whose terms
 * may cancel, so that they are added with 32 digits. As Q'1 = (R_00, 0, ...), the first row of R holds the
 * means, and the others what is left without them.
 */
export const rawColumns = (
  factor: Factor,
  basis: Basis,
  nSamples: number,
  featureNames: readonly string[],
): RawColumn[] => {
  const { degree, intercept, centers, spreads } = basis;
  const first = intercept ? 1 : 0;
  const rootSamples = Math.sqrt(nSamples);
  const onesNorm = fromNumber(factor.values[0]!);
  return centers.flatMap((center, feature) => {
    const ofBasis = Array.from({ length: degree }, (_, k) => columnOf(factor, first + feature * degree + k));
    return powersOfRaw(center, spreads[feature]!, degree).map((polynomial, index): RawColumn => {
      const power = index + 1;
      const row = (i: number): DoubleDouble => {
        let sum = ZERO;
        for (let m = 1; m <= power; m++)
          sum = add(sum, multiply(polynomial[m]!, fromNumber(ofBasis[m - 1]![i]!)));
        return sum;
      };
      const last = first + feature * degree + index;
      const centered = new Float64Array(factor.size);
      for (let i = first; i <= last; i++) centered[i] = toNumber(row(i));
      const mean = intercept ? add(polynomial[0]!, divide(row(0), onesNorm)) : ZERO;
      const scale = euclideanNorm(centered) / rootSamples || 1;
      if (!Number.isFinite(toNumber(mean)) || !Number.isFinite(scale)) {
        throw tooLarge(featureNames[feature] ?? '', power);
      }
      return { feature, power, mean, scale, centered };
    });
  });
};

/** How the columns of the design are shifted and scaled: (x_j^k - mean) / scale. */
export interface ColumnScaling {
  means: DoubleDouble[];
  scales: number[];
}

/**
 * As training sees them: standardised, or as they are. Without an intercept they are divided by their root
 * mean square.
 */
export const trainingScaling = (columns: readonly RawColumn[], standardize: boolean): ColumnScaling => ({
  means: columns.map(({ mean }) => (standardize ? mean : ZERO)),
  scales: columns.map(({ scale }) => (standardize ? scale : 1)),
});

export const columnScaling = ({ means, scales }: Scaling): ColumnScaling => ({ means: means.map(fromNumber), scales });

/** R's columns for [1, (x_j^k - mean) / scale ...], the 1 only with an intercept. */
export const scaledColumns = (
  factor: Factor,
  basis: Basis,
  columns: readonly RawColumn[],
  { means, scales }: ColumnScaling,
): Float64Array[] => {
  const scaled = columns.map(({ mean, centered }, j) => {
    const scale = scales[j]!;
    const column = centered.map((value) => value / scale);
    if (basis.intercept) {
      const shift = add(mean, negate(means[j]!));
      column[0] = (toNumber(shift) / scale) * factor.values[0]!;
    }
    return column;
  });
  return basis.intercept ? [columnOf(factor, 0), ...scaled] : scaled;
};
