import { EXIT_CODES } from './parts';

export const GENERAL_USAGE = `Fall Line trains linear models on your own data by gradient descent.

  fall-line inspect FILE               what a data file holds and how it is read
  fall-line train FILE --target NAME   train a model, or several side by side (--sweep)
  fall-line solve FILE --target NAME   the exact solution, with errors and spectrum
  fall-line study FILE --target NAME   folds, a learning curve or the path of a penalty
  fall-line predict MODEL.json FILE    apply a trained model
  fall-line export MODEL.json --format F   a trained model as code, formula or document, checked
  fall-line evaluate MODEL.json FILE   how good its predictions are, where FILE has the target
  fall-line runs                       the runs that were kept: show, resume, delete, export
  fall-line self-test                  solve regressions whose results are certified, and count the digits
  fall-line COMMAND --help             all options of a command
  fall-line --version

FILE is a .csv or .tsv (also .gz), .parquet or JSON file (one object a line, or one array of them).
${EXIT_CODES}
`;
