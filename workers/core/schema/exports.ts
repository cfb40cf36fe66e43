/** The forms in which a model leaves Fall Line. Plain data. */

export type ExportFormat =
  | 'json' | 'csv' | 'python' | 'sklearn' | 'javascript' | 'c' | 'sql' | 'formula' | 'pmml' | 'onnx' | 'html';

export interface ExportCheck {
  /** Rows scored by the written file and by Fall Line; 0 where it was not run. */
  nRows: number;
  /**
   * Largest |written - own| / max(1, |own|) over predictions and probabilities; null where it was not run. Infinity where one of them has a
   * prediction and the other has none, and where the program for it failed on the file, which `consumer` then says.
   */
  largestDifference: number | null;
  /** What ran it, e.g. `python3 3.11 with numpy`; or why nothing did, in one sentence. */
  consumer: string;
}

export interface ExportResult {
  path: string;
  byteLength: number;
  check: ExportCheck;
}

export type TableFormat = 'csv' | 'parquet';
