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
  hasPrediction(i: number): boolean;
}

export interface PredictionFile {
  path: string;
  format: TableFormat;
  /** For a database of this work's own. */
  databasePath: string;
}

type Fill = (write: (rows: PredictedRows) => Promise<void>) => Promise<void>;

const indices = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const writeCsv = async (path: string, classNames: readonly string[] | null, fill: Fill): Promise<void> => {
  const { header, line, emptyLine } = predictionLines(classNames);
  const file = await open(path, 'w');
  try {
    await file.appendFile(header);
    await fill(async ({ firstRow, count, predictions, hasPrediction }) => {
      const lines = indices(count).map((i) =>
        hasPrediction(i) ? line(firstRow + i, predictions, i) : emptyLine(firstRow + i),
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
  classNames: readonly string[] | null,
  control: Control,
  fill: Fill,
): Promise<void> => {
  if (format === 'csv') return writeCsv(path, classNames, fill);
  const columns = predictionColumns(classNames);
  await writeParquet({ path, databasePath, columns }, control, (append) =>
    fill(async ({ firstRow, count, predictions: { values, probabilities }, hasPrediction }) => {
      const rows = indices(count);
      append([
        rows.map((i) => firstRow + i),
        rows.map((i) => (hasPrediction(i) ? (classNames?.[values[i]!] ?? values[i]!) : null)),
        ...probabilities.map((column) => rows.map((i) => (hasPrediction(i) ? column[i]! : null))),
      ]);
    }),
  );
};
