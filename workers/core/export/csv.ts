import type { ModelFile } from '../schema';

/** RFC 4180: quoted where the text holds a comma, a quote or a line break; quotes doubled. */
export const csvField = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/**
 * A name that came from a data file, for a CSV a spreadsheet may open: text that it would run as a formula
 * (first character = + - @, tab, carriage return or line feed) gets a leading apostrophe.
 */
export const csvName = (name: string): string => csvField(/^[=+\-@\t\r\n]/.test(name) ? `'${name}` : name);

/** A float64 at full precision: the shortest decimal that reads back as the same bits, -0 included. */
export const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/**
 * `name,value`, one line a feature in the model's order, the bias last as `(bias)`. Raw units. Lines end in
 * CRLF.
 */
export const coefficientsCsv = (model: ModelFile): string => {
  const rows = model.featureNames.map((name, j) => `${csvName(name)},${numberText(model.weights[j] ?? NaN)}`);
  return ['name,value', ...rows, `(bias),${numberText(model.bias)}`, ''].join('\r\n');
};
