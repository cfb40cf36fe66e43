/** Numbers as JSON that read back with the same bits: those that JSON does not know are texts. */

const OTHERS: Record<string, number> = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0 };

const toText = (value: number): number | string =>
  Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : String(value);

/** For JSON.stringify of data whose numbers may be anything. */
export const encodeFigures = (_key: string, value: unknown): unknown => (typeof value === 'number' ? toText(value) : value);

export const isFigure = (value: unknown): value is number | string =>
  typeof value === 'number' || (typeof value === 'string' && Object.hasOwn(OTHERS, value));

export const figureOf = (value: number | string): number => (typeof value === 'number' ? value : OTHERS[value]!);
