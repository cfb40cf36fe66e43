import type { StudyResult, StudySettings } from '../../../workers/core/schema';

export interface StudyRequests {
  /**
   * Folds, a learning curve or a path on the open file, beside the open run; progress is told in trainings, and 'work/cancel' ends it.
   * null where it was called off, a newer study took its place, or the file was closed.
   */
  'study/start': { request: { datasetId: string; study: StudySettings }; response: StudyResult | null };
}
