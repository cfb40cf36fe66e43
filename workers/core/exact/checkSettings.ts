import { FallLineError, type ColumnDefinition, type SolveSettings } from '../schema';
import { columnIssues } from '../training/settings';
import { formatCount } from '../text/counted';

export const MAX_DEGREE = 20;
/** The work grows with the cube of the columns: these take minutes. */
export const MAX_COLUMNS = 2_000;

/** Throws the first thing that is wrong as a FallLineError. Columns are those of the dataset. */
export const checkSolveSettings = (settings: SolveSettings, columns: readonly ColumnDefinition[]): void => {
  const [issue] = columnIssues(settings, columns);
  if (issue) throw new FallLineError(issue.code, issue.message);
  const { degree, features } = settings;
  if (!Number.isSafeInteger(degree) || degree < 1 || degree > MAX_DEGREE) {
    throw new FallLineError(
      'setting-invalid',
      `The degree is ${degree}. Choose a whole number from 1 to ${MAX_DEGREE}.`,
    );
  }
  const nColumns = features.length * degree;
  if (nColumns > MAX_COLUMNS) {
    throw new FallLineError(
      'setting-invalid',
      `${formatCount(nColumns)} columns are too many for the exact solution. Choose at most ${formatCount(MAX_COLUMNS)}.`,
    );
  }
};
