import { FallLineError, type ColumnDefinition, type SolveSettings } from '../schema';
import { degreeIssue } from '../training/design';
import { columnIssues } from '../training/settings';
import { formatCount } from '../text/counted';

export { MAX_DEGREE } from '../training/design';

/** The work grows with the cube of the columns: these take minutes. */
export const MAX_COLUMNS = 2_000;

/** Throws the first thing that is wrong as a FallLineError. Columns are those of the dataset. */
export const checkSolveSettings = (settings: SolveSettings, columns: readonly ColumnDefinition[]): void => {
  const [issue] = columnIssues(settings, columns);
  if (issue) throw new FallLineError(issue.code, issue.message);
  const { degree, features } = settings;
  const ofDegree = degreeIssue(degree);
  if (ofDegree !== null) throw new FallLineError('setting-invalid', ofDegree);
  const nColumns = features.length * degree;
  if (nColumns > MAX_COLUMNS) {
    throw new FallLineError(
      'setting-invalid',
      `${formatCount(nColumns)} columns are too many for the exact solution. Choose at most ${formatCount(MAX_COLUMNS)}.`,
    );
  }
};
