/** A cell of the file; a date or time as ISO text, missing as null. */
export type Cell = number | string | boolean | null;

/** What a model makes of rows. */
export interface Scores {
  /** Of each row, for classes the number of one; null where there is none. */
  predictions: (number | null)[];
  /** Of each class, one a row; none where the target is a quantity. */
  probabilities: (number | null)[][];
}

/** Rows of a file for checking an export: the columns that the model reads, and what Fall Line itself makes of them. */
export interface ScoredRows {
  nRows: number;
  /** In the order of the inputs of the model. */
  columns: Cell[][];
  own: Scores;
}

const difference = (own: number | null, written: number | null | undefined): number => {
  if (own === null || written === null || written === undefined) return own === written ? 0 : Infinity;
  // Infinity less Infinity is no number.
  if (Object.is(own, written)) return 0;
  const result = Math.abs(written - own) / Math.max(1, Math.abs(own));
  return Number.isNaN(result) ? Infinity : result;
};

/** Largest |written - own| / max(1, |own|); Infinity where one of them has a figure and the other has none. */
export const largestDifference = (own: Scores, written: Scores): number =>
  [own.predictions, ...own.probabilities].reduce((largest, column, k) => {
    const other = k === 0 ? written.predictions : written.probabilities[k - 1];
    return column.reduce((max: number, value, i) => Math.max(max, difference(value, other?.[i])), largest);
  }, 0);
