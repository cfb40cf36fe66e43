import { open } from 'node:fs/promises';
import { predictRows } from '../../core/evaluation/predictor';
import { predictionLines } from '../../core/export/predictionsCsv';
import type { Control } from './control';
import type { Dataset } from './datasets';
import type { PredictRequest } from './messages';
import { columnName } from './sql';
import { isPresent, streamNumbers } from './stream';

/** Writes a line for every row, its prediction empty where a feature is missing. */
export const writePredictions = async (
  dataset: Dataset,
  control: Control,
  { columns, model, path }: PredictRequest,
): Promise<{ nRows: number; rowsWithoutPrediction: number }> => {
  const file = await open(path, 'w');
  try {
    const { header, line, emptyLine } = predictionLines(model.classNames);
    await file.appendFile(header);
    let nRows = 0;
    let rowsWithoutPrediction = 0;
    // A model without features has the same prediction everywhere; any column counts the rows.
    const names = columns.length === 0 ? ['CAST(0 AS DOUBLE)'] : columns.map(columnName);
    await dataset.database.use(control, (connection) =>
      streamNumbers(connection, control, `SELECT ${names.join(', ')} FROM ${dataset.relation}`, async (chunk) => {
        const predictions = predictRows(model, chunk.columns.slice(0, columns.length), chunk.count);
        const lines: string[] = [];
        for (let i = 0; i < chunk.count; i++) {
          const hasAll = chunk.validity.every((validity) => isPresent(validity, i));
          if (!hasAll) rowsWithoutPrediction++;
          nRows++;
          lines.push(hasAll ? line(nRows, predictions, i) : emptyLine(nRows));
        }
        await file.appendFile(lines.join(''));
        control.report(nRows, dataset.nRows);
      }),
    );
    if (nRows !== dataset.nRows) throw new Error(`${nRows} of ${dataset.nRows} rows were read.`);
    return { nRows, rowsWithoutPrediction };
  } finally {
    await file.close();
  }
};
