import { SERIES_COLORS } from './palette';

/** A field of the trace as a line. */
export interface SeriesSpec {
  id: string;
  label: string;
  /** Offset of the field in a record; `low` and `high` where the record also holds its extremes. */
  offset: number;
  low?: number;
  high?: number;
  /** Index into Palette.series. */
  color: number;
  dash: readonly number[];
  visible: boolean;
  /** Taken off every value: the line is then the distance from it. */
  base?: number;
  /** What the line is to reach: drawn dashed across the plot. */
  level?: number | undefined;
}

const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

/** Colour and dash of a parameter, the same in chart and table: seven colours, then the same ones dashed; the bias is grey. */
export function parameterStyle(index: number, nFeatures: number): { color: number; dash: readonly number[] } {
  if (index >= nFeatures) return { color: 0, dash: [] };
  return {
    color: 1 + (index % SERIES_COLORS),
    dash: DASHES[Math.floor(index / SERIES_COLORS) % DASHES.length] ?? [],
  };
}
