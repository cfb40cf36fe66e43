import type { RunSettings, StudyRequest } from '../schema';
import { issuesBesideColumns } from '../training/settings';

/** Each is a training of its own. */
export const MOST_TRAININGS = 1_000;

const isPart = (share: number): boolean => share > 0 && share <= 1;

/** What is wrong with a study of these settings: one sentence with the value and the remedy, or null. */
export const studyIssue = (request: StudyRequest, settings: RunSettings): string | null => {
  switch (request.kind) {
    case 'folds': {
      const { k, seed } = request;
      if (!Number.isSafeInteger(k) || k < 2 || k > MOST_TRAININGS) {
        return `The number of folds is ${k}. Choose a whole number from 2 to ${MOST_TRAININGS}, for example 5.`;
      }
      return seedIssue(seed) ?? settingsIssue(settings);
    }
    case 'learning-curve': {
      const { shares, seed } = request;
      if (shares.length === 0 || shares.length > MOST_TRAININGS) {
        return `The learning curve has ${shares.length} shares of the rows. Give 1 to ${MOST_TRAININGS}, for example 0.1, 0.3 and 1.`;
      }
      const bad = shares.find((share, i) => !isPart(share) || (i > 0 && !(share > shares[i - 1]!)));
      if (bad !== undefined) return `The share ${bad} of the learning curve does not fit. Give numbers above 0, 1 at most, each larger than the one before.`;
      return seedIssue(seed) ?? settingsIssue(settings);
    }
    case 'path': {
      const { penalty, values } = request;
      if (values.length === 0 || values.length > MOST_TRAININGS) {
        return `The path has ${values.length} values of the ${penalty} penalty. Give 1 to ${MOST_TRAININGS}, for example 1, 0.1 and 0.01.`;
      }
      const issues = values.map((value) => settingsIssue({ ...settings, penalty: { ...settings.penalty, [penalty]: value } }));
      return issues.find((issue) => issue !== null) ?? null;
    }
  }
};

const seedIssue = (seed: number): string | null =>
  Number.isSafeInteger(seed) ? null : `The seed is ${seed}. Choose a whole number, for example 1.`;

const settingsIssue = (settings: RunSettings): string | null => issuesBesideColumns(settings)[0]?.message ?? null;
