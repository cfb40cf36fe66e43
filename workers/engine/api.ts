import type {
  AppliedPreparation,
  ColumnProfile,
  DatasetSummary,
  DialectOverrides,
  Evaluation,
  ExactSolution,
  ExportFormat,
  ExportResult,
  ImportOptions,
  ImportProgress,
  ImportProof,
  ImportProposal,
  MetricFrame,
  ModelFile,
  NewLevel,
  Preparation,
  Prepared,
  PredictionPreview,
  ProbeRequest,
  RaceLane,
  Recipe,
  RejectedPage,
  ReplyTo,
  RowPage,
  RunCommand,
  RunData,
  RunInfo,
  RunResult,
  RunSettings,
  SelfTestReport,
  SolveSettings,
  StepState,
  StudyResult,
  StudySettings,
  TableFormat,
} from '../core/schema';
import type { Keepsake, TracePosition } from './training/keepsake';
import type { ResumePoint } from './training/resume';

export type { Checkpoint, Keepsake, TracePosition } from './training/keepsake';
export type { ResumePoint } from './training/resume';

export interface EngineOptions {
  /** Folder of the built worker entries (data.js, train.js, ...). */
  tasksDirectory: string;
  /** Compiled kernels. */
  kernelPath: string;
  /** Where temporary databases live; the engine makes a folder of its own in it and removes that on dispose. */
  scratchDirectory: string;
  /** Upper bound of training workers; default: available parallelism. */
  maxWorkers?: number;
  /** Written into exported models. */
  applicationVersion: string;
  /** The clock, for the date in an exported model. */
  now: () => Date;
}

export interface WorkHooks {
  onProgress?: (progress: ImportProgress) => void;
  /** Aborting rejects with code 'cancelled' within 200 ms and frees what was half done. */
  signal?: AbortSignal;
}

export interface StartHooks extends WorkHooks {
  /** Where to go on from, with the bits of the run that was kept. The settings must be those of that run. */
  resume?: ResumePoint;
}

export interface SweepHooks extends WorkHooks {
  /** Each run as it begins, with its number among the settings: for live frames. The sweep disposes of it. */
  onRun?: (run: Run, index: number) => void;
}

/** A lane and a result for each of the settings. */
export interface Race {
  lanes: RaceLane[];
  results: RunResult[];
}

export interface TableSink {
  path: string;
  format?: TableFormat;
}

export interface PredictSummary {
  nRows: number;
  /** Rows without a prediction because a feature was missing. */
  rowsWithoutPrediction: number;
  /** Levels that the training part did not have, those of each column in the order of their rows. */
  newLevels: NewLevel[];
}

/** The Node side of Fall Line. electron/main and cli are two hosts of it. All failures a person can act on are FallLineError. */
export interface Engine {
  proposeImport(path: string, overrides?: DialectOverrides): Promise<ImportProposal>;
  /**
   * Counts the cells that would read differently than the options say, under another mark, order of dates or type, in the whole file;
   * costs about what the import does.
   */
  proveImport(path: string, options: ImportOptions, hooks?: WorkHooks): Promise<ImportProof>;
  importFile(path: string, options: ImportOptions, hooks?: WorkHooks): Promise<DatasetSummary>;
  profile(datasetId: string, hooks?: WorkHooks): Promise<ColumnProfile[]>;
  readRows(datasetId: string, rowStart: number, count: number): Promise<RowPage>;
  readRejected(datasetId: string, start: number, count: number): Promise<RejectedPage>;
  /**
   * Writes the rejected lines that are listed as `line,column,reason,text`, atomically; `nRejected` is how many there are, and the
   * file says where its list is cut.
   */
  saveRejected(datasetId: string, path: string, hooks?: WorkHooks): Promise<{ nLines: number; nRejected: number }>;
  /** SHA-256 (hex) of the file as it was when imported. */
  sha256(datasetId: string): Promise<string>;
  /** What is to be known of an open data set to open it again as it is. */
  runData(datasetId: string): RunData;
  closeDataset(datasetId: string): Promise<void>;
  /**
   * Fits a recipe to the training part of a file and opens a dataset of its features, whose id serves wherever one is asked for. It
   * ends with the dataset of the file, or by closeDataset. Earlier ones stay.
   */
  prepare(datasetId: string, recipe: Recipe, hooks?: WorkHooks): Promise<Prepared>;
  /**
   * Opens a file with the features of a model's preparation, a row for each of its own, for predictions or evaluation; rejects where
   * a column is missing or of another type. It ends with the dataset of the file, or by closeDataset.
   */
  applyPreparation(preparation: Preparation, datasetId: string, hooks?: WorkHooks): Promise<AppliedPreparation>;
  /** Writes the sample that is generated on demand, atomically. */
  makeSample(path: string, hooks?: WorkHooks): Promise<void>;

  /**
   * The least-squares solution with all that is known of it. Builds the shards unless those of the same columns are
   * there; while a run is open, only its columns can be solved.
   */
  solve(datasetId: string, settings: SolveSettings, hooks?: WorkHooks): Promise<ExactSolution>;
  /** Solves the linear regressions that NIST has certified, and descends on them, and says to how many digits. */
  selfTest(hooks?: WorkHooks): Promise<SelfTestReport>;

  /**
   * Rejects where a run could not begin, as far as that is known without building shards, also while a run is open: so that
   * the open one need not be disposed of for nothing. Where the shards are there it is known whole.
   */
  checkStart(datasetId: string, settings: RunSettings, hooks?: WorkHooks): Promise<void>;
  /** Builds the shards unless they are there, seats a gang whole, and begins. One run at a time: an earlier one must have been disposed. */
  startRun(datasetId: string, settings: RunSettings, hooks?: StartHooks): Promise<Run>;
  /** Writes the kept records of a paused or ended run as a table, atomically: core/export/traceTable. */
  writeTrace(runId: string, sink: TableSink, hooks?: WorkHooks): Promise<{ nRows: number }>;
  /** Replays a finished or paused run bit for bit and writes `iteration, w..., b, loss`, a line a step, atomically. */
  writeLog(runId: string, path: string, hooks?: WorkHooks): Promise<{ nLines: number }>;
  /**
   * Any step that a run has made, made again from the nearest checkpoint: the same bits. The run may go on.
   */
  stateAt(runId: string, step: number, hooks?: WorkHooks): Promise<StepState>;
  /**
   * Independent runs side by side, each on one worker, as many at once as there are workers; the others wait. Results in the
   * order of the settings, each with the bits of the same run alone. Beside an open run on the same shards.
   */
  sweep(datasetId: string, settings: readonly RunSettings[], hooks?: SweepHooks): Promise<RunResult[]>;
  /** A sweep, and of each run what it kept on its way. */
  race(datasetId: string, settings: readonly RunSettings[], hooks?: WorkHooks): Promise<Race>;
  /**
   * Trainings that answer one question of a file, beside the open run, on shards and threads of their own, which end with it. A
   * training that could not begin or diverged is told in its entry; rejects where none could begin. Same figures for any number of workers.
   */
  study(datasetId: string, study: StudySettings, hooks?: WorkHooks): Promise<StudyResult>;
  /** Asks something of the objective of the open run, beside the run, whether it goes on, stands or has ended. */
  probe<R extends ProbeRequest>(runId: string, request: R, hooks?: WorkHooks): Promise<ReplyTo<R>>;
  /** Assembles the model of a run that has ended or is paused. */
  model(runId: string): Promise<ModelFile>;
  /** Predictions for the first rows of a file, at most 1,000, its columns prepared as the model's were. */
  previewPredictions(model: ModelFile, datasetId: string, nRows: number, hooks?: WorkHooks): Promise<PredictionPreview>;
  /**
   * Applies a model to every row of a dataset and writes `row,prediction`, for classes with the probability of each, atomically,
   * as CSV where no format is given; to `write` instead where given. With `intervals` columns low and high besides: rejects where the
   * model has none.
   */
  predict(
    model: ModelFile,
    datasetId: string,
    sink: (TableSink | { write: (text: string) => void }) & { intervals?: boolean },
    hooks?: WorkHooks,
  ): Promise<PredictSummary>;
  /**
   * Writes a model in another form, atomically, and runs what was written on up to 1,000 rows of the dataset in the program it is
   * for. A check that fails or cannot run is told in the result; the file is there all the same. A report has the evaluation and the
   * loss curve of the run, if one that stands still is given, otherwise the evaluation on the dataset.
   */
  exportModel(
    model: ModelFile,
    format: ExportFormat,
    path: string,
    rows: { datasetId: string | null; runId?: string | null },
    hooks?: WorkHooks,
  ): Promise<ExportResult>;
  /**
   * How good a model is: that of a run which stands still, on the rows that it was trained on and on those left out; or any
   * model on a file with its columns and its target, all rows of which are then the test part.
   */
  evaluate(of: { runId: string } | { model: ModelFile; datasetId: string }, hooks?: WorkHooks): Promise<Evaluation>;
  dispose(): Promise<void>;
}

export interface Run {
  readonly info: RunInfo;
  control(command: RunCommand): void;
  /** What is new since the last call; cheap, never blocks. */
  readFrame(): MetricFrame;
  /** Resolves once, also for divergence and a dead worker (stopReason 'failed'); never rejects. */
  readonly finished: Promise<RunResult>;
  /** The figures at the newest step of a paused or ended run. */
  snapshot(): RunResult;
  /**
   * What is to be kept of the run, which may go on: its figures, the records that are not held yet, and where it can be resumed. Takes
   * no record away from `readFrame`. null where nothing could be had this time: a step that takes seconds, or a run disposed of.
   */
  keep(held: TracePosition | null): Promise<Keepsake | null>;
  /** Stops if need be, frees seats and buffers of the run (shards stay for the next one). */
  dispose(): Promise<void>;
}
