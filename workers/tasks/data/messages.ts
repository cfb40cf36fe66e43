import type { Located } from '../../core/design/recordScanner';
import type { PredictingModel } from '../../core/evaluation/predictor';
import type { ScoredRows } from '../../core/export/scores';
import type { BuildSummary } from '../../core/shards/matrix';
import type {
  Ambiguity,
  ColumnProfile,
  DialectOverrides,
  Evaluation,
  ImportOptions,
  ImportProposal,
  IntervalBasis,
  LossSettings,
  ModelFile,
  PredictedRow,
  RejectedLine,
  RejectedPage,
  RowPage,
} from '../../core/schema';
import type { ApplyRequest, ApplyResponse, PrepareRequest, PrepareResponse } from './prepare/messages';
import type { PredictionFile } from './tables/predictions';
import type { TraceRequest } from './tables/trace';
import type { BuildOptions } from '../shards/tileWriter';

/** What the engine asks of the data thread, and what that answers. Every request carries the control block of its work. */
export interface DataRequests {
  propose: { request: { path: string; overrides: DialectOverrides }; response: ImportProposal };
  prove: { request: ProveRequest; response: ProveResponse };
  /** Reads the file into a table of a new database; lists what was left out by place. */
  read: { request: ReadRequest; response: ReadResponse };
  /** Adds the lines that the scan thread found for those places, and opens the dataset to the other requests. */
  settle: { request: { datasetId: string; located: Located | null }; response: SettleResponse };
  close: { request: { datasetId: string }; response: null };
  closeAll: { request: Record<never, never>; response: null };
  rows: { request: { datasetId: string; rowStart: number; count: number }; response: RowPage };
  rejected: { request: { datasetId: string; start: number; count: number }; response: RejectedPage };
  /** `nRejected`: how many there are, of which the thread may list fewer. */
  saveRejected: { request: { datasetId: string; path: string; nRejected: number }; response: { nLines: number } };
  profile: { request: { datasetId: string }; response: ColumnProfile[] };
  count: { request: CountRequest; response: CountResponse };
  survey: { request: CountRequest; response: RowSurvey };
  build: { request: BuildRequest; response: BuildSummary };
  predict: { request: PredictRequest; response: { nRows: number; rowsWithoutPrediction: number } };
  score: { request: ScoreRequest; response: ScoredRows };
  /** The kept records of a run as a table. */
  trace: { request: TraceRequest; response: { nRows: number } };
  evaluate: { request: EvaluateRequest; response: Evaluation };
  prepare: { request: PrepareRequest; response: PrepareResponse };
  apply: { request: ApplyRequest; response: ApplyResponse };
  predictHead: { request: PredictHeadRequest; response: Omit<PredictedRow, 'cells'>[] };
  sample: { request: { path: string }; response: null };
}

export interface ProveRequest {
  temporaryFolder: string;
  /** The file, or its copy in UTF-8. */
  sourcePath: string;
  byteLength: number;
  compressed: boolean;
  options: ImportOptions;
}

export interface ProveResponse {
  nRows: number;
  ambiguities: Ambiguity[];
  /** Ambiguities whose example has no line yet: its row among those that the reader loads, from 0. */
  far: { row: number; place: number }[];
  /** Byte offsets within the records that the reader leaves out, for the scan to find those rows. */
  rejectedOffsets: Float64Array;
}

export interface ReadRequest {
  datasetId: string;
  databasePath: string;
  temporaryFolder: string;
  /** The file, or its copy in UTF-8. */
  sourcePath: string;
  byteLength: number;
  compressed: boolean;
  options: ImportOptions;
}

export interface ReadResponse {
  /** Rows in the table. */
  nLoaded: number;
  /** Left out by the reader; it may list fewer than there were. */
  nRejectedByReader: number;
  /** Left out since, for values that the reader lets pass. */
  nRejectedByValue: number;
  /** Where they are, for the scan to find their lines. null where the lines are known already. */
  wanted: { rejectedOffsets: Float64Array; rows: Float64Array } | null;
}

export interface SettleResponse {
  nListed: number;
  first: RejectedLine | null;
  /** On lines that took others with them. */
  notes: string[];
}

export interface CountRequest {
  datasetId: string;
  features: number[];
  target: number;
  targetKind: 'number' | 'classes';
  weightColumn: number | null;
  partColumn: number | null;
}

export interface CountResponse {
  /** Rows used: none of the columns is missing, in one of the parts where rows have some, and of a weight above 0. */
  nComplete: number;
  /** Those of them that are trained on; null where the rows have no parts. */
  nTraining: number | null;
  /** Whether the weights of the rows used differ: where they do not, they say nothing. */
  isWeighted: boolean;
  /** Rows left out because a chosen column is missing there. */
  rowsSkipped: number;
  /** Sentences for the person on other rows left out. */
  notes: string[];
  /** In the order of their numbers; null for a quantity, or where there is no row. */
  classNames: string[] | null;
}

/** Between which values the columns lie in the rows trained on, or in all where they have no parts: the features and last the target, classes by their numbers. */
export interface RowSurvey extends CountResponse {
  minima: number[];
  maxima: number[];
}

export interface BuildRequest extends Omit<BuildOptions, 'hasParts'>, Omit<CountRequest, 'targetKind'> {}

export interface PredictRequest {
  datasetId: string;
  /** Those of the model, in its order. */
  columns: number[];
  model: PredictingModel & Pick<ModelFile, 'intercept'>;
  /** null: without intervals. */
  interval: IntervalRequest | null;
  file: PredictionFile;
}

export interface ScoreRequest {
  datasetId: string;
  /** Those that the model reads, in the order of its inputs. */
  columns: number[];
  model: ModelFile;
  /** At most. */
  nRows: number;
}

export interface EvaluateRequest {
  datasetId: string;
  /** Those of the model, in its order. */
  features: number[];
  target: number;
  weightColumn: number | null;
  /** 0, 1 or 2 a row, by PART_NAMES. */
  partColumn: number | null;
  /** Of the file, from 1; null: the rows are those of the file. */
  rowColumn: number | null;
  /** Where there is no part column: rows by a share and a seed; null: all are of `part`. */
  validation: { share: number; seed: number } | null;
  part: number;
  model: PredictingModel;
  loss: LossSettings;
}

/** `quantile`: of Student's t, for the intervals at 95 %. */
export interface IntervalRequest {
  basis: IntervalBasis;
  quantile: number;
}

export interface PredictHeadRequest {
  datasetId: string;
  /** Those of the model, in its order. */
  columns: number[];
  model: PredictingModel & Pick<ModelFile, 'intercept'>;
  interval: IntervalRequest | null;
  nRows: number;
}

export type DataKind = keyof DataRequests;
export type DataTask = {
  [K in DataKind]: { kind: K; control: SharedArrayBuffer; request: DataRequests[K]['request'] };
}[DataKind];
