import type { DatasetSummary, ModelFile, NewLevel, PredictionPreview } from '../../../workers/core/schema';

export interface PredictRequests {
  /**
   * Opens a file beside the open data, for predictions alone; it takes the place of the one before. A dialog where path is null; null
   * where the person closed it. Its columns are read as those that the model was trained on.
   */
  'predict/open': { request: { path: string | null; model: ModelFile }; response: DatasetSummary | null };
  'predict/close': { request: null; response: null };
  /** The first rows. A new request takes the place of the one before: null. */
  'predict/preview': { request: { model: ModelFile; datasetId: string }; response: PredictionPreview | null };
  /** Asks where to, and writes the predictions of all rows as CSV or Parquet; null where the person closed the dialog. */
  'predict/save': {
    request: { model: ModelFile; datasetId: string; intervals: boolean };
    response: { path: string; nRows: number; rowsWithoutPrediction: number; newLevels: NewLevel[] } | null;
  };
}
