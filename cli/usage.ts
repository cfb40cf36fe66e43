import { METHOD_USAGE } from './method';
import { DEFAULT_SETTINGS } from '../workers/core/training/defaults';
import { MAX_WORKERS } from './options';

export const DIALECT = `How the file is written, where the proposal is not right (see "fall-line inspect"):
  --delimiter C        one character between the cells, or the word tab
  --decimal C          decimal mark: . or ,
  --thousands C        thousands mark: . , ' space or none
  --encoding NAME      utf-8, utf-16 or latin-1
  --header             the first line holds the column names
  --no-header          the first line is data; columns are named by their place
  --missing LIST       words for a missing value, e.g. "NA,n/a" (an empty cell always is one)
  --skip-lines N       lines before the header that are not data`;

export const EXIT_CODES = `Exit codes: 0 done, 1 failed (file, data, unknown column), 2 wrong use, 3 diverged,
130 cancelled by Ctrl+C.`;

export const GENERAL_USAGE = `Fall Line trains linear models on your own data by gradient descent.

  fall-line inspect FILE               what a data file holds and how it is read
  fall-line train FILE --target NAME   train a model
  fall-line solve FILE --target NAME   the exact least-squares solution, with errors and spectrum
  fall-line predict MODEL.json FILE    apply a trained model
  fall-line COMMAND --help             all options of a command
  fall-line --version

FILE is a .csv or .tsv (also .gz), .parquet or JSON lines file.
${EXIT_CODES}
`;

export const INSPECT_USAGE = `fall-line inspect FILE [options]

Reads the file and shows how it is written, its columns with their types, the number of rows, and the
lines that had to be rejected.

  --json               one JSON object on stdout: path, byteLength, format, dialect (null for Parquet and
                       JSON lines), columns [{ index, name, type }], rowCount, rowsRejected,
                       rejects [{ line, column, text, reason }] (the first 1,000), notes
  --quiet              no progress and no notes on stderr

${DIALECT}

${EXIT_CODES}
`;

export const TRAIN_USAGE = `fall-line train FILE --target NAME [options]

Fits y = w1 x1 + ... + wd xd + b by full-batch gradient descent, or another optimiser, on the mean squared
error (1/n) sum (prediction - y)^2 and a penalty where one is set. Rows with a missing value in a chosen column are left out and counted.

  --target NAME        the column to predict
  --features a,b       the columns to predict from, in this order; default: every numeric column but
                       the target. A name that holds a comma is quoted: --features '"size, m2",price'
  --learning-rate X    default ${DEFAULT_SETTINGS.learningRate} for up to 9 features, then 0.9 divided by their number, rounded
                       down to one digit: that cannot diverge with standardised columns. With
                       --no-standardize nothing is certain; should a run diverge, the message names a
                       rate that holds. A penalty or nesterov may lower it; adagrad and rmsprop begin
                       with 0.01, adam and adamw with 0.001. The word auto takes the best constant
                       rate of this data for plain descent, 2 / (lambda_min + lambda_max).
  --steps N            parameter updates at most; default ${DEFAULT_SETTINGS.maxSteps}
  --tolerance X        stop once a step changes the loss by no more than X times the loss; default: off
  --no-standardize     use the columns as they are. Results are in the units of the file either way.
  --init zeros|random  the parameters to start from; default ${DEFAULT_SETTINGS.init.kind}
  --seed N             for --init random; default ${DEFAULT_SETTINGS.seed}
  --workers N          worker threads, 1 to ${MAX_WORKERS}; default: by the amount of work. Small data has work
                       for fewer than asked. The result is the same to the last bit for any number.

  --export FILE        save the model as JSON, for "fall-line predict" and the window
  --coefficients FILE  save weights and bias as CSV: name,value
  --log FILE           save one line a step, from step 0: iteration, weights, bias, loss, and with
                       a penalty the objective
                       (files are replaced whole or not at all; a diverged run saves only its log)
  --json               one JSON object on stdout: model, nSamples, nFeatures, rowsRejected, rowsSkipped,
                       steps, stopReason, loss, objective { value, formula }, bias,
                       weights [{ name, value }], thetaHash, workers, elapsedMs { import, build, train }
  --quiet              no progress and no notes on stderr

${METHOD_USAGE}

${DIALECT}

${EXIT_CODES}
`;

export const PREDICT_USAGE = `fall-line predict MODEL.json FILE [options]

Applies an exported model to every row of FILE and writes "row,prediction", with rows counted from 1 and
an empty prediction where a feature is missing. The columns are found by their names.

  --output FILE        default: stdout
  --quiet              no progress, notes and summary on stderr

${DIALECT}

${EXIT_CODES}
`;
