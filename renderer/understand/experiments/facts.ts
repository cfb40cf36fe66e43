import type { RunSettings, StopReason } from '../../../electron/contract';
import type { DialHand, PanelName, SurfaceHand, TaylorHand } from '../hands';

/** A run of the experiment that has come to its end. */
export interface EndedRun {
  settings: RunSettings;
  /** In force at the end. */
  learningRate: number;
  stopReason: StopReason;
  steps: number;
  loss: number;
  /** [w..., b] in the units of the file. */
  parameters: readonly number[];
}

/** All that the check of a step looks at. Plain data. */
export interface Facts {
  /** The open panel of Understand; null while another view is open. */
  panel: PanelName | null;
  /** Of the open run; null where there is none. */
  run: RunSettings | null;
  isMoving: boolean;
  /** Steps that the open run has made. */
  step: number;
  /** The step that the panels show. */
  shownStep: number | null;
  /** Runs of this experiment, in the order of their ends. */
  ended: readonly EndedRun[];
  taylor: TaylorHand | null;
  dial: DialHand | null;
  surface: SurfaceHand | null;
}

export interface ExperimentStep {
  /** What to do. */
  say: string;
  /** What to look at, and what it means. */
  look: string;
  isDone: (facts: Facts) => boolean;
}

export interface Experiment {
  id: string;
  title: string;
  /** In one line. */
  about: string;
  minutes: number;
  sampleId: string;
  steps: readonly ExperimentStep[];
}

export const hasSettled = ({ stopReason }: EndedRun): boolean => stopReason !== 'diverged' && stopReason !== 'failed';

/** The largest difference between two sets of parameters. */
export const farthest = (a: readonly number[], b: readonly number[]): number =>
  a.length === b.length ? Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? NaN)))) : Infinity;
