/**
 * The Gregorian calendar as source of languages without one: days since 1970-01-01, years that begin in March so that the leap day is
 * their last. Source: E. G. Richards, Calendars, in the Explanatory Supplement to the Astronomical Almanac (2013), section 15.11.
 */
export const DAYS_JAVASCRIPT = `/** Days since 1970-01-01, with their fraction, of ISO text, a Date, or days as they are. */
const daysOf = (value) => {
  if (isMissing(value) || value === "") return NaN;
  if (typeof value === "number") return value;
  if (value instanceof Date) return value.getTime() / 86400000;
  const found = /^(-?\\d{4,6})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?)?$/.exec(value);
  if (!found) throw new TypeError("No date: " + JSON.stringify(value));
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((k) => Number(found[k] ?? 0));
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const inEra = y - era * 400;
  const inYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const days = era * 146097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - 719468;
  const fraction = Math.floor(Number("0." + (found[7] ?? "0")) * 1e6 + 0.5);
  return (days * 86400e6 + ((hour * 60 + minute) * 60 + second) * 1e6 + fraction) / 86400e6;
};`;

export const DATE_PART_JAVASCRIPT = `/** Months from 1, weekdays from 1 (Monday) to 7. */
const datePart = (days, part) => {
  if (Number.isNaN(days)) return NaN;
  const microseconds = Math.round(days * 86400e6);
  const whole = Math.floor(microseconds / 86400e6);
  if (part === "hour") return Math.floor((microseconds - whole * 86400e6) / 3600e6);
  if (part === "weekday") return ((((whole + 3) % 7) + 7) % 7) + 1;
  const shifted = whole + 719468;
  const era = Math.floor(shifted / 146097);
  const inEra = shifted - era * 146097;
  const year = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36524) - Math.floor(inEra / 146096)) / 365);
  const inYear = inEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  if (part === "month") return month;
  if (part === "day") return inYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return year + era * 400 + (month <= 2 ? 1 : 0);
};`;

export const DAYS_C = `static double fall_line_days_of(long year, long month, long day, double seconds)
{
    long y = month > 2 ? year : year - 1;
    long era = (y >= 0 ? y : y - 399) / 400;
    long in_era = y - era * 400;
    long in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    double days = (double)(era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468);
    return (days * 86400e6 + floor(seconds * 1e6 + 0.5)) / 86400e6;
}

/* Days since 1970-01-01, with their fraction, of "2024-02-29" or "2024-02-29 13:45:10.5"; NAN for NULL and other text. */
double fall_line_days(const char *text)
{
    int year, month, day, hour = 0, minute = 0;
    double second = 0.0;
    char between;
    int n = text == NULL ? 0 : sscanf(text, "%d-%2d-%2d%c%2d:%2d:%lf", &year, &month, &day, &between, &hour, &minute, &second);
    if (n != 3 && n != 6 && n != 7) return NAN;
    return fall_line_days_of(year, month, day, (hour * 60.0 + minute) * 60.0 + second);
}`;

export const DATE_PART_C = `/* Months from 1, weekdays from 1 (Monday) to 7. */
static double fall_line_date_part(double days, char part)
{
    if (isnan(days)) return NAN;
    double microseconds = floor(days * 86400e6 + 0.5);
    double whole = floor(microseconds / 86400e6);
    if (part == 'h') return floor((microseconds - whole * 86400e6) / 3600e6);
    if (part == 'w') return whole + 3.0 - 7.0 * floor((whole + 3.0) / 7.0) + 1.0;
    double shifted = whole + 719468.0;
    double era = floor(shifted / 146097.0);
    long in_era = (long)(shifted - era * 146097.0);
    long year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    long in_year = in_era - (365 * year + year / 4 - year / 100);
    long from_march = (5 * in_year + 2) / 153;
    long month = from_march < 10 ? from_march + 3 : from_march - 9;
    if (part == 'm') return (double)month;
    if (part == 'd') return (double)(in_year - (153 * from_march + 2) / 5 + 1);
    return (double)year + era * 400.0 + (month <= 2 ? 1.0 : 0.0);
}`;
