import { MAX_DEGREE } from '../../workers/core/training/design';
import { DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { RECIPE_USAGE } from './recipe';
import { COLUMNS, DIALECT, EXIT_CODES } from './parts';

export const SOLVE_USAGE = `fall-line solve FILE --target NAME [options]

Finds the exact least-squares solution that gradient descent on the mean squared error tends to, by
Householder QR of the rows, with what follows from it: standard errors, t and p values, 95 % intervals,
variance inflation factors, and the eigenvalues that decide which learning rates converge. Coefficients
are in the units of the file. Rows with a missing value in a chosen column are left out.

The minimum of other losses is found by Newton's method. For logistic and poisson the standard errors are
those of maximum likelihood, t is Wald's z and p by the normal distribution; huber and softmax have none.
The eigenvalues are those at the minimum. The coefficients of a class are named "class column".

A column that is a combination of earlier ones, to the precision of the data, is named on stderr and left
out: its figures are empty (null), and those of the others hold without it. That is no failure.

${COLUMNS}
  --loss NAME          squared, huber, logistic, softmax or poisson, as "fall-line train --help" lists
                       them (those with kinks have no exact solution here); default ${DEFAULT_SOLVE.loss.kind}
  --l2 V               adds (V/2) ||w||^2, the weights standardised unless --no-standardize; default ${DEFAULT_SOLVE.l2}.
                       A penalised fit has no standard errors.
  --degree N           the powers 1 to N of each feature, named x, x^2, ...; 1 to ${MAX_DEGREE}, default 1
  --no-intercept       a fit through the origin. R squared and the inflation factors are then about 0,
                       and standardised columns are divided by their root mean square, not shifted.
  --no-standardize     the spectrum of the columns as they are; default: of standardised ones, in which
                       training runs. The coefficients are the same.
  --json               one JSON object on stdout: coefficients [{ name, value, standardError, t, p, low,
                       high, vif }] with "(intercept)" first, rSquared, residualStandardDeviation, rank,
                       conditionNumber, lambdaMax, lambdaMin, divergenceLimit, bestLearningRate; null
                       where a figure does not exist, such as an error without spare rows
  --quiet              no progress and no notes on stderr

  --validation SHARE   leave this share of the rows out, chosen by --seed (default 1)

${RECIPE_USAGE}

${DIALECT}

${EXIT_CODES}
`;
