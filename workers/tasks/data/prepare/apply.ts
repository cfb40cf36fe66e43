import type { DuckDBConnection } from '@duckdb/node-api';
import { levelText } from '../../../core/preparation/levels';
import { valueLiteral, type SqlInput } from '../../../core/preparation/expressionSql';
import type { NewLevel, Preparation } from '../../../core/schema';
import type { Control } from '../control';
import { query } from '../database';
import { addDataset, type Dataset } from '../datasets';
import { columnName } from '../sql';
import type { ApplyRequest, ApplyResponse } from './messages';
import { createView, viewNames } from './view';

/** More are counted by nobody: a column with so many unknown levels is another column. */
const MAX_NEW_LEVELS = 1_000;

/** Values of a column that its levels do not have, those in the most rows first. */
const newLevelsOf = async (
  connection: DuckDBConnection,
  control: Control,
  { name, levels, unseen }: Preparation['inputs'][number],
  { sql }: SqlInput,
): Promise<NewLevel[]> => {
  if (!levels || unseen === null) return [];
  const known = levels.map(({ value }) => valueLiteral(value)).join(', ');
  const isNew = known === '' ? '' : `AND ${sql} NOT IN (${known})`;
  const rows = await query(
    connection,
    control,
    `SELECT ${sql} AS v, count(*) AS n FROM t WHERE ${sql} IS NOT NULL ${isNew} GROUP BY v ORDER BY n DESC, v LIMIT ${MAX_NEW_LEVELS}`,
  );
  return rows.map(([value, n]) => ({ column: name, value: levelText(value as string | number | boolean), nRows: Number(n), becomes: unseen }));
};

/**
 * Opens a view of a file with the features of a preparation that was fitted to another one, for each row of the file, and
 * its target where the file has one.
 */
export const applyPreparation = (
  dataset: Dataset,
  control: Control,
  { datasetId, viewId, preparation, inputs: indexes }: ApplyRequest,
): Promise<ApplyResponse> =>
  dataset.database.use(control, async (connection) => {
    const { view, drop } = viewNames();
    const inputs = preparation.inputs.map(({ type }, k): SqlInput => ({ sql: columnName(indexes[k]!), type }));
    const newLevels: NewLevel[] = [];
    for (const [k, input] of preparation.inputs.entries()) {
      newLevels.push(...(await newLevelsOf(connection, control, input, inputs[k]!)));
    }
    const { definitions, places } = await createView(connection, view, null, {
      features: preparation.features,
      inputs,
      target: dataset.columns.find(({ name }) => name === preparation.recipe.target) ?? null,
      weights: null,
      hasParts: false,
    });
    const { database, nRows, rejected } = dataset;
    addDataset(viewId, { database, relation: view, view: { sourceId: datasetId, drop }, columns: definitions, dialect: null, nRows, rejected });
    return { definitions, nRows, notes: [], columns: places, newLevels };
  });
