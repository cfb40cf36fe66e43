/** RFC 4180: quoted where the text holds a comma, a quote or a line break; quotes doubled. */
export const csvField = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/**
 * A name that came from a data file, for a CSV a spreadsheet may open: text that it would run as a formula
 * (first character = + - @, tab, carriage return or line feed) gets a leading apostrophe.
 */
export const csvName = (name: string): string => csvField(/^[=+\-@\t\r\n]/.test(name) ? `'${name}` : name);

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Likewise a label of a class. One that is a number, as -1, is no formula and stays as it is. */
export const csvLabel = (label: string): string => (NUMBER.test(label) ? label : csvName(label));

/** A float64 at full precision: the shortest decimal that reads back as the same bits, -0 included. */
export const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
