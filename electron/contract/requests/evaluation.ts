import type { Evaluation } from '../../../workers/core/schema';

export interface EvaluationRequests {
  /**
   * How good the model of a run is, which must stand still. A new request takes the place of the one before: null, as where the
   * run has gone on or away, or the person called it off.
   */
  'run/evaluate': { request: { runId: string }; response: Evaluation | null };
}
