import type { RunSettings, StudyRequest } from '../schema';
import { issuesBesideColumns } from '../training/settings';
import { DEFAULT_VALIDATION } from './validationSplit';

/** Each is a training of its own. */
export const MOST_TRAININGS = 1_000;

const isPart = (share: number): boolean => share > 0 && share <= 1;

/**
 * What is wrong with a study of these settings: one sentence with the value and the remedy, or null. `isSplit`: a recipe says
 * which rows are for validation.
 */
export const studyIssue = (request: StudyRequest, settings: RunSettings, isSplit = false): string | null => {
  switch (request.kind) {
    case 'folds': {
      const { k, seed } = request;
      if (!Number.isSafeInteger(k) || k < 2 || k > MOST_TRAININGS) {
        return `The number of folds is ${k}. Choose a whole number from 2 to ${MOST_TRAININGS}, for example 5.`;
      }
      return seedIssue(seed) ?? validatedIssue(settings);
    }
    case 'learning-curve': {
      const { shares, seed } = request;
      if (shares.length === 0 || shares.length > MOST_TRAININGS) {
        return `The learning curve has ${shares.length} shares of the rows. Give 1 to ${MOST_TRAININGS}, for example 0.1, 0.3 and 1.`;
      }
      const bad = shares.find((share, i) => !isPart(share) || (i > 0 && !(share > shares[i - 1]!)));
      if (bad !== undefined) return `The share ${bad} of the learning curve does not fit. Give numbers above 0, 1 at most, each larger than the one before.`;
      return seedIssue(seed) ?? validatedIssue(settings);
    }
    case 'path': {
      const { penalty, values } = request;
      if (values.length === 0 || values.length > MOST_TRAININGS) {
        return `The path has ${values.length} values of the ${penalty} penalty. Give 1 to ${MOST_TRAININGS}, for example 1, 0.1 and 0.01.`;
      }
      const issueOf = isSplit ? validatedIssue : settingsIssue;
      const issues = values.map((value) => issueOf({ ...settings, penalty: { ...settings.penalty, [penalty]: value } }));
      return issues.find((issue) => issue !== null) ?? null;
    }
  }
};

const seedIssue = (seed: number): string | null =>
  Number.isSafeInteger(seed) ? null : `The seed is ${seed}. Choose a whole number, for example 1.`;

const settingsIssue = (settings: RunSettings): string | null => issuesBesideColumns(settings)[0]?.message ?? null;

/** Trainings that have a validation part whatever the settings say of one. */
const validatedIssue = (settings: RunSettings): string | null =>
  settingsIssue({ ...settings, validationShare: settings.validationShare || DEFAULT_VALIDATION });
