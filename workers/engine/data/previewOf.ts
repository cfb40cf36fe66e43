import { inputsOf } from '../../core/export/describedModel';
import type { DatasetSummary, ModelFile, NewLevel, PredictedRow, PredictionPreview } from '../../core/schema';

/** Predictions beside the columns that the model reads, and its target where the file has it. */
export const previewOf = (
  model: ModelFile,
  { columns, nRows }: DatasetSummary,
  predicted: readonly Omit<PredictedRow, 'cells'>[],
  rows: readonly (string | null)[][],
  newLevels: readonly NewLevel[],
): PredictionPreview => {
  const names = new Set([...inputsOf(model).map(({ name }) => name), model.targetName]);
  const shown = columns.filter(({ name }) => names.has(name));
  return {
    nRows,
    columnNames: shown.map(({ name }) => name),
    rows: predicted.map((row, i) => ({ ...row, cells: shown.map(({ index }) => rows[i]?.[index] ?? null) })),
    newLevels: [...newLevels],
  };
};
