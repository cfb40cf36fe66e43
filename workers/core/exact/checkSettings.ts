import { FallLineError, type ColumnDefinition, type SolveSettings } from '../schema';
import { hasHessian } from '../losses/properties';
import { DEFAULT_METHOD } from '../training/defaults';
import { degreeIssue } from '../training/design';
import { methodIssues } from '../training/method';
import { columnIssues, initIssues, roleIssues } from '../training/settings';
import { formatCount } from '../text/counted';

export { MAX_DEGREE } from '../training/design';

/** The work grows with the cube of the columns: these take minutes. */
export const MAX_COLUMNS = 2_000;

/** Throws the first thing that is wrong as a FallLineError. Columns are those of the dataset. */
export const checkSolveSettings = (settings: SolveSettings, columns: readonly ColumnDefinition[]): void => {
  const { degree, features, loss, l2 } = settings;
  const refuse = (message: string | null | undefined): void => {
    if (typeof message === 'string') throw new FallLineError('setting-invalid', message);
  };
  const [issue] = [...columnIssues(settings, columns), ...roleIssues(settings, columns)];
  if (issue) throw new FallLineError(issue.code, issue.message);
  refuse(degreeIssue(degree));
  refuse(methodIssues({ ...DEFAULT_METHOD, loss, penalty: { l1: 0, l2, bias: false } })[0]?.message);
  refuse(initIssues(settings)[0]?.message);
  if (!hasHessian(loss)) {
    refuse(
      `The loss ${loss.kind} has kinks, and no exact solution is computed for it. Choose squared, huber, logistic, softmax or poisson, or train.`,
    );
  }
  const nColumns = features.length * degree;
  if (nColumns <= MAX_COLUMNS) return;
  refuse(
    `${formatCount(nColumns)} columns are too many for the exact solution. Choose at most ${formatCount(MAX_COLUMNS)}.`,
  );
};
