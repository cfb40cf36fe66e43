import type { ModelFile, PredictionPreview } from '../../../electron/contract';
import { predictRows } from '../../../workers/core/evaluation/predictor';
import { pageOf, type FakeDataset } from './fakeDataset';

/** The made-up rows with the model's predictions, as the engine would have them. */
export function fakePreview(dataset: FakeDataset, model: ModelFile): PredictionPreview {
  const nRows = dataset.rows.length;
  const columns = model.columnNames.map((name) => {
    const place = dataset.names.indexOf(name);
    return Float64Array.from(dataset.rows, (row) => row[place] ?? 0);
  });
  const { values } = predictRows(model, columns, nRows);
  const cells = pageOf(dataset, 0, nRows);
  return {
    nRows,
    columnNames: dataset.names,
    rows: cells.map((row, i) => ({ cells: row, prediction: values[i] ?? null, probabilities: [], reach: null })),
    newLevels: [],
  };
}
