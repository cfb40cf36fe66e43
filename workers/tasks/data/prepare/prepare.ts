import type { DuckDBConnection } from '@duckdb/node-api';
import { columnChoices, entriesOf } from '../../../core/preparation/choices';
import { resplit, splitRowsKept, TEST, TRAIN, VALIDATION } from '../../../core/preparation/parts';
import { inputColumns, prepareFeatures, type FittedColumn } from '../../../core/preparation/prepareFeatures';
import { checkRecipe } from '../../../core/preparation/recipeIssues';
import { FallLineError, type Prepared, type Preparation } from '../../../core/schema';
import { counted } from '../../../core/text/counted';
import type { Control } from '../control';
import { addDataset, dropView, type Dataset } from '../datasets';
import type { PrepareRequest, PrepareResponse } from './messages';
import { columnName } from '../sql';
import { writeCodes } from './codeTable';
import { constantFeatures } from './constantFeatures';
import { fitColumn } from './fitColumn';
import { incompleteNote } from './incompleteRows';
import { findKeptRows } from './keptRows';
import type { CodedRows } from './trainingRows';
import { createView, viewNames, type ViewNames } from './view';

const countParts = (codes: Uint8Array): Prepared['nRows'] => {
  const counts = { train: 0, validation: 0, test: 0 };
  for (const code of codes) {
    if (code === TRAIN) counts.train++;
    else if (code === VALIDATION) counts.validation++;
    else if (code === TEST) counts.test++;
  }
  return counts;
};

const MAX_NAMED = 5;

const constantNote = (names: readonly string[]): string => {
  const named = names.slice(0, MAX_NAMED).map((name) => `"${name}"`).join(', ');
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return `${counted(names.length, 'feature')} with one value in the whole training part ${names.length === 1 ? 'is' : 'are'} left out: ${named}${more}.`;
};

/** The features of a fitted recipe without those that are constant, with a note on these. */
const usefulFeatures = async (rows: CodedRows, preparation: Preparation, inputs: { sql: string; type: Dataset['columns'][number]['type'] }[]) => {
  const constant = new Set(await constantFeatures(rows, preparation.features, inputs));
  const features = preparation.features.filter(({ name }) => !constant.has(name));
  if (features.length > 0) return { features, notes: constant.size > 0 ? [constantNote([...constant])] : [] };
  throw new FallLineError(
    'column-constant',
    'No feature has more than one value in the training part, so there is nothing to learn from. Choose other feature columns, or keep more rows.',
  );
};

const prepareIn = async (
  connection: DuckDBConnection,
  dataset: Dataset,
  control: Control,
  { datasetId, preparedId, recipe, resplit: how }: PrepareRequest,
  { view, codeTable: table, drop }: ViewNames,
): Promise<PrepareResponse> => {
  const { codes, leftOut, filtered } = await findKeptRows(connection, control, dataset, recipe);
  splitRowsKept(codes, entriesOf(recipe, 'split')[0]?.rule ?? null);
  if (how) resplit(codes, how);
  const parts = countParts(codes);
  const codeTable = parts.train === codes.length ? null : table;
  if (codeTable) await writeCodes(connection, codeTable, codes);
  const rows: CodedRows = { connection, control, codeTable };
  const choices = columnChoices(recipe, dataset.columns);
  const fitted: FittedColumn[] = [];
  for (const one of choices) fitted.push({ choices: one, statistics: await fitColumn(rows, one) });
  const inputs = inputColumns(choices).map(({ index, type }) => ({ sql: columnName(index), type }));
  const all = prepareFeatures(recipe, fitted, { nRows: parts, filtered });
  const { features, notes } = await usefulFeatures(rows, all, inputs);
  const columnOf = (name: string | undefined) => dataset.columns.find((column) => column.name === name) ?? null;
  const { definitions, places } = await createView(connection, view, codeTable, {
    features,
    inputs,
    target: columnOf(recipe.target),
    weights: columnOf(entriesOf(recipe, 'weights')[0]?.column),
    hasParts: parts.validation + parts.test > 0,
  });
  const incomplete = await incompleteNote(rows, features, inputs);
  control.check();
  const nRows = parts.train + parts.validation + parts.test;
  addDataset(preparedId, {
    database: dataset.database,
    relation: view,
    view: { sourceId: datasetId, drop },
    columns: definitions,
    dialect: null,
    nRows,
    rejected: dataset.rejected,
  });
  return {
    preparation: { ...all, features },
    definitions,
    columns: { ...places, target: places.target! },
    parts,
    nRows,
    leftOut,
    byteLength: (parts.train + parts.validation) * (features.length + 1) * Float64Array.BYTES_PER_ELEMENT,
    notes: [...notes, ...incomplete],
  };
};

/**
 * Fits a recipe to the training part of a dataset and opens a view of the features. Whatever goes wrong, nothing of it is
 * left.
 */
export const prepareDataset = async (dataset: Dataset, control: Control, request: PrepareRequest): Promise<PrepareResponse> => {
  checkRecipe(request.recipe, dataset.columns);
  const names = viewNames();
  try {
    return await dataset.database.use(control, (connection) => prepareIn(connection, dataset, control, request, names));
  } catch (error) {
    await dropView(dataset, names.drop).catch(() => undefined);
    throw error;
  }
};
