import { numberText } from '../../export/csv';
import { bare } from './cellClass';

type Mark = '.' | ',';

/** What a number is, its marks taken so; null where it is none then. */
const valueOf = (text: string, decimal: Mark, thousands: string): string | null => {
  const plain = (thousands === '' ? text : text.replaceAll(thousands, '')).replace(decimal, '.');
  const value = Number(plain);
  return plain === '' || Number.isNaN(value) ? null : numberText(value);
};

export const otherMark = (mark: Mark): Mark => (mark === '.' ? ',' : '.');

/** The number in a cell that holds marks, `mark` being the decimal one; a mark of the other kind groups thousands. */
export const asDecimal = (cell: string, mark: Mark): string =>
  valueOf(bare(cell), mark, otherMark(mark)) ?? 'no number';

/** The number in a cell that holds marks, `mark` being that of thousands. */
export const asThousands = (cell: string, mark: Mark): string => asDecimal(cell, otherMark(mark));

export const asNumber = (cell: string): string => valueOf(bare(cell), '.', '') ?? 'no number';
export const quoted = (cell: string): string => `"${bare(cell)}"`;
export const asText = (cell: string): string => `the text ${quoted(cell)}`;
export const asTruth = (cell: string): string => (/^(yes|y|t|true|1)$/i.test(bare(cell)) ? 'true' : 'false');

/** An ISO date of a cell such as 12/05/2020. */
export const asDate = (cell: string, isDayFirst: boolean): string => {
  const [first = '', second = '', year = ''] = bare(cell).split(/[/.-]/);
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

/** The mark between the parts of a date. */
export const dateMark = (cell: string): string => /[/.-]/.exec(cell)?.[0] ?? '/';
