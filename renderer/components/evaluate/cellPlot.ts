import type { BinnedPlane } from '../../../electron/contract';
import type { Scales } from '../understand/common/curvePlot';

/** Cells with counts from `from` to `to`, one shade. */
export interface Level {
  from: number;
  to: number;
  /** 0 to 1. */
  strength: number;
}

const MOST_LEVELS = 6;
const FAINTEST = 0.2;

/** At most six, each about the same factor wide: counts of cells differ by powers of ten. */
export function levelsOf(largest: number): Level[] {
  const edges = Array.from({ length: MOST_LEVELS }, (_, k) => Math.floor(largest ** (k / MOST_LEVELS)) + (k === 0 ? 0 : 1));
  const starts = [...new Set(edges)].filter((edge) => edge <= largest);
  return starts.map((from, k) => ({
    from,
    to: (starts[k + 1] ?? largest + 1) - 1,
    strength: starts.length === 1 ? 1 : FAINTEST + ((1 - FAINTEST) * k) / (starts.length - 1),
  }));
}

export interface CellEdges {
  x: [low: number, high: number];
  y: [low: number, high: number];
}

export function cellEdges({ xLow, xHigh, yLow, yHigh, nColumns, nRows }: BinnedPlane, cell: number): CellEdges {
  const [column, row] = [cell % nColumns, Math.floor(cell / nColumns)];
  const edge = (low: number, high: number, share: number): number => low + (high - low) * share;
  return {
    x: [edge(xLow, xHigh, column / nColumns), edge(xLow, xHigh, (column + 1) / nColumns)],
    y: [edge(yLow, yHigh, row / nRows), edge(yLow, yHigh, (row + 1) / nRows)],
  };
}

const rectangle = ({ x, y }: CellEdges, scales: Scales): string => {
  const [left, right, bottom, top] = [scales.x(x[0]), scales.x(x[1]), scales.y(y[0]), scales.y(y[1])];
  return `M${left.toFixed(1)},${top.toFixed(1)}H${right.toFixed(1)}V${bottom.toFixed(1)}H${left.toFixed(1)}Z`;
};

export const cellPath = (plane: BinnedPlane, cell: number, scales: Scales): string =>
  rectangle(cellEdges(plane, cell), scales);

/** All cells of a level as one path. */
export const levelPath = (plane: BinnedPlane, { from, to }: Level, scales: Scales): string =>
  plane.counts.map((count, cell) => (count >= from && count <= to ? cellPath(plane, cell, scales) : '')).join('');

/** The cell at a point in the units of the axes; null outside. */
export function cellAt(plane: BinnedPlane, x: number, y: number): number | null {
  const { xLow, xHigh, yLow, yHigh, nColumns, nRows } = plane;
  if (!(x >= xLow && x <= xHigh && y >= yLow && y <= yHigh)) return null;
  const column = Math.min(nColumns - 1, Math.floor(((x - xLow) / (xHigh - xLow)) * nColumns));
  const row = Math.min(nRows - 1, Math.floor(((y - yLow) / (yHigh - yLow)) * nRows));
  return row * nColumns + column;
}

const MOVES: Record<string, [columns: number, rows: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The next cell with rows in the direction of the key; the fullest one for Home and to begin with. null: the key says nothing here. */
export function cellAfterKey({ nColumns, nRows, counts }: BinnedPlane, key: string, cell: number | null): number | null {
  const move = MOVES[key];
  if (move === undefined && key !== 'Home') return null;
  if (cell === null || move === undefined) return counts.indexOf(Math.max(...counts));
  let [column, row] = [cell % nColumns, Math.floor(cell / nColumns)];
  for (;;) {
    column += move[0];
    row += move[1];
    if (column < 0 || column >= nColumns || row < 0 || row >= nRows) return cell;
    if ((counts[row * nColumns + column] ?? 0) > 0) return row * nColumns + column;
  }
}
