import { DIALECT, EXIT_CODES } from './parts';

export const EVALUATE_USAGE = `fall-line evaluate MODEL.json FILE [options]

Applies an exported model to every row of FILE and compares its predictions with the target column, which
FILE must have. Rows with a missing value are left out and counted. Columns are found by their names.

For a quantity: RMSE, MAE, R squared, the mean loss, and the rows with the largest residuals. For classes:
log loss, accuracy, the confusion matrix, and for each class against the others the area under the ROC
curve (equal scores count half), average precision, and precision, recall and F1 at the threshold 0.5.

  --json               one JSON object on stdout: kind, parts [{ part, nRows, ... }]; for a quantity rmse, mae,
                       rSquared, loss, largestResiduals [{ row, part, actual, predicted }]; for classes classNames
                       and of each part logLoss, accuracy, confusion (row after row), classes [{ className,
                       nPositive, nNegative, rocArea, averagePrecision, atHalf { truePositive, falsePositive,
                       falseNegative, trueNegative, precision, recall, f1, accuracy } }]
  --quiet              no progress and no notes on stderr

${DIALECT}

${EXIT_CODES}
`;
