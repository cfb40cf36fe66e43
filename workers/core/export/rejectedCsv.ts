import { formatCount } from '../text/counted';
import type { RejectedLine } from '../schema';
import { csvLabel, csvName } from './csv';

export const REJECTED_HEADER = 'line,column,reason,text\r\n';

/** A rejected line as a line of CSV that a spreadsheet runs nothing of. */
export const rejectedLineCsv = ({ line, column, reason, text }: RejectedLine): string =>
  `${line},${csvName(column ?? '')},${csvName(reason)},${csvLabel(text)}\r\n`;

/** Behind the list, where there are more than it holds. */
export const rejectedCutCsv = (nListed: number, nRejected: number): string =>
  `,,"The list ends here: it holds the first ${formatCount(nListed)} of ${formatCount(nRejected)} rejected lines.",\r\n`;
