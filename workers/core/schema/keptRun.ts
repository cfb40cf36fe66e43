import type { ImportOptions } from './dataset';
import type { Preparation, Recipe } from './preparation';
import type { RunInfo, RunResult, RunSettings } from './run';

/** The file, and how it was read: enough to open it again as it was. */
export interface KeptData {
  path: string;
  fileName: string;
  nRows: number;
  sha256: string;
  options: ImportOptions;
}

/** What a run is trained on: a file as it was read, and what was made of its columns. */
export interface RunData {
  data: KeptData;
  recipe: Recipe | null;
  preparation: Preparation | null;
}

/** A run as it is kept on disk: a folder of its own in the user's data folder. Plain data. */
export interface KeptRun extends RunData {
  id: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** Given by the person; '' at first. */
  name: string;
  note: string;
  isBaseline: boolean;
  settings: RunSettings;
  info: RunInfo;
  /** Without weights where there are more than 10,000 of them. As far as it was written down; of a run that was killed the figures of its last checkpoint, stopReason null. */
  last: Omit<RunResult, 'stopReason'> & { stopReason: RunResult['stopReason'] | null };
  bestValidationLoss: number | null;
  bestStep: number;
  /** Whether there is a checkpoint to go on from. */
  canResume: boolean;
  /** A window or a command line is at work on it now. */
  isOpen: boolean;
  /** null: kept; else when it was deleted. Emptied out for good when the application next starts. */
  deletedAt: string | null;
  applicationVersion: string;
}

/** Column-wise, of at most 2,000 kept steps. */
export interface KeptTrace {
  steps: number[];
  epochs: number[];
  elapsedMs: number[];
  loss: number[];
  validationLoss: (number | null)[];
  gradientNorm: number[];
}

/** What a person may change of a kept run. One at most is the baseline. */
export interface KeptRunChange {
  name?: string;
  note?: string;
  isBaseline?: boolean;
}

/** A folder that cannot be read as a run, with the reason in one sentence. */
export interface DamagedRun {
  id: string;
  message: string;
}

/** The newest first. */
export interface KeptRunList {
  runs: KeptRun[];
  damaged: DamagedRun[];
  folder: string;
  /** Of all files of the runs. */
  byteLength: number;
}
