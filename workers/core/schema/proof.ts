import type { ColumnType, DialectOverrides } from './dataset';

/** Cells that would read differently under another locale or guess of type. Plain data. */

export type AmbiguityKind =
  /** `0,435` and `1.234`: a mark that could be a decimal or a thousands mark. */
  | 'decimal-or-thousands'
  /** `1e5`: a number in scientific notation, or a name. */
  | 'exponent'
  /** `007`: leading zeros, which a number loses. */
  | 'leading-zeros'
  /** `12345678901234567`: more digits than a number keeps. */
  | 'long-digits'
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
  /** Under which reading they would be that: `with , as thousands mark`. */
  otherwise: string;
  /** What brings that reading about. */
  change: ReadingChange;
}

export interface ReadingChange {
  dialect: DialectOverrides;
  /** Of the column; null: as it is. */
  type: ColumnType | null;
}

export interface ImportProof {
  /** Rows of the text; those that are left out for a value that does not fit are among them. */
  nRows: number;
  ambiguities: Ambiguity[];
  elapsedMs: number;
}
