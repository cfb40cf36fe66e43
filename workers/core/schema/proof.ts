/** Cells that would read differently under another locale or guess of type. Plain data. */

export type AmbiguityKind =
  /** `0,435` and `1.234`: a mark that could be a decimal or a thousands mark. */
  | 'decimal-or-thousands'
  /** `1e5`: a number in scientific notation, or a name. */
  | 'exponent'
  /** `007`: leading zeros, which a number loses. */
  | 'leading-zeros'
  /** `12/05/2020`: day and month could change places. */
  | 'day-or-month'
  /** `NA`, `-`, `null`: a word that may stand for a missing value. */
  | 'missing-word'
  /** `yes`, `T`, `1`: a truth value, or text. */
  | 'truth-value';

export interface Ambiguity {
  kind: AmbiguityKind;
  /** Place of the column in the file, from 0. */
  column: number;
  name: string;
  nCells: number;
  /** The first such cells as they stand, with their lines. */
  examples: { line: number; text: string }[];
  /** How they are read as the import stands, and how else they could be: `0.435`, `435`. */
  readAs: string;
  couldBe: string;
}

export interface ImportProof {
  nRows: number;
  ambiguities: Ambiguity[];
  elapsedMs: number;
}
