import { MAX_DEGREE } from '../../workers/core/training/design';
import { DEFAULT_SETTINGS } from '../../workers/core/training/defaults';
import { SWEEP_KEYS } from '../options/sweep';
import { MAX_WORKERS } from '../options/train';
import { METHOD_USAGE } from './method';
import { RECIPE_USAGE } from './recipe';
import { COLUMNS, DIALECT, EXIT_CODES } from './parts';

export const TRAIN_USAGE = `fall-line train FILE --target NAME [options]

Fits eta = w1 x1 + ... + wd xd + b by gradient descent, or another optimiser, on the mean loss of the rows
(squared where nothing else is said) and a penalty where one is set. Rows with a missing value in a chosen
column are left out and counted. For logistic and softmax the target holds classes, of any type.

${COLUMNS}
  --degree N           the powers 1 to N of each feature, named x, x^2, ...; 1 to ${MAX_DEGREE}, default 1
  --no-intercept       no bias. Standardised columns are then divided by their root mean square, not shifted.
  --no-standardize     use the columns as they are. Results are in the units of the file either way.
  --float32            store the columns in half the memory, with 7 digits; sums keep all of theirs
  --learning-rate X    default ${DEFAULT_SETTINGS.learningRate} for up to 9 features, then 0.9 divided by their number, rounded
                       down to one digit: that cannot diverge with squared loss on standardised columns.
                       With --no-standardize nothing is certain; should a run diverge, the message names a
                       rate that holds. A penalty or nesterov may lower it; adagrad and rmsprop begin
                       with 0.01, adam and adamw with 0.001. The word auto takes the best constant
                       rate of this data, 2 / (lambda_min + lambda_max), for gradient-descent on the
                       squared loss of all rows, and elsewhere the schedule auto.
  --init zeros|random  the parameters to start from; default ${DEFAULT_SETTINGS.init.kind}
  --seed N             for --init random, and for the shuffle of the rows where --batch or --validation ask
                       for one; default ${DEFAULT_SETTINGS.seed}
  --workers N          worker threads, 1 to ${MAX_WORKERS}; default: by the amount of work. Small data has work
                       for fewer than asked. The result is the same to the last bit for any number.

When it ends:
  --steps N            parameter updates at most; default ${DEFAULT_SETTINGS.maxSteps}
  --tolerance X        stop once a step changes the loss by no more than X times the loss; default: off
  --gradient-norm V    stop once the gradient of the objective is no longer than V; default: off
  --validation SHARE   leave this share of the rows, chosen by the seed, out of training, and say their
                       mean loss; default 0
  --patience N         stop once the validation loss has not fallen for N steps (with --batch: epochs), and
                       keep the parameters of the least; default: off

What becomes of it:
  --export FILE        save the model as JSON, for "fall-line predict" and the window
  --coefficients FILE  save weights and bias as CSV: name,value; for classes class,name,value
  --log FILE           save one line a step, from step 0: iteration, weights, bias, loss, and with
                       a penalty the objective
  --trace FILE         save the figures that charts are drawn from, as CSV or, where the name ends in .parquet,
                       as Parquet: step, epoch, loss, its extremes between records, validation loss, norm of
                       the gradient, milliseconds, weights and bias; up to 65,536 records, spread evenly
  --rejected FILE      save the lines that could not be read as CSV: line, column, reason, text
                       (files are replaced whole or not at all; a diverged run saves only log and trace)
  --no-keep            do not list the run among those of "fall-line runs", where it could be resumed.
                       The runs of a sweep are never listed.
  --sweep KEY=V1,V2    one run for each value of the option KEY, side by side, each on one worker, and a
                       table of how they end. Values with commas are quoted: 'optimizer=newton,"adam:beta1=0.8"'
                       KEY: ${SWEEP_KEYS.join(', ')}
  --folds K            beside the run, train K times with one of K parts of the rows left out, and say mean and
                       spread of the loss on the rows left out
  --json               one JSON object on stdout: model, lossName, nSamples, nValidation, nFeatures,
                       rowsRejected, rowsSkipped, steps, stopReason, loss, validationLoss,
                       objective { value, formula }, bias, weights [{ name, value }], classNames,
                       classes [{ name, bias, weights }], learningRate, gradient, thetaHash, workers,
                       elapsedMs { import, build, train }. classes: null unless the loss has classes; the
                       probability of a class is its share of the sum of exp(bias + weights . x). For
                       logistic, bias and weights are those of the second class, the first having zeros;
                       for softmax they are null.
                       With --folds also folds, as "fall-line study --help" says.
                       With --sweep: { sweep, best, runs [{ value, ...the same }] }
  --quiet              no progress and no notes on stderr

${RECIPE_USAGE}

${METHOD_USAGE}

${DIALECT}

${EXIT_CODES}
`;
