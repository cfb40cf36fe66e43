import type { ParameterEntry } from '../format/parameters';
import { SERIES_COLORS } from './palette';

interface Line {
  id: string;
  label: string;
  /** What it is, for a pointer that rests on its name. */
  meaning?: string;
  /** Index into Palette.series. */
  color: number;
  dash: readonly number[];
  visible: boolean;
  /** Taken off every value: the line is then the distance from it. */
  base?: number;
  /** The line up to which the plot is shaded, by its id: a band. */
  shadedTo?: string;
  /** What the line is to reach: drawn dashed across the plot. */
  level?: number | undefined;
}

/** A field of the trace as a line. */
export interface TraceSeries extends Line {
  /** Offset of the field in a record; `low` and `high` where the record also holds its extremes. */
  offset: number;
  low?: number;
  high?: number;
}

/** A line that is known without a trace. */
export interface CurveSeries extends Line {
  curve: (step: number) => number;
}

export type SeriesSpec = TraceSeries | CurveSeries;

const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3]];
const dashOf = (turn: number): readonly number[] => DASHES[turn % DASHES.length] ?? [];

/** Colour and dash of a parameter, the same in chart and table: seven colours, then the same ones dashed; a bias is grey. */
export function parameterStyle({ isBias, rank }: Pick<ParameterEntry, 'isBias' | 'rank'>): {
  color: number;
  dash: readonly number[];
} {
  if (isBias) return { color: 0, dash: dashOf(rank) };
  return { color: 1 + (rank % SERIES_COLORS), dash: dashOf(Math.floor(rank / SERIES_COLORS)) };
}
