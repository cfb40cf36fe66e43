import type { ColumnType, Dialect, TextEncoding } from '../../../electron/contract';
import type { Choice } from '../common/choice';

const DELIMITERS: Choice<string>[] = [
  { value: ',', label: 'comma  ,' },
  { value: ';', label: 'semicolon  ;' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'bar  |' },
  { value: ' ', label: 'space' },
];

const QUOTES: Choice<string>[] = [
  { value: '"', label: 'double  "' },
  { value: "'", label: "single  '" },
  { value: '', label: 'none' },
];

export const DECIMAL_MARKS: Choice<Dialect['decimalMark']>[] = [
  { value: '.', label: 'point  1.5' },
  { value: ',', label: 'comma  1,5' },
];

export const THOUSANDS_MARKS: Choice<Dialect['thousandsMark']>[] = [
  { value: '', label: 'none  1000' },
  { value: ',', label: 'comma  1,000' },
  { value: '.', label: 'point  1.000' },
  { value: ' ', label: 'space  1 000' },
  { value: "'", label: "apostrophe  1'000" },
];

export const ENCODINGS: Choice<TextEncoding>[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16', label: 'UTF-16' },
  { value: 'latin-1', label: 'Latin-1' },
];

export const COLUMN_TYPES: Choice<ColumnType>[] = [
  { value: 'number', label: 'number' },
  { value: 'text', label: 'text' },
  { value: 'boolean', label: 'true or false' },
  { value: 'date', label: 'date' },
  { value: 'timestamp', label: 'date and time' },
];

/** The usual choices, and the sniffed one where it is unusual. */
const including = (choices: Choice<string>[], value: string): Choice<string>[] =>
  choices.some((choice) => choice.value === value)
    ? choices
    : [...choices, { value, label: JSON.stringify(value) }];

export const delimiterChoices = (value: string): Choice<string>[] => including(DELIMITERS, value);
export const quoteChoices = (value: string): Choice<string>[] => including(QUOTES, value);

/** Words apart by commas; blanks around them do not count. */
export const parseWords = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
