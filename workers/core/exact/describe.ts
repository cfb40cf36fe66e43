import type { DependentColumn } from '../schema';
import { INTERCEPT_NAME } from './basis';
import { counted } from '../text/counted';

const DIGITS = 6;
const MAX_TERMS = 5;
const MAX_COLUMNS = 5;

const number = (value: number): string => String(Number(value.toPrecision(DIGITS)));

/** `3 + x1 - 2 x2`. */
const sum = (combination: DependentColumn['combination']): string => {
  const terms = combination.slice(0, MAX_TERMS).map(({ name, factor }, i) => {
    const sign = factor < 0 ? '-' : '+';
    const size = number(Math.abs(factor));
    const term = name === INTERCEPT_NAME ? size : size === '1' ? name : `${size} ${name}`;
    if (i > 0) return ` ${sign} ${term}`;
    return factor < 0 ? `-${term}` : term;
  });
  const nMore = combination.length - terms.length;
  return `${terms.join('')}${nMore > 0 ? ` + ... (${nMore} more)` : ''}`;
};

const isConstant = ({ combination }: DependentColumn): boolean =>
  combination.every(({ name }) => name === INTERCEPT_NAME);

const describeOne = (column: DependentColumn): string => {
  if (column.combination.length === 0) return `Column "${column.name}" is 0 in every row and was left out.`;
  if (isConstant(column)) {
    return `Column "${column.name}" is ${sum(column.combination)} in every row, like the intercept, and was left out.`;
  }
  return `Column "${column.name}" = ${sum(column.combination)} says nothing new and was left out; the coefficients hold without it.`;
};

/** Sentences on the columns that were left out and why, the first few by name. */
export const describeDependent = (
  dependent: readonly DependentColumn[],
  nSamples: number,
  rank: number,
): string[] => {
  if (dependent.length === 0) return [];
  const nColumns = rank + dependent.length;
  const rows = counted(nSamples, 'row');
  const tooFew = `${nColumns} coefficients but only ${rows}: other coefficients fit equally well.`;
  const nMore = dependent.length - MAX_COLUMNS;
  return [
    ...(rank === nSamples ? [tooFew] : []),
    ...dependent.slice(0, MAX_COLUMNS).map(describeOne),
    ...(nMore > 0 ? [`${nMore} more columns say nothing new and were left out.`] : []),
  ];
};
