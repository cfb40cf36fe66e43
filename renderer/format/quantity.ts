import { formatCount } from './number';

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Decimal units, three significant digits: 1.23 MB. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : value >= 9.95 ? 1 : 2;
  return `${value.toFixed(digits)} ${BYTE_UNITS[unit]}`;
}

export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 999.5) return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** Steady width while it changes: three significant digits. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 1000) return formatCount(Number(perSecond.toPrecision(3)));
  return perSecond >= 100 ? perSecond.toFixed(0) : perSecond.toFixed(1);
}

export function formatMicroseconds(milliseconds: number): string {
  const value = milliseconds * 1000;
  if (value < 999.5) return `${value >= 99.5 ? value.toFixed(0) : value.toFixed(1)} µs`;
  if (milliseconds >= 99.5) return `${formatCount(milliseconds)} ms`;
  return `${milliseconds.toFixed(milliseconds >= 9.995 ? 1 : 2)} ms`;
}

/** "5,000 x 5" with the sign that a person would set. */
export const withTimesSign = (size: string): string => size.replace(' x ', ' × ');

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
