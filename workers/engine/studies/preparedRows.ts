import type { Resplit } from '../../core/preparation/parts';
import type { Prepared, Recipe } from '../../core/schema';
import type { DataEngine } from '../data/dataEngine';

/** The rows of one training after the other, of which one at a time is open. */
export interface PreparedRows {
  /** Split as asked; null: as the recipe says, which is the same for all that ask so. */
  open(split: Resplit | null): Promise<Prepared>;
  /** What is open. */
  current(): Prepared | null;
  close(): Promise<void>;
}

export const createPreparedRows = (
  data: Pick<DataEngine, 'prepare' | 'prepareAnew' | 'closeDataset'>,
  datasetId: string,
  recipe: Recipe,
  signal: AbortSignal,
): PreparedRows => {
  let prepared: Prepared | null = null;
  const close = async (): Promise<void> => {
    if (prepared) await data.closeDataset(prepared.dataset.id);
    prepared = null;
  };
  return {
    open: async (split) => {
      if (prepared && split === null) return prepared;
      await close();
      prepared = await (split
        ? data.prepareAnew(datasetId, recipe, split, { signal })
        : data.prepare(datasetId, recipe, { signal }));
      return prepared;
    },
    current: () => prepared,
    close,
  };
};
