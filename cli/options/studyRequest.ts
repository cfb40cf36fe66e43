import type { StudyRequest } from '../../workers/core/schema';
import { studyIssue } from '../../workers/core/studies/requestIssue';
import { DEFAULT_SETTINGS } from '../../workers/core/training/defaults';
import { parseCount } from '../arguments';
import { UsageError } from '../failures';
import { runSettings } from '../runSettings';
import type { RunOptions } from './train';

export const readFolds = (text: string, seed: number): StudyRequest => ({ kind: 'folds', k: parseCount('folds', text, 2), seed });

/** Throws where the study cannot be made of these settings: all that is known before the file is read. */
export const checkStudy = (options: RunOptions, request: StudyRequest): void => {
  const settings = runSettings(options, { target: 0, features: [] }, DEFAULT_SETTINGS.learningRate);
  const issue = studyIssue(request, settings);
  if (issue !== null) throw new UsageError(issue);
};
