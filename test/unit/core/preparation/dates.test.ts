import { describe, expect, it } from 'vitest';
import { datePart, daysOfIso } from '../../../../workers/core/preparation/dates';

describe('dates', () => {
  it.each([
    ['1970-01-01', 0], ['1969-12-31', -1], ['2020-02-29', 18321], ['0001-01-01', -719162],
    ['1970-01-01T12:00', 0.5], ['1970-01-02 06:00:00', 1.25], ['1970-01-01 00:00:00.432', 0.000005],
    ['2021-02-29', null], ['2020-13-01', null], ['2020-1-1', null], ['1970-01-01 24:00', null], ['31.12.2020', null], ['', null],
  ])('are days since 1970: %s', (text, days) => {
    expect(daysOfIso(text)).toBe(days);
  });

  it('have parts, weekdays from Monday on', () => {
    const parts = (text: string) => (['year', 'month', 'day', 'weekday', 'hour'] as const).map((part) => datePart(daysOfIso(text)!, part));
    expect(parts('2020-01-05 13:59:59')).toEqual([2020, 1, 5, 7, 13]);
    expect(parts('1969-12-29')).toEqual([1969, 12, 29, 1, 0]);
    expect(parts('1600-02-29 23:00:00')).toEqual([1600, 2, 29, 2, 23]);
  });

  it('have the full hour although a day is no sum of its hours in binary', () => {
    for (let day = 0; day < 30_000; day += 997) {
      for (let hour = 0; hour < 24; hour++) expect(datePart(day + hour / 24, 'hour')).toBe(hour);
    }
  });
});
