import { open } from 'node:fs/promises';
import { predictInto } from '../../core/evaluation/predict';
import { numberText } from '../../core/export/csv';
import type { Control } from './control';
import type { Dataset } from './datasets';
import type { PredictRequest } from './messages';
import { columnName } from './sql';
import { isPresent, streamNumbers } from './stream';

/** Writes `row,prediction` for every row, the prediction empty where a feature is missing. */
export const predictRows = async (
  dataset: Dataset,
  control: Control,
  { columns, weights, bias, path }: PredictRequest,
): Promise<{ nRows: number; rowsWithoutPrediction: number }> => {
  const file = await open(path, 'w');
  try {
    await file.appendFile('row,prediction\n');
    let nRows = 0;
    let rowsWithoutPrediction = 0;
    let output = new Float64Array(0);
    // A model without features has the same prediction everywhere; any column counts the rows.
    const names = columns.length === 0 ? ['CAST(0 AS DOUBLE)'] : columns.map(columnName);
    await dataset.database.use(control, (connection) =>
      streamNumbers(connection, control, `SELECT ${names.join(', ')} FROM t`, async (chunk) => {
        if (output.length < chunk.count) output = new Float64Array(chunk.count);
        predictInto(weights, bias, chunk.columns.slice(0, columns.length), chunk.count, output);
        const lines: string[] = [];
        for (let i = 0; i < chunk.count; i++) {
          const hasAll = chunk.validity.every((validity) => isPresent(validity, i));
          if (!hasAll) rowsWithoutPrediction++;
          nRows++;
          lines.push(`${nRows},${hasAll ? numberText(output[i]!) : ''}\n`);
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
