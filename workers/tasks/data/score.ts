import { predictRows } from '../../core/evaluation/predictor';
import { columnExpressions } from '../../core/export/describedModel';
import type { Cell, ScoredRows } from '../../core/export/scores';
import { expressionSql } from '../../core/preparation/expressionSql';
import type { ColumnDefinition } from '../../core/schema';
import type { Control } from './control';
import { query } from './database';
import type { Dataset } from './datasets';
import type { ScoreRequest } from './messages';
import { columnName } from './sql';

/** Dates cross as ISO text. */
const cellOf = ({ index, type }: ColumnDefinition): string =>
  type === 'date' || type === 'timestamp' ? `CAST(${columnName(index)} AS VARCHAR)` : columnName(index);

/**
 * Up to `nRows` rows, spread evenly over the file: the raw columns that a model reads, and its predictions for them, made as all
 * predictions are: features by the database, sums by workers/core/evaluation.
 */
export const scoreSample = async (
  dataset: Dataset,
  control: Control,
  { columns, model, nRows }: ScoreRequest,
): Promise<ScoredRows> => {
  const read = columns.map((index) => dataset.columns.find((column) => column.index === index)!);
  const inputs = read.map(({ index, type }) => ({ sql: columnName(index), type }));
  const features = columnExpressions(model).map((expression) => expressionSql(expression, inputs));
  const chosen =
    dataset.nRows <= nRows ? '' : `WHERE rowid IN (SELECT (range * ${dataset.nRows}) // ${nRows} FROM range(${nRows}))`;
  const sql = `SELECT ${[...read.map(cellOf), ...features, 'rowid'].join(', ')} FROM t ${chosen} ORDER BY rowid`;
  const rows = await dataset.database.use(control, (connection) => query(connection, control, sql));
  const featureColumns = features.map((_, j) => rows.map((row) => row[read.length + j] as number | null));
  const hasAll = rows.map((_, i) => featureColumns.every((column) => column[i] !== null));
  const numbers = featureColumns.map((column) => Float64Array.from(column, (value) => value ?? NaN));
  const { values, probabilities } = predictRows(model, numbers, rows.length);
  const where = (column: Float64Array): (number | null)[] => Array.from(column, (value, i) => (hasAll[i] ? value : null));
  return {
    nRows: rows.length,
    columns: read.map((_, j) => rows.map((row) => row[j] as Cell)),
    own: { predictions: where(values), probabilities: probabilities.map(where) },
  };
};
