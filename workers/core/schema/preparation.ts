import type { ColumnType, DatasetSummary } from './dataset';

/**
 * From the columns of a file to those of the design. A recipe is what a person has chosen; a preparation is a recipe
 * fitted to the training part of a file, so that it can be replayed on another one. Plain data. Columns are named, since
 * a recipe outlives the file it was made on.
 */

export type MissingRule =
  /** The row is left out of training, and has no prediction. */
  | { kind: 'skip' }
  /** Of the training part; numbers alone. */
  | { kind: 'mean' }
  | { kind: 'median' }
  | { kind: 'constant'; value: number | string | boolean };

/**
 * What becomes of a level at prediction that the training part does not have: the reference level (all indicators 0), the
 * gathered rare levels (only where there are some), or no prediction for the row.
 */
export type UnseenRule = 'reference' | 'rare' | 'missing';

export type DatePart = 'days' | 'year' | 'month' | 'day' | 'weekday' | 'hour';

export type PartName = 'train' | 'validation' | 'test';

/** Shares are of the rows kept. In the order of the file the last rows are the test part, those before them the validation part. */
export type SplitRule =
  | { kind: 'share'; validation: number; test: number; seed: number }
  | { kind: 'order'; validation: number; test: number }
  /** Rows of other values are trained on. */
  | { kind: 'column'; column: string; validation: string | null; test: string | null };

/**
 * One choice, one entry. What is done to a column goes in this order whatever the order of the entries: missing,
 * outliers, transform, powers and products. Where there is none for a column: a missing value leaves the row out, text
 * becomes indicators of its levels against the first one, a boolean is 0 or 1, a date its days since 1970-01-01.
 */
export type RecipeEntry =
  /** Rows of which it holds are kept: workers/core/preparation/filter. Of training, validation and test alike; not asked at prediction. */
  | { kind: 'filter'; expression: string }
  /** `indicator`: a further feature, 1 where the value was missing. */
  | { kind: 'missing'; column: string; rule: MissingRule; indicator: boolean }
  /** Values beyond these quantiles of the training part become those quantiles (winsorised). */
  | { kind: 'outliers'; column: string; low: number; high: number }
  /** Natural logarithm, or square root. */
  | { kind: 'transform'; column: string; function: 'log' | 'sqrt' }
  /**
   * Indicators of the levels of a column, against the reference (null: the first level in the order of text, or of numbers). Levels in
   * fewer than `rareBelow` rows of the training part are gathered into one, `(rare)`; 0: none.
   */
  | { kind: 'categories'; column: string; reference: string | null; rareBelow: number; unseen: UnseenRule }
  | { kind: 'date'; column: string; parts: DatePart[] }
  /** x, x^2, ... up to the degree, of what has become of the column; null: of every numeric feature column that has no entry of its own. */
  | { kind: 'powers'; column: string | null; degree: number }
  /** The product of each feature of the one with each of the other. */
  | { kind: 'product'; columns: [string, string] }
  /** Rows count in the loss by this column: 0 or more, missing leaves the row out. */
  | { kind: 'weights'; column: string }
  | { kind: 'split'; rule: SplitRule };

export type RecipeEntryKind = RecipeEntry['kind'];

/** How features are brought to a common scale for training; results are in the units of the features either way. */
export type ScalingKind = 'standardize' | 'min-max' | 'none';

export interface Recipe {
  target: string;
  /** In the order in which their features come. */
  features: string[];
  entries: RecipeEntry[];
  scaling: ScalingKind;
  intercept: boolean;
}

/** A recipe file. */
export interface RecipeFile extends Recipe {
  format: 'fall-line-recipe';
  formatVersion: 1;
}

/**
 * A feature as a formula of the columns of the file, all statistics put in: what every export prints. Numbers, truth values
 * being 1 and 0. A missing operand makes the whole missing, but for `isMissing` and `ifMissing`. Dates are days since
 * 1970-01-01, with their fraction.
 */
export type Expression =
  | { op: 'number'; value: number }
  /** A column as a number: `input` is its place among the inputs. Of a number, boolean or date. */
  | { op: 'input'; input: number }
  /** 1 where the column has this value, else 0; where it is missing, missing. */
  | { op: 'equals'; input: number; value: string | number | boolean }
  /** 1 where the column has one of these values, else 0; where it is missing, missing. */
  | { op: 'isOneOf'; input: number; values: (string | number | boolean)[] }
  /** 1 where the column has none of these values, else 0; where it is missing, missing. */
  | { op: 'isNoneOf'; input: number; values: (string | number | boolean)[] }
  | { op: 'isMissing'; input: number }
  /** `then` where the column is missing, else `of`. */
  | { op: 'ifMissing'; of: Expression; input: number; then: Expression }
  /** `of`, but missing where the column has none of these values. */
  | { op: 'onlyWhere'; of: Expression; input: number; values: (string | number | boolean)[] }
  | { op: 'clamp'; of: Expression; low: number; high: number }
  /** Missing where they have no finite value. */
  | { op: 'log'; of: Expression }
  | { op: 'sqrt'; of: Expression }
  /**
   * Of the value of a date column, as a number: `days` as `input` does, the year, the month 1 to 12, the day of the month, the
   * weekday 1 (Monday) to 7 (Sunday) as ISO 8601 numbers them, the full hour 0 to 23.
   */
  | { op: 'datePart'; input: number; part: DatePart }
  | { op: 'product'; of: [Expression, Expression] };

export interface PreparationInput {
  /** The column of the file. */
  name: string;
  type: ColumnType;
  /** For columns that became indicators: the levels of the training part, in order, with their rows. null for others. */
  levels: { value: string | number | boolean; nRows: number }[] | null;
  unseen: UnseenRule | null;
}

export interface PreparedFeature {
  name: string;
  expression: Expression;
}

export interface Preparation {
  recipe: Recipe;
  /** The columns of the file that the features are made of, in the order of the file. */
  inputs: PreparationInput[];
  features: PreparedFeature[];
  /** One sentence an entry and a default, with the statistics that were put in: for lists and reports. */
  steps: string[];
}

/** Columns of the dataset that a recipe has opened. */
export interface PreparedColumns {
  target: number;
  features: number[];
  weightColumn: number | null;
  /** 0 train, 1 validation, 2 test; null where all rows are trained on. */
  partColumn: number | null;
  /** The row of the file, from 1. */
  rowColumn: number;
}

export interface LeftOut {
  /** e.g. `filter`, or the column whose missing values left rows out. */
  reason: string;
  nRows: number;
}

/** A recipe fitted, and a dataset of its features, which are computed as they are read. */
export interface Prepared {
  /** Its id serves wherever a dataset is asked for; it ends with the dataset that it was made of. */
  dataset: DatasetSummary;
  sourceId: string;
  preparation: Preparation;
  columns: PreparedColumns;
  nRows: Record<PartName, number>;
  leftOut: LeftOut[];
  /** Of features and target of the training and validation parts in float64. */
  byteLength: number;
  notes: string[];
}

/** A file with the features of a preparation that was fitted to another one: a row for each of its own. */
export interface AppliedPreparation {
  /** Its id serves wherever a dataset is asked for; it ends with the dataset of the file. */
  dataset: DatasetSummary;
  sourceId: string;
  /** No target where the file has no column of that name. */
  columns: Omit<PreparedColumns, 'target'> & { target: number | null };
  newLevels: NewLevel[];
}

/** What was met when a preparation was replayed on another file. */
export interface NewLevel {
  column: string;
  value: string;
  nRows: number;
  becomes: UnseenRule;
}
