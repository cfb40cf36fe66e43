import type {
  ColumnProfile,
  DatasetSummary,
  DialectOverrides,
  ErrorCode,
  ExactSolution,
  ImportOptions,
  ImportProgress,
  ImportProposal,
  MetricFrame,
  ModelFile,
  ProbeReply,
  ProbeRequest,
  RaceLane,
  RejectedPage,
  RowPage,
  RunCommand,
  RunInfo,
  RunResult,
  RunSettings,
  SelfTestReport,
  SolveSettings,
  StepState,
} from '../../workers/core/schema';
import type { EvaluationRequests } from './requests/evaluation';
import type { ExportRequests } from './requests/exports';
import type { PredictRequests } from './requests/predict';
import type { ProofRequests } from './requests/proof';
import type { StudyRequests } from './requests/studies';
import type { KeptRunRequests } from './requests/keptRuns';
import type { PreparationRequests } from './requests/preparation';

/** A data set that comes with the application. */
export interface Sample {
  id: string;
  title: string;
  description: string;
  /** e.g. "5,000 x 5" */
  size: string;
  target: string;
  /** Settings that show what the sample is for. */
  standardize: boolean;
  learningRate: number;
  maxSteps: number;
}

export interface AppInfo {
  version: string;
  platform: string;
  maxWorkers: number;
  samples: Sample[];
  /** A file given on the command line, or null. */
  initialFile: string | null;
}

export interface RecentFile {
  path: string;
  fileName: string;
}

/** null where the person closed the dialog. */
export type Saved = { path: string } | null;

/** Every request the window can make: `name: { request, response }`. Preload, handlers, client and fake derive from it. */
export interface IpcMap
  extends EvaluationRequests, ExportRequests, ProofRequests, PreparationRequests, StudyRequests, KeptRunRequests, PredictRequests {
  'app/info': { request: null; response: AppInfo };
  /** Takes seconds, with progress; 'work/cancel' ends it. */
  'app/self-test': { request: null; response: SelfTestReport };
  'app/recent-files': { request: null; response: RecentFile[] };
  'file/choose': { request: null; response: { path: string } | null };
  /** Returns the path of a sample, made first where it is generated on demand (progress as for an import). */
  'sample/path': { request: { id: string }; response: { path: string } };
  'import/propose': { request: { path: string; overrides: DialectOverrides }; response: ImportProposal };
  'import/start': { request: { path: string; options: ImportOptions }; response: DatasetSummary };
  /** Cancels what a person waits for: sample generation, import, shard building, the writing of a log or predictions. */
  'work/cancel': { request: null; response: null };
  'dataset/profile': { request: { datasetId: string }; response: ColumnProfile[] };
  'dataset/rows': { request: { datasetId: string; rowStart: number; count: number }; response: RowPage };
  'dataset/rejected': { request: { datasetId: string; start: number; count: number }; response: RejectedPage };
  /**
   * The least-squares solution, also beside an open run on the same columns. null where there is none to be had: nobody waits
   * for it. A new request takes the place of the one before.
   */
  'dataset/solve': { request: { datasetId: string; settings: SolveSettings }; response: ExactSolution | null };
  /** Disposes the run before it, if any, unless it is known before that the new one cannot begin. Frames then come over the port, the end as the event 'run/finished'. */
  'run/start': { request: { datasetId: string; settings: RunSettings }; response: RunInfo };
  'run/control': { request: { runId: string; command: RunCommand }; response: null };
  /** Whether figures and model of the run can still be had. */
  'run/is-open': { request: { runId: string }; response: boolean };
  'run/dispose': { request: { runId: string }; response: null };
  /** The records that the charts are drawn from, as CSV or Parquet by the name of the file. */
  'run/save-trace': { request: { runId: string }; response: ({ nRows: number } & NonNullable<Saved>) | null };
  'run/save-log': { request: { runId: string }; response: ({ nLines: number } & NonNullable<Saved>) | null };
  /**
   * What can be asked of the objective at any parameters, also while the run goes on. A new request takes the place of the
   * one before in the same slot: null, as where the run has gone.
   */
  'run/probe': { request: { runId: string; slot: string; request: ProbeRequest }; response: ProbeReply | null };
  /** Any step that has been made, also of a run that goes on. A new request takes the place of the one before: null. */
  'run/state-at': { request: { runId: string; step: number }; response: StepState | null };
  /**
   * Runs side by side, also beside an open run on the same columns: a lane and a result for each of the settings. null where a
   * newer race took its place.
   */
  'run/race': {
    request: { datasetId: string; settings: RunSettings[] };
    response: { lanes: RaceLane[]; results: RunResult[] } | null;
  };
  /**
   * A side of its own for a guided experiment, with the sample open on it: until 'experiment/end' the window works with that one, and
   * what was open before stays as it is. A newer one takes its place.
   */
  'experiment/begin': { request: { sampleId: string }; response: DatasetSummary };
  'experiment/end': { request: null; response: null };
  'model/preview': { request: { runId: string }; response: ModelFile };
  /** Opens a dialog when path is null. */
  'model/open': { request: { path: string | null }; response: { path: string; model: ModelFile } | null };
  'model/predict': {
    request: { model: ModelFile; datasetId: string };
    response: ({ nRows: number; rowsWithoutPrediction: number } & NonNullable<Saved>) | null;
  };
  'image/save-png': { request: { png: Uint8Array<ArrayBuffer>; suggestedName: string }; response: Saved };
  /** The whole text of a picture. */
  'image/save-svg': { request: { svg: string; suggestedName: string }; response: Saved };
  'image/copy-png': { request: { png: Uint8Array<ArrayBuffer> }; response: null };
}

export type IpcName = keyof IpcMap;
export type IpcRequest<N extends IpcName> = IpcMap[N]['request'];
export type IpcResponse<N extends IpcName> = IpcMap[N]['response'];

/** Expected failures come back as values. */
export type IpcResult<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; message: string };

export type MenuCommand =
  | 'open'
  | 'open-model'
  | 'export'
  | 'run-pause'
  | 'step'
  | 'reset'
  | 'undo'
  | 'redo'
  | 'show-data'
  | 'show-train'
  | 'show-understand'
  | 'show-evaluate'
  | 'show-predict'
  | 'show-export'
  | 'show-runs'
  | 'show-keys'
  | 'self-test';

/** What main tells the window unasked. */
export interface IpcEvents {
  'work/progress': ImportProgress;
  'run/finished': RunResult;
  'menu/command': { command: MenuCommand };
  /** A second instance or the system asks to open this file. */
  'file/open': { path: string };
  /** Open this sample with its settings and press Run (start-up without a display). */
  'sample/run': { id: string };
  /** Shard building and other long work has a memory figure: bytes held by main and the engine. */
  'app/memory': { rssBytes: number };
  /** A run of this window was written to the disk, or is done. */
  'kept-runs/changed': null;
  /** The run goes on, but it could not be written to the disk: one sentence. */
  'kept-runs/failed': { message: string };
}

export type IpcEventName = keyof IpcEvents;

/** What preload puts on `window.api`: one method a request, no channel argument. */
export type FallLineApi = {
  [N in IpcName]: (request: IpcRequest<N>) => Promise<IpcResult<IpcResponse<N>>>;
} & {
  /** Returns the unsubscribe function. */
  on<N extends IpcEventName>(name: N, listener: (payload: IpcEvents[N]) => void): () => void;
  /** At most 60 a second; the next frame is sent once this one has been handled. */
  onFrame(listener: (frame: MetricFrame) => void): () => void;
  /** The path of a file dropped on the window, allowed for import from then on; null where it has none. */
  allowDroppedFile(file: File): Promise<string | null>;
};
