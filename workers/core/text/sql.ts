import { numberText } from '../export/csv';

/** The only ways by which text of a file or of a person becomes SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A float64 to its last bit. With an exponent always, for without one DuckDB reads a decimal number of fixed places. */
export const numberLiteral = (value: number): string => {
  const text = numberText(value);
  const written = text.includes('e') ? text : `${text}e0`;
  return value < 0 || Object.is(value, -0) ? `(${written})` : written;
};
