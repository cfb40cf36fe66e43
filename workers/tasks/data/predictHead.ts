import { createReach } from '../../core/evaluation/interval';
import { predictRows } from '../../core/evaluation/predictor';
import type { PredictedRow } from '../../core/schema';
import type { Control } from './control';
import type { Dataset } from './datasets';
import type { PredictHeadRequest } from './messages';
import { columnName } from './sql';
import { isPresent, streamNumbers } from './stream';

/** Predictions for the first rows. */
export const predictHead = async (
  dataset: Dataset,
  control: Control,
  { columns, model, interval, nRows }: PredictHeadRequest,
): Promise<Omit<PredictedRow, 'cells'>[]> => {
  const rows: Omit<PredictedRow, 'cells'>[] = [];
  const reachOf = interval && createReach(interval.basis, model, interval.quantile);
  const names = columns.length === 0 ? ['CAST(0 AS DOUBLE)'] : columns.map(columnName);
  const sql = `SELECT ${names.join(', ')} FROM ${dataset.relation} LIMIT ${nRows}`;
  await dataset.database.use(control, (connection) =>
    streamNumbers(connection, control, sql, ({ count, columns: all, validity }) => {
      const x = all.slice(0, columns.length);
      const { values, probabilities } = predictRows(model, x, count);
      const reach = reachOf?.(x, count);
      for (let i = 0; i < count; i++) {
        const isKnown = validity.every((bits) => isPresent(bits, i));
        const value = values[i]!;
        rows.push({
          prediction: isKnown ? (model.classNames === null ? value : (model.classNames[value] ?? null)) : null,
          probabilities: isKnown ? probabilities.map((column) => column[i]!) : [],
          reach: isKnown ? (reach?.[i] ?? null) : null,
        });
      }
    }),
  );
  return rows;
};
