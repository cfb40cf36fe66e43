/** The middle value; the mean of the two middle ones where their number is even. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export interface Figure {
  name: string;
  unit: string;
  median: number;
  min: number;
  max: number;
  runs: number;
}

/** Fails on a figure that is no number, so that a broken measurement is never reported. */
export const figure = (name: string, unit: string, values: readonly number[]): Figure => {
  if (values.length === 0 || values.some((value) => !Number.isFinite(value))) {
    throw new Error(`${name} was not measured: ${values.join(', ')}`);
  }
  return {
    name,
    unit,
    median: median(values),
    min: Math.min(...values),
    max: Math.max(...values),
    runs: values.length,
  };
};

/** A figure beside the one it is compared with, and what the ratio is to stay below. */
export interface Ratio {
  name: string;
  ratio: number;
  target: number | null;
}

export const ratio = (name: string, of: Figure, to: Figure, target: number | null): Ratio => ({
  name,
  ratio: of.median / to.median,
  target,
});

export interface SuiteResult {
  suite: string;
  figures: Figure[];
  ratios: Ratio[];
  notes: string[];
}
