import type { ImportOptions, ImportProof } from '../../../workers/core/schema';

export interface ProofRequests {
  /**
   * Counts the cells that would read differently than the options say. A new request takes the place of the one before, which then
   * answers null, as null itself does: nobody waits any more.
   */
  'import/prove': { request: { path: string; options: ImportOptions } | null; response: ImportProof | null };
  /** null where the person closed the dialog. Fewer lines than there are where the list of them is cut. */
  'dataset/save-rejected': {
    request: { datasetId: string };
    response: { path: string; nLines: number; nRejected: number } | null;
  };
  /** What a JSON file is, by its beginning: a model, a recipe, or data as any other file. */
  'file/kind': { request: { path: string }; response: 'data' | 'model' | 'recipe' };
}
