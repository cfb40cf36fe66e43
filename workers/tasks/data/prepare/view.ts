import type { DuckDBConnection } from '@duckdb/node-api';
import { expressionSql, type SqlInput } from '../../../core/preparation/expressionSql';
import { PART, ROW, WEIGHT } from '../../../core/preparation/names';
import { LEFT_OUT } from '../../../core/preparation/parts';
import type { ColumnDefinition, PreparedColumns, PreparedFeature } from '../../../core/schema';
import { columnName } from '../sql';
import { codedRelation } from './trainingRows';

let nViews = 0;

export interface ViewNames {
  view: string;
  codeTable: string;
  drop: string[];
}

/** Names for a view and its codes that no other has, and what removes them. */
export const viewNames = (): ViewNames => {
  const number = ++nViews;
  const [view, codeTable] = [`v${number}`, `k${number}`];
  return { view, codeTable, drop: [`DROP VIEW IF EXISTS ${view}`, `DROP TABLE IF EXISTS ${codeTable}`] };
};

export interface ViewColumns {
  features: readonly PreparedFeature[];
  inputs: readonly SqlInput[];
  /** null where there is none to predict from. */
  target: ColumnDefinition | null;
  weights: ColumnDefinition | null;
  /** The split is asked for; then there are codes. */
  hasParts: boolean;
}

export interface CreatedView {
  definitions: ColumnDefinition[];
  places: Omit<PreparedColumns, 'target'> & { target: number | null };
}

/** Makes a view of the rows kept, in the order of the file: features, target, part, weight and row as far as there are such. */
export const createView = async (
  connection: DuckDBConnection,
  view: string,
  codeTable: string | null,
  { features, inputs, target, weights, hasParts }: ViewColumns,
): Promise<CreatedView> => {
  const selected: string[] = [];
  const definitions: ColumnDefinition[] = [];
  const add = (name: string, type: ColumnDefinition['type'], sql: string): number => {
    const index = definitions.length;
    definitions.push({ index, name, type });
    selected.push(`${sql} AS ${columnName(index)}`);
    return index;
  };
  const places: CreatedView['places'] = {
    features: features.map(({ name, expression }) => add(name, 'number', `CAST(${expressionSql(expression, inputs)} AS DOUBLE)`)),
    target: target && add(target.name, target.type, columnName(target.index)),
    partColumn: hasParts && codeTable !== null ? add(PART, 'number', `CAST(${codeTable}.part AS DOUBLE)`) : null,
    weightColumn: weights && add(WEIGHT, 'number', columnName(weights.index)),
    rowColumn: add(ROW, 'number', 'CAST(t.rowid + 1 AS DOUBLE)'),
  };
  const kept = codeTable === null ? '' : ` WHERE ${codeTable}.part <> ${LEFT_OUT}`;
  await connection.run(`CREATE VIEW ${view} AS SELECT ${selected.join(', ')} FROM ${codedRelation(codeTable)}${kept}`);
  return { definitions, places };
};
