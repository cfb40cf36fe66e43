import { EXIT_CODES } from './parts';

export const RUNS_USAGE = `fall-line runs [what] [options]

Lists the runs that were kept, of the window and of "fall-line train", the newest first. An ID may be cut to
as many of its first characters as tell it from the others.

  fall-line runs                   a table: * is the baseline, > can be resumed, + is going on now
  fall-line runs show ID           settings and figures of a run
  fall-line runs resume ID         go on where a run was stopped, closed or killed: it ends with the same bits
  fall-line runs delete ID ...     put runs away
  fall-line runs restore ID ...    bring deleted runs back, until the window starts the next time
  fall-line runs export FILE.csv   a line a run, with the settings in which they differ

  --json               list, show, resume: one JSON object on stdout
  --file FILE          resume: where the data is now
  --export FILE        resume: save the model as JSON
  --coefficients FILE  resume: save weights and bias as CSV
  --log FILE           resume: save one line a step, from step 0
  --trace FILE         resume: save the figures that charts are drawn from, as CSV or .parquet
  --quiet              no progress and no notes on stderr

They lie in the folder "runs" of Fall Line's data folder, which FALL_LINE_HOME names where it is set.

${EXIT_CODES}
`;
