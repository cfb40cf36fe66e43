import type { Prepared, Recipe } from '../../../workers/core/schema';
import type { Saved } from '../ipc';

/** From the columns of the open file to those of the design. */
export interface PreparationRequests {
  /**
   * Fits the recipe to the file. A newer request takes the place of the one before: null. Of the data sets that come of it the newest
   * stays open, and that of the open run.
   */
  'dataset/prepare': { request: { datasetId: string; recipe: Recipe }; response: Prepared | null };
  'recipe/save': { request: { recipe: Recipe }; response: Saved };
  /** Opens a dialog when path is null; null where the person closed it. Whether the recipe fits the open file is the window's to say. */
  'recipe/open': { request: { path: string | null }; response: { path: string; recipe: Recipe } | null };
}
