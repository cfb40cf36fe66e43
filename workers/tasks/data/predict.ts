import { createReach } from '../../core/evaluation/interval';
import { predictRows } from '../../core/evaluation/predictor';
import type { Control } from './control';
import type { Dataset } from './datasets';
import type { PredictRequest } from './messages';
import { columnName } from './sql';
import { isPresent, streamNumbers } from './stream';
import { writePredictionFile } from './tables/predictions';

/** Writes a row for every row, its prediction missing where a feature is. */
export const writePredictions = async (
  dataset: Dataset,
  control: Control,
  { columns, model, interval, file }: PredictRequest,
): Promise<{ nRows: number; rowsWithoutPrediction: number }> => {
  let nRows = 0;
  let rowsWithoutPrediction = 0;
  // A model without features has the same prediction everywhere; any column counts the rows.
  const names = columns.length === 0 ? ['CAST(0 AS DOUBLE)'] : columns.map(columnName);
  const reachOf = interval && createReach(interval.basis, model, interval.quantile);
  const shape = { classNames: model.classNames, hasIntervals: interval !== null };
  await writePredictionFile(file, shape, control, async (write) => {
    await dataset.database.use(control, (connection) =>
      streamNumbers(connection, control, `SELECT ${names.join(', ')} FROM ${dataset.relation}`, async ({ count, columns: x, validity }) => {
        const features = x.slice(0, columns.length);
        const predictions = predictRows(model, features, count);
        const reach = reachOf?.(features, count) ?? null;
        const hasPrediction = (i: number): boolean => validity.every((bits) => isPresent(bits, i));
        await write({ firstRow: nRows + 1, count, predictions, reach, hasPrediction });
        for (let i = 0; i < count; i++) if (!hasPrediction(i)) rowsWithoutPrediction++;
        nRows += count;
        control.report(nRows, dataset.nRows);
      }),
    );
    if (nRows !== dataset.nRows) throw new Error(`${nRows} of ${dataset.nRows} rows were read.`);
  });
  return { nRows, rowsWithoutPrediction };
};
