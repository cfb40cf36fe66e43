import type { DatePart } from '../schema';

export const MICROSECONDS_A_DAY = 86_400_000_000;

/** Days since 1970-01-01 of an ISO date with or without a time of day, which is UTC, to the microsecond; null where the text is none. */
export const daysOfIso = (text: string): number | null => {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d(?:\.\d{1,9})?))?)?$/.exec(text.trim());
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number, number, number, number, number, number,
  ];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDate = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isDate || hour > 23 || minute > 59 || second >= 60) return null;
  return (date.getTime() * 1_000 + (hour * 60 + minute) * 60e6 + Math.round(second * 1e6)) / MICROSECONDS_A_DAY;
};

/**
 * A part of a date given in days since 1970-01-01: year, month 1 to 12, day of the month, weekday 1 (Monday) to 7 (Sunday)
 * as ISO 8601 numbers them, full hour 0 to 23. Taken to the microsecond, so that the hour of 13/24 of a day is 13.
 */
export const datePart = (days: number, part: DatePart): number => {
  if (part === 'days') return days;
  const date = new Date(Math.floor(Math.round(days * MICROSECONDS_A_DAY) / 1_000));
  switch (part) {
    case 'year':
      return date.getUTCFullYear();
    case 'month':
      return date.getUTCMonth() + 1;
    case 'day':
      return date.getUTCDate();
    case 'weekday':
      return ((date.getUTCDay() + 6) % 7) + 1;
    case 'hour':
      return date.getUTCHours();
  }
};
