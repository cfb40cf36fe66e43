import { DEFAULT_SETTINGS } from '../../workers/core/training/defaults';
import { MOST_TRAININGS } from '../../workers/core/studies/requestIssue';
import { COLUMNS, DIALECT, EXIT_CODES } from './parts';
import { RECIPE_USAGE } from './recipe';

export const STUDY_USAGE = `fall-line study FILE --target NAME (--folds K | --learning-curve SHARES | --path P=V1,V2) [options]

Several trainings that answer one question, each with the options of "fall-line train" (loss, penalty,
optimizer, steps, learning rate, degree, and so on, but for its files and --sweep). What is prepared is
fitted anew to the rows that each training trains on.

  --folds K            cross-validation: K trainings, each with another of K parts of the rows left out, by a
                       shuffle with the seed. How good is a model of these columns on rows it has not seen?
  --learning-curve L   shares of the rows to train on, such as 0.1,0.3,1, each holding the rows of the one
                       before; the validation part is the same for all (--validation SHARE, or else 20 %).
                       Would more rows help?
  --path l2=V1,V2      one training for each value of the l1 or l2 penalty, each from where the next larger one
                       ended, with the weights it comes to. Which penalty, and which columns stay?
                       ${MOST_TRAININGS} trainings at most

${COLUMNS}
  --seed N             of the shuffle; default ${DEFAULT_SETTINGS.seed}
  --json               one JSON object on stdout: study, validation { mean, standardDeviation, count } (of folds,
                       the standard deviation with 1 / (K - 1)), entries [{ label, value, nTraining,
                       nValidation, trainingLoss, validationLoss, weights [{ name, value }], problem }], notes.
                       Losses are means without the penalty, null where there is none; weights of a path
                       alone.
  --quiet              no progress and no notes on stderr

${RECIPE_USAGE}

${DIALECT}

${EXIT_CODES} A study exits with 3 only where no training ended well.
`;
