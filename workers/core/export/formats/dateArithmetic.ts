import type { DatePart } from '../../schema';
import { MICROSECONDS_A_DAY } from '../../preparation/dates';

/** Arithmetic of a language on values that it names; `over` rounds down. */
export interface DateArithmetic<T> {
  plus(a: T, b: T | number): T;
  minus(a: T, b: T): T;
  times(a: T, b: number): T;
  over(a: T, b: number): T;
  floor(a: T): T;
  /** Where a is less than b, else the other. */
  chooseBelow(a: T, b: number, yes: T, no: T): T;
}

/**
 * Parts of a date in days since 1970-01-01, in float64 arithmetic on whole numbers, which is exact for dates: `days` is
 * taken to the microsecond. Year, month and day by Hinnant, chrono-Compatible Low-Level Date Algorithms, civil_from_days
 * (https://howardhinnant.github.io/date_algorithms.html); the weekday is 1 on Mondays, day 0 being a Thursday.
 */
export const datePartBy = <T>(
  { plus, minus, times, over, floor, chooseBelow }: DateArithmetic<T>,
  days: T,
  part: Exclude<DatePart, 'days'>,
): T => {
  const microseconds = floor(plus(times(days, MICROSECONDS_A_DAY), 0.5));
  const day = over(microseconds, MICROSECONDS_A_DAY);
  if (part === 'hour') return over(minus(microseconds, times(day, MICROSECONDS_A_DAY)), MICROSECONDS_A_DAY / 24);
  if (part === 'weekday') {
    const sinceMonday = plus(day, 3);
    return plus(minus(sinceMonday, times(over(sinceMonday, 7), 7)), 1);
  }
  // Days since 0000-03-01, so that the leap day is the last of its year; eras of 400 years.
  const shifted = plus(day, 719_468);
  const era = over(shifted, 146_097);
  const dayOfEra = minus(shifted, times(era, 146_097));
  const withoutLeapDays = minus(plus(minus(dayOfEra, over(dayOfEra, 1_460)), over(dayOfEra, 36_524)), over(dayOfEra, 146_096));
  const yearOfEra = over(withoutLeapDays, 365);
  const dayOfYear = minus(dayOfEra, minus(plus(times(yearOfEra, 365), over(yearOfEra, 4)), over(yearOfEra, 100)));
  const fromMarch = over(plus(times(dayOfYear, 5), 2), 153);
  if (part === 'day') return plus(minus(dayOfYear, over(plus(times(fromMarch, 153), 2), 5)), 1);
  if (part === 'month') return chooseBelow(fromMarch, 10, plus(fromMarch, 3), plus(fromMarch, -9));
  const year = plus(yearOfEra, times(era, 400));
  return chooseBelow(fromMarch, 10, year, plus(year, 1));
};
