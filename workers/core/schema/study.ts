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
  /** At the end of the run. null where there is no validation part. */
  trainingLoss: number;
  validationLoss: number | null;
  /** Raw units, in the order of the features; of the path alone, else null. */
  weights: number[] | null;
  trace: LossTrace | null;
  /** One sentence where the training did not end well. */
  problem: string | null;
}

export interface StudyResult {
  kind: StudyRequest['kind'];
  featureNames: string[];
  entries: StudyEntry[];
  notes: string[];
  elapsedMs: number;
}
