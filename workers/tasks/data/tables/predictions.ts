import { open } from 'node:fs/promises';
import type { Predictions } from '../../../core/evaluation/predictor';
import { predictionLines } from '../../../core/export/predictionsCsv';
import { predictionColumns } from '../../../core/export/predictionsTable';
import type { TableFormat } from '../../../core/schema';
import type { Control } from '../control';
import { writeParquet } from './parquet';

export interface PredictedRows {
  /** Of the file, from 1: that of the first. */
  firstRow: number;
  count: number;
  predictions: Predictions;
  /** How far the interval of each reaches to either side; null where none was asked for. */
  reach: Float64Array | null;
  hasPrediction(i: number): boolean;
}

export interface PredictionFile {
  path: string;
  format: TableFormat;
  /** For a database of this work's own. */
  databasePath: string;
}

/** What the columns are. */
export interface PredictionShape {
  classNames: readonly string[] | null;
  hasIntervals: boolean;
}

type Fill = (write: (rows: PredictedRows) => Promise<void>) => Promise<void>;

const indices = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const writeCsv = async (path: string, { classNames, hasIntervals }: PredictionShape, fill: Fill): Promise<void> => {
  const { header, line, emptyLine } = predictionLines(classNames, hasIntervals);
  const file = await open(path, 'w');
  try {
    await file.appendFile(header);
    await fill(async ({ firstRow, count, predictions, reach, hasPrediction }) => {
      const lines = indices(count).map((i) =>
        hasPrediction(i) ? line(firstRow + i, predictions, i, reach) : emptyLine(firstRow + i),
      );
      await file.appendFile(lines.join(''));
    });
  } finally {
    await file.close();
  }
};

/** Hands `fill` what writes predictions to a file, in order. */
export const writePredictionFile = async (
  { path, format, databasePath }: PredictionFile,
  shape: PredictionShape,
  control: Control,
  fill: Fill,
): Promise<void> => {
  if (format === 'csv') return writeCsv(path, shape, fill);
  const { classNames, hasIntervals } = shape;
  const columns = predictionColumns(classNames, hasIntervals);
  await writeParquet({ path, databasePath, columns }, control, (append) =>
    fill(async ({ firstRow, count, predictions: { values, probabilities }, reach, hasPrediction }) => {
      const rows = indices(count);
      append([
        rows.map((i) => firstRow + i),
        rows.map((i) => (hasPrediction(i) ? (classNames?.[values[i]!] ?? values[i]!) : null)),
        ...(reach === null ? [] : [-1, 1]).map((sign) => rows.map((i) => (hasPrediction(i) ? values[i]! + sign * reach![i]! : null))),
        ...probabilities.map((column) => rows.map((i) => (hasPrediction(i) ? column[i]! : null))),
      ]);
    }),
  );
};
