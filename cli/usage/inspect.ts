import { DIALECT, EXIT_CODES } from './parts';

export const INSPECT_USAGE = `fall-line inspect FILE [options]

Reads the file and shows how it is written, its columns with their types, the number of rows, and the
lines that had to be rejected.

  --proof              count the cells that would read differently under another decimal or thousands mark,
                       order of dates, list of missing words or type, in the whole file, and show the first.
                       What a column itself settles is not listed: 12.5 among its cells proves the point a
                       decimal mark, a day above 12 the order of its dates
  --recipe FILE        fit a saved recipe to the file, and show what it does, its features and their memory
  --rejected FILE      save the rejected lines as CSV: line,column,reason,text
  --json               one JSON object on stdout: path, byteLength, format, dialect (null for Parquet and
                       JSON), columns [{ index, name, type }], rowCount, rowsRejected,
                       rejects [{ line, column, text, reason }] (the first 1,000), notes,
                       with --proof ambiguities [{ kind, column, nCells, examples [{ line, text }], readAs,
                       couldBe, otherwise }], with --recipe recipe { steps, features, nRows, leftOut,
                       byteLength, notes }
  --quiet              no progress and no notes on stderr

${DIALECT}

${EXIT_CODES}
`;
