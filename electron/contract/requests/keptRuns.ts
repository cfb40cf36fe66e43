import type { DatasetSummary, KeptRun, KeptRunChange, KeptRunList, KeptTrace, Prepared, RunInfo } from '../../../workers/core/schema';
import type { Saved } from '../ipc';

/** The data of a kept run, open in the window. */
export interface ReopenedData {
  dataset: DatasetSummary;
  /** null where the run has no recipe. */
  prepared: Prepared | null;
}

export interface KeptRunRequests {
  'kept-runs/list': { request: null; response: KeptRunList };
  'kept-runs/trace': { request: { id: string }; response: KeptTrace };
  'kept-runs/change': { request: { id: string; change: KeptRunChange }; response: KeptRun };
  'kept-runs/delete': { request: { ids: string[] }; response: null };
  'kept-runs/restore': { request: { ids: string[] }; response: null };
  'kept-runs/save-csv': { request: null; response: Saved };
  /** Opens the file of a run as it was read then, unless it is open; `path`: where it is now. */
  'kept-runs/open-data': { request: { id: string; path: string | null }; response: ReopenedData };
  /** The same, where the file holds the same bytes, and goes on with the run: as 'run/start' does. */
  'kept-runs/resume': { request: { id: string; path: string | null }; response: ReopenedData & { info: RunInfo } };
}
