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
  /** Asks for a file; null where the person closed the dialog. Whether the recipe fits the open file is the window's to say. */
  'recipe/open': { request: null; response: { path: string; recipe: Recipe } | null };
}
