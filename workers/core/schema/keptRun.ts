import type { Preparation, Recipe } from './preparation';
import type { RunInfo, RunResult, RunSettings } from './run';

/** A run as it is kept on disk: a folder of its own in the user's data folder. Plain data. */
export interface KeptRun {
  id: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** Given by the person; '' at first. */
  name: string;
  note: string;
  isBaseline: boolean;
  data: { path: string; fileName: string; nRows: number; sha256: string };
  recipe: Recipe | null;
  preparation: Preparation | null;
  settings: RunSettings;
  info: RunInfo;
  /** As far as it was written down; of a run that was killed the figures of its last checkpoint, stopReason null. */
  last: Omit<RunResult, 'stopReason'> & { stopReason: RunResult['stopReason'] | null };
  bestValidationLoss: number | null;
  bestStep: number;
  /** Whether there is a checkpoint to go on from. */
  canResume: boolean;
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
