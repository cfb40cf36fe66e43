import type { ColumnDefinition, DatasetSummary, Expression, Prepared, Recipe } from '../../../electron/contract';
import { PART, ROW } from '../../../workers/core/preparation/names';
import { summaryOf, type FakeDataset } from './fakeDataset';

/** Number columns with their powers, and parts in the order of the file: enough to see the window at work. */
export function fakePreparation(
  dataset: FakeDataset,
  source: DatasetSummary,
  recipe: Recipe,
  id: string,
): { prepared: Prepared; rows: FakeDataset } {
  const degree = recipe.entries.find((entry) => entry.kind === 'powers')?.degree ?? 1;
  const split = recipe.entries.find((entry) => entry.kind === 'split')?.rule;
  const places = recipe.features.map((name) => dataset.names.indexOf(name));
  const powers = Array.from({ length: degree }, (_, k) => k + 1);
  const names = recipe.features.flatMap((name) => powers.map((power) => (power === 1 ? name : `${name}^${power}`)));
  const nRows = dataset.rows.length;
  const [validation, test] = split === undefined || split.kind === 'column' ? [0, 0] : [split.validation, split.test];
  const nTest = Math.round(nRows * test);
  const nValidation = Math.round(nRows * validation);
  const partOf = (row: number): number => (row >= nRows - nTest ? 2 : row >= nRows - nTest - nValidation ? 1 : 0);
  const target = dataset.names.indexOf(recipe.target);
  const rows: FakeDataset = {
    path: id,
    fileName: dataset.fileName,
    names: [...names, recipe.target, PART, ROW],
    rows: dataset.rows.map((row, place) => [
      ...places.flatMap((column) => powers.map((power) => (row[column] ?? 0) ** power)),
      row[target] ?? 0,
      partOf(place),
      place + 1,
    ]),
  };
  const expressionOf = (input: number, power: number): Expression =>
    power === 1
      ? { op: 'input', input }
      : { op: 'product', of: [expressionOf(input, power - 1), { op: 'input', input }] };
  return {
    rows,
    prepared: {
      dataset: { ...summaryOf(rows, id), path: dataset.path, columns: rows.names.map((name, index): ColumnDefinition => ({ index, name, type: 'number' })) },
      sourceId: source.id,
      preparation: {
        recipe,
        inputs: recipe.features.map((name) => ({ name, type: 'number', levels: null, unseen: null })),
        features: names.map((name, k) => ({ name, expression: expressionOf(Math.floor(k / degree), (k % degree) + 1) })),
        steps: recipe.features.map((name) => `Rows in which ${name} is missing are left out.`),
      },
      columns: {
        target: names.length,
        features: names.map((_, k) => k),
        weightColumn: null,
        partColumn: split === undefined ? null : names.length + 1,
        rowColumn: names.length + 2,
      },
      nRows: { train: nRows - nValidation - nTest, validation: nValidation, test: nTest },
      leftOut: [],
      byteLength: 8 * (names.length + 1) * (nRows - nTest),
      notes: [],
    },
  };
}
