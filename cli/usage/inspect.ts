import { DIALECT, EXIT_CODES } from './parts';

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
