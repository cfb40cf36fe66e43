import type { Prepared } from '../../core/schema';
import type { PrepareResponse } from '../../tasks/data/prepare/messages';
import type { Imported } from './importDataset';

/** A dataset that a recipe has opened: it ends with the one of the file. */
export interface PreparedDataset extends Imported {
  sourceId: string;
  prepared: Prepared;
}

export const preparedOf = (
  { summary, sha256 }: Imported,
  preparedId: string,
  { definitions, ...fitted }: PrepareResponse,
  elapsedMs: number,
): PreparedDataset => {
  const { train, validation, test } = fitted.nRows;
  const dataset = {
    ...summary,
    id: preparedId,
    nRows: train + validation + test,
    columns: definitions,
    notes: fitted.notes,
    elapsedMs,
  };
  return { summary: dataset, sha256, sourceId: summary.id, prepared: { ...fitted, dataset, sourceId: summary.id } };
};
