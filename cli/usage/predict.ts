import { DIALECT, EXIT_CODES } from './parts';

export const PREDICT_USAGE = `fall-line predict MODEL.json FILE [options]

Applies an exported model to every row of FILE and writes "row,prediction", with rows counted from 1 and
an empty prediction where a feature is missing. The columns are found by their names. What was done to the
columns for training is done to those of FILE; levels that the training did not have are counted and named.

  --output FILE        default: stdout; a name that ends in .parquet makes it Parquet, any other CSV
  --intervals          columns low and high besides: between them a new row lies with a probability of 95 %.
                       For models of least squares, which the file then knows; else the reason is told
  --quiet              no progress, notes and summary on stderr

${DIALECT}

${EXIT_CODES}
`;
