import { EXPORT_FORMATS, EXPORT_KINDS } from '../../workers/core/export/formats/kinds';
import { DIALECT, EXIT_CODES } from './parts';

const listed = EXPORT_FORMATS.map((format) => `    ${format.padEnd(12)}${EXPORT_KINDS[format].title}: ${EXPORT_KINDS[format].words}`).join('\n');

export const EXPORT_USAGE = `fall-line export MODEL.json --format F [options]

Writes a model in another form. The preparation of the columns goes with it: what is written takes the raw
columns of the file. With --data it is run right after writing, on up to 1,000 rows spread over that file, in
the program it is for, and compared with Fall Line's own predictions; where that program is not on this
machine, one sentence says so. Prints path and size, rows, program and the largest difference
|written - own| / max(1, |own|).

  --format F           one of
${listed}
  --data FILE          rows to check it on; a report is evaluated on all of them, where the target is among the columns
  --output FILE        default: beside the model, with its name
  --quiet              no progress and no notes on stderr

${DIALECT}

Ends with 1 where the largest difference is above 1e-12.
${EXIT_CODES}
`;
