import type { ExactSolution, RunInfo } from '../../../electron/contract';
import { toRaw } from '../../../workers/core/training/parameters';

/** One coefficient of the model, with its interval where that is valid. */
export interface ForestRow {
  name: string;
  value: number;
  low: number | null;
  high: number | null;
  p: number | null;
  isIntercept: boolean;
}

/** Of each output in turn, the intercept first: the order of the exact solution. */
export function coefficientsOf(info: RunInfo, theta: Float64Array): { name: string; value: number; scale: number; isIntercept: boolean }[] {
  const raw = new Float64Array(theta.length);
  toRaw(theta, info.scaling, raw);
  const length = info.nFeatures + 1;
  return Array.from({ length: info.nOutputs }, (_, output) => {
    const prefix = info.nOutputs > 1 ? `${info.classNames?.[output] ?? output} ` : '';
    const at = output * length;
    const own = info.featureNames.map((name, j) => ({
      name: prefix + name,
      value: raw[at + j] ?? NaN,
      scale: info.scaling.scales[j] ?? 1,
      isIntercept: false,
    }));
    const intercept = { name: `${prefix}(intercept)`, value: raw[at + info.nFeatures] ?? NaN, scale: 1, isIntercept: true };
    return info.settings.intercept ? [intercept, ...own] : own;
  }).flat();
}

export interface ForestChoice {
  isStandardised: boolean;
  isByMagnitude: boolean;
}

/** `solution`: where its intervals hold for the model. In standardised units a weight is the change for one scale of its column. */
export function forestRows(
  info: RunInfo,
  theta: Float64Array,
  solution: Pick<ExactSolution, 'coefficients'> | null,
  { isStandardised, isByMagnitude }: ForestChoice,
): ForestRow[] {
  const rows = coefficientsOf(info, theta).map(({ name, value, scale, isIntercept }, k): ForestRow => {
    const factor = isStandardised ? scale : 1;
    const found = solution?.coefficients[k];
    const scaled = (bound: number | null | undefined): number | null => (bound === null || bound === undefined ? null : bound * factor);
    return { name, value: value * factor, low: scaled(found?.low), high: scaled(found?.high), p: found?.p ?? null, isIntercept };
  });
  const shown = isStandardised ? rows.filter((row) => !row.isIntercept) : rows;
  if (!isByMagnitude) return shown;
  const order = (row: ForestRow): number => (row.isIntercept ? Infinity : Math.abs(row.value));
  return [...shown].sort((a, b) => order(b) - order(a) || 0);
}
