import type { ReportParts } from '../../core/report/parts';
import type { ScoredRows } from '../../core/export/scores';
import type { ExportCheck, ExportFormat, ModelFile } from '../../core/schema';

/** What the engine asks of the export thread. Every request carries the control block of its work. */
export interface ExportRequests {
  /** `report`: what goes into a report beside the model; null for other forms. */
  write: {
    request: { model: ModelFile; format: ExportFormat; path: string; report: ReportParts | null };
    response: { byteLength: number };
  };
  /** Runs the file that was written on these rows. */
  check: { request: CheckRequest; response: ExportCheck };
}

export interface CheckRequest {
  model: ModelFile;
  format: ExportFormat;
  path: string;
  rows: ScoredRows;
  /** An empty folder of this check's own, which the engine removes. */
  folder: string;
}

export type ExportTaskKind = keyof ExportRequests;
export type ExportTask = {
  [K in ExportTaskKind]: { kind: K; control: SharedArrayBuffer; request: ExportRequests[K]['request'] };
}[ExportTaskKind];
