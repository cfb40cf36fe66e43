import type { Recipe } from './preparation';
import type { RunSettings } from './run';

/** Several trainings that answer one question; none of them is the run of the window. Plain data. */

export type StudyRequest =
  /** Training and validation rows in k folds by the seed; the recipe is fitted anew to the rows trained on. */
  | { kind: 'folds'; k: number; seed: number }
  /** Nested parts of the training rows, the largest all of them: shares in (0, 1], ascending. */
  | { kind: 'learning-curve'; shares: number[]; seed: number }
  /** The same run with each of these penalties in place of its own. */
  | { kind: 'path'; penalty: 'l1' | 'l2'; values: number[] };

/** The loss of the data alone (no penalty), on the rows trained on and on those left out; over at most 500 kept steps. */
export interface LossTrace {
  steps: number[];
  training: number[];
  validation: number[];
}

export interface StudyEntry {
  /** `fold 1`, the number of rows, or the penalty. */
  label: string;
  value: number;
  nTraining: number;
  nValidation: number;
  /** At the end of the run; null where it could not begin. */
  trainingLoss: number | null;
  /** null where there is no validation part. */
  validationLoss: number | null;
  /** Raw units, in the order of the features; of the path alone, and not of softmax, else null. */
  weights: number[] | null;
  trace: LossTrace | null;
  /** One sentence where the training did not end well. */
  problem: string | null;
}

/** What is asked of engine.study besides the file. */
export interface StudySettings {
  /** null: the number columns of the settings as they are. */
  recipe: Recipe | null;
  /** As for a run; with a recipe its columns, scaling and intercept take the place of those here. */
  settings: RunSettings;
  request: StudyRequest;
}

export interface StudyResult {
  kind: StudyRequest['kind'];
  featureNames: string[];
  entries: StudyEntry[];
  notes: string[];
  elapsedMs: number;
}
