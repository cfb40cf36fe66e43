import { exact, formatShort } from '../../format/number';
import type { ColumnDefinition, ColumnProfile } from '../../../workers/core/schema';

export interface ColumnFact {
  name: string;
  value: string;
  /** Every digit, or the whole text. */
  title: string;
  /** A text may be cut where it is too long; a number never is. */
  isText?: boolean;
}

/** So many digits have room in a column, whatever the size of the number. */
const DIGITS = 4;
const NONE = '–';

function numberFact(name: string, value: number | null, meaning: string): ColumnFact {
  if (value === null) return { name, value: NONE, title: '' };
  return { name, value: formatShort(value, DIGITS), title: `${meaning}: ${exact(value)}` };
}

const textFact = (name: string, value: string | null, meaning: string): ColumnFact => ({
  name,
  value: value ?? NONE,
  title: value === null ? '' : `${meaning}: ${value}`,
  isText: true,
});

/** What the head of a column says of its values, a line each. */
export function columnFacts(column: ColumnDefinition, profile: ColumnProfile): ColumnFact[] {
  if (column.type !== 'number') {
    return [textFact('min', profile.minText, 'Lowest'), textFact('max', profile.maxText, 'Highest')];
  }
  return [
    numberFact('min', profile.min, 'Lowest'),
    numberFact('max', profile.max, 'Highest'),
    numberFact('mean', profile.mean, 'Mean'),
    numberFact('sd', profile.standardDeviation, 'Standard deviation (1/N)'),
  ];
}

/** So many characters of a number have room in a cell. */
const CELL_CHARACTERS = 17;

/** A number too long for its cell is rounded, never cut: a cut one may lose its exponent. */
export function cellNumber(text: string): string {
  const value = Number(text);
  if (text.length <= CELL_CHARACTERS || !Number.isFinite(value)) return text;
  for (let digits = CELL_CHARACTERS - 2; digits > 1; digits--) {
    // The largest of all numbers would be rounded up to infinity.
    const rounded = Number(value.toPrecision(digits));
    if (Number.isFinite(rounded) && String(rounded).length <= CELL_CHARACTERS) return String(rounded);
  }
  return value.toExponential(1);
}
