import type { NewLevel } from './preparation';

/** Predictions for the first rows of a file, and what is known of all of them. Plain data. */

export interface PredictedRow {
  /** Columns that the model reads, and the target where the file has it, as text. */
  cells: (string | null)[];
  /** The quantity as a number, the label of a class; null where a value that the model needs is missing. */
  prediction: number | string | null;
  /** Of each class in the order of the model's names; none for a quantity. */
  probabilities: number[];
  /** How far the 95 % interval reaches to either side; null where the model has none. */
  reach: number | null;
}

export interface PredictionPreview {
  /** Of the whole file. */
  nRows: number;
  /** Of `cells`. */
  columnNames: string[];
  rows: PredictedRow[];
  newLevels: NewLevel[];
}
