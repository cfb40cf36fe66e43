const DATE_TIME = /^(-?\d{4,6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?$/;
export const MICROSECONDS_A_DAY = 86_400_000_000;

/**
 * Days since 1970-01-01 of a date of the Gregorian calendar, years before its time included.
 * Source: E. G. Richards, Calendars, in the Explanatory Supplement to the Astronomical Almanac (2013), section 15.11: the year begins
 * in March, so that the leap day is its last.
 */
const daysOfDate = (year: number, month: number, day: number): number => {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
};

/** Microseconds since 1970-01-01 of `2024-02-29` or `2024-02-29 13:45:10.5`; NaN for other text. */
export const microsecondsOf = (text: string): number => {
  const found = DATE_TIME.exec(text);
  if (!found) return NaN;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((k) => Number(found[k] ?? 0));
  const fraction = Math.floor(Number(`0.${found[7] ?? '0'}`) * 1e6 + 0.5);
  return daysOfDate(year!, month!, day!) * MICROSECONDS_A_DAY + ((hour! * 60 + minute!) * 60 + second!) * 1e6 + fraction;
};

/** The same as days, with their fraction. */
export const daysOf = (text: string): number => microsecondsOf(text) / MICROSECONDS_A_DAY;

/** The parts of a day that is counted from 1970-01-01, to the microsecond: weekdays from 1 (Monday), months from 1. */
export const dateParts = (
  days: number,
): { year: number; month: number; day: number; weekday: number; hour: number } => {
  const microseconds = Math.round(days * MICROSECONDS_A_DAY);
  const whole = Math.floor(microseconds / MICROSECONDS_A_DAY);
  const shifted = whole + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
    weekday: ((((whole + 3) % 7) + 7) % 7) + 1,
    hour: Math.floor((microseconds - whole * MICROSECONDS_A_DAY) / 3_600_000_000),
  };
};
