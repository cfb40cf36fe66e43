import type { ExportFormat, ExportResult, ModelFile } from '../../../workers/core/schema';

export interface ExportRequests {
  /**
   * Asks where to, writes the model of the run, or the one given, in that form, and scores what was written on rows of the open file
   * where that has the columns. null where the person closed the dialog.
   */
  'model/export': {
    request: { source: { runId: string } | { model: ModelFile }; format: ExportFormat };
    response: ExportResult | null;
  };
}
