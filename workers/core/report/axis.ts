import { formatCount } from '../text/counted';

export interface Tick {
  /** Position on the axis: on a logarithmic one the exponent of ten. */
  value: number;
  label: string;
}

export interface Axis {
  min: number;
  max: number;
  ticks: Tick[];
}

const MINUS = '\u2212';
const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const MOST_INTERVALS = 6;
/** An axis is kept while the curve stays on it and still fills this share of it, so that it does not jitter. */
const KEPT_SHARE = 0.4;

const superscript = (exponent: number): string =>
  (exponent < 0 ? '⁻' : '') +
  [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPT[Number(digit)] ?? '').join('');

/** 0.01, 1, 1,000, then 10⁴ and 10⁻⁴. */
export function powerLabel(exponent: number): string {
  if (exponent >= 0 && exponent <= 3) return formatCount(10 ** exponent);
  if (exponent < 0 && exponent >= -3) return (10 ** exponent).toFixed(-exponent);
  return `10${superscript(exponent)}`;
}

/** The smallest of 1, 2, 5 times a power of ten (and 2.5 where `quarters`) that is not below `least`. */
export function niceStep(least: number, quarters = false): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factors = quarters ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10];
  const factor = factors.find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** A tick's number with the decimals that its spacing needs. */
export function tickLabel(value: number, spacing: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  const spacingPower = Math.floor(Math.log10(spacing) + 1e-9);
  if (size >= 1e6 || spacing < 1e-4) {
    const power = Math.floor(Math.log10(size) + 1e-12);
    const mantissa = (size / 10 ** power).toFixed(Math.min(12, Math.max(0, power - spacingPower)));
    return power === 0 ? sign + mantissa : `${sign}${mantissa}×10${superscript(power)}`;
  }
  const decimals = Math.max(0, -spacingPower);
  return sign + size.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function linearTicks(min: number, max: number, spacing: number): Tick[] {
  const ticks: Tick[] = [];
  const first = Math.ceil(min / spacing - 1e-9);
  const last = Math.floor(max / spacing + 1e-9);
  for (let index = first; index <= last && ticks.length < 50; index++) {
    const value = index === 0 ? 0 : index * spacing;
    ticks.push({ value, label: tickLabel(value, spacing) });
  }
  return ticks;
}

const intervals = (low: number, high: number, spacing: number): number =>
  Math.ceil(high / spacing - 1e-9) - Math.floor(low / spacing + 1e-9);

const holds = (axis: Axis | null, low: number, high: number): axis is Axis =>
  axis !== null && low >= axis.min && high <= axis.max && high - low >= KEPT_SHARE * (axis.max - axis.min);

/** Nice bounds around [low, high]; `previous` is kept while it still fits. */
export function linearAxis(low: number, high: number, previous: Axis | null = null): Axis {
  if (!(low <= high)) return { min: 0, max: 1, ticks: linearTicks(0, 1, 0.2) };
  if (holds(previous, low, high)) return previous;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= size * 1e-12) {
    const around = size === 0 ? 1 : size * 0.1;
    return linearAxis(low === 0 ? 0 : low - around, high + around);
  }
  let spacing = niceStep((high - low) / MOST_INTERVALS);
  if (intervals(low, high, spacing) > MOST_INTERVALS) spacing = niceStep(spacing * 1.5);
  const min = Math.floor(low / spacing + 1e-9) * spacing;
  const max = Math.ceil(high / spacing - 1e-9) * spacing;
  return { min, max, ticks: linearTicks(min, max, spacing) };
}

/**
 * An axis of exponents for positive values between 10^low and 10^high. With `withZero` one more band below them, marked 0,
 * holds the values that have no logarithm.
 */
export function logAxis(low: number, high: number, withZero: boolean, previous: Axis | null = null): Axis {
  if (!(low <= high)) return withZeroBand({ min: -1, max: 0, ticks: powerTicks(-1, 0, 1) }, withZero);
  const hasZero = previous?.ticks[0]?.label === '0';
  if (previous && hasZero === withZero) {
    const lowest = hasZero ? (previous.ticks[1]?.value ?? previous.min) : previous.min;
    if (low >= lowest && holds({ ...previous, min: lowest }, low, high)) return previous;
  }
  if (high - low < 1) return withZeroBand(withinDecade(low, high), withZero);
  const spacing = Math.ceil((high - low) / MOST_INTERVALS);
  const min = Math.floor(low / spacing) * spacing;
  // The top rests between powers of ten: a curve that falls starts there, and needs no empty decade above it.
  const max = Math.ceil(high * 4 + 0.1) / 4;
  return withZeroBand({ min, max, ticks: powerTicks(min, max, spacing) }, withZero);
}

function powerTicks(min: number, max: number, spacing: number): Tick[] {
  const ticks: Tick[] = [];
  for (let value = min; value <= max; value += spacing) ticks.push({ value, label: powerLabel(value) });
  return ticks;
}

/** Less than a factor of ten: no power of ten need lie in it, so the ticks are round values instead. */
function withinDecade(low: number, high: number): Axis {
  const plain = linearAxis(10 ** low, 10 ** high);
  const ticks = plain.ticks
    .filter((tick) => tick.value > 0)
    .map((tick) => ({ value: Math.log10(tick.value), label: tick.label }));
  return { min: ticks[0] && ticks[0].value <= low ? ticks[0].value : low, max: Math.log10(plain.max), ticks };
}

function withZeroBand(axis: Axis, withZero: boolean): Axis {
  if (!withZero) return axis;
  const min = axis.min - Math.max(0.5, (axis.max - axis.min) / MOST_INTERVALS);
  return { ...axis, min, ticks: [{ value: min, label: '0' }, ...axis.ticks] };
}

/** Room for a label of the axis of steps: pixels a character, and between labels. */
const CHARACTER_WIDTH = 7;
const LABEL_GAP = 28;

/** Whole steps over exactly [from, to], as many as have room in `width` pixels. */
export function stepAxis(from: number, to: number, width: number): Axis {
  const labelWidth = formatCount(to).length * CHARACTER_WIDTH + LABEL_GAP;
  const least = ((to - from) * labelWidth) / Math.max(labelWidth, width);
  const spacing = least <= 1 ? 1 : niceStep(least, least > 5);
  const ticks: Tick[] = [];
  for (let value = Math.ceil(from / spacing) * spacing; value <= to; value += spacing) {
    ticks.push({ value, label: formatCount(value) });
  }
  return { min: from, max: to, ticks };
}
