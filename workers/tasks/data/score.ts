import { describeModel } from '../../core/export/describedModel';
import { scoreRows } from '../../core/export/evaluate';
import type { Cell, ScoredRows } from '../../core/export/scores';
import type { ColumnDefinition } from '../../core/schema';
import type { Control } from './control';
import { query } from './database';
import type { Dataset } from './datasets';
import type { ScoreRequest } from './messages';
import { columnName } from './sql';

/** Dates cross as ISO text. */
const cellOf = ({ index, type }: ColumnDefinition): string =>
  type === 'date' || type === 'timestamp' ? `CAST(${columnName(index)} AS VARCHAR)` : columnName(index);

/** Up to `nRows` rows, spread evenly over the file: the raw columns that a model reads, and its predictions for them. */
export const scoreSample = async (
  dataset: Dataset,
  control: Control,
  { columns, model, nRows }: ScoreRequest,
): Promise<ScoredRows> => {
  const cells = columns.map((index) => cellOf(dataset.columns.find((column) => column.index === index)!));
  const chosen =
    dataset.nRows <= nRows ? '' : `WHERE rowid IN (SELECT (range * ${dataset.nRows}) // ${nRows} FROM range(${nRows}))`;
  const sql = `SELECT ${[...cells, 'rowid'].join(', ')} FROM t ${chosen} ORDER BY rowid`;
  const rows = await dataset.database.use(control, (connection) => query(connection, control, sql));
  const read = columns.map((_, j) => rows.map((row) => row[j] as Cell));
  return { nRows: rows.length, columns: read, own: scoreRows(describeModel(model), read, rows.length) };
};
