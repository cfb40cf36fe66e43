import type { Engine } from '../../workers/engine/api';
import type { Prepared, Recipe } from '../contract';
import type { Work } from './work';

export interface PreparationsOptions {
  engine: Pick<Engine, 'prepare' | 'closeDataset'>;
  work: Work;
  /** Whether a run works with the data set, or is about to. */
  isInUse: (datasetId: string) => boolean;
}

/** Owner of the data sets that recipes have opened: each change of a recipe makes another one. They end with the file they were made of. */
export interface Preparations {
  /** The ones before it are closed, but for that of the open run. */
  prepare(datasetId: string, recipe: Recipe): Promise<Prepared>;
}

export function createPreparations({ engine, work, isInUse }: PreparationsOptions): Preparations {
  let opened: readonly string[] = [];

  const keepOnly = async (newest: string): Promise<void> => {
    const unused = opened.filter((id) => id !== newest && !isInUse(id));
    opened = [...opened.filter((id) => id !== newest && !unused.includes(id)), newest];
    for (const id of unused) await engine.closeDataset(id);
  };

  return {
    prepare: (datasetId, recipe) =>
      work.run('preparation', async ({ signal }) => {
        const prepared = await engine.prepare(datasetId, recipe, { signal });
        await keepOnly(prepared.dataset.id);
        return prepared;
      }),
  };
}
