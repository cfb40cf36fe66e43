import type { Evaluation } from '../schema';

/** The loss on the way, thinned for drawing. */
export interface LossCurve {
  steps: number[];
  loss: number[];
  /** NaN where there is none. */
  validation: number[];
}

/** What a report says beside the model. */
export interface ReportParts {
  evaluation: Evaluation | null;
  /** On what it was evaluated, or why it was not, in one sentence. */
  evaluationNote: string;
  /** Of Student's t for intervals of 95 %, with the degrees of freedom of the model; null where it has no intervals. */
  quantile: number | null;
  curve: LossCurve | null;
}

export const NO_PARTS: ReportParts = {
  evaluation: null,
  evaluationNote: 'The model was not evaluated: no data were given with it.',
  quantile: null,
  curve: null,
};
