/** A whole number as people read it: 1,204. */
export const formatCount = (value: number): string => value.toLocaleString('en-US');

/** `1 row`, `1,204 rows`. */
export const counted = (value: number, noun: string): string =>
  `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;
