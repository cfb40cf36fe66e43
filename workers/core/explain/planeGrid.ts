import { coordinateOf, type Plane, type Point } from './plane';

/** Of a plane: [left, right] x [bottom, top]. */
export interface Rectangle {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** Points a side, coarse to fine; each grid holds the points of the one before. */
export const GRID_SIZES = [9, 33, 65] as const;

/** 16 MB to a worker: where each point has very many parameters, the finest grids are left out. */
const MOST_NUMBERS = 2 ** 21;
/** Multiplications: some seconds of the workers. */
const MOST_WORK = 4e9;

/** `workPerPoint`: multiplications for the objective at one point. The coarsest grid is always there. */
export const gridSizes = (nParameters: number, workPerPoint: number): number[] =>
  GRID_SIZES.filter(
    (size, index) =>
      index === 0 || (size * size * nParameters <= MOST_NUMBERS && size * size * workPerPoint <= MOST_WORK),
  );

/** The points of a size x size grid that spans the rectangle, row by row from the bottom, each from left to right. */
export const gridPoints = (plane: Plane, area: Rectangle, size: number): Float64Array<ArrayBuffer> => {
  const { origin, first, second } = plane;
  const length = origin.length;
  const points = new Float64Array(size * size * length);
  const x0 = coordinateOf(first, origin);
  const y0 = coordinateOf(second, origin);
  let at = 0;
  for (let row = 0; row < size; row++) {
    const y = area.bottom + ((area.top - area.bottom) * row) / (size - 1) - y0;
    for (let column = 0; column < size; column++) {
      const x = area.left + ((area.right - area.left) * column) / (size - 1) - x0;
      for (let j = 0; j < length; j++) points[at++] = origin[j]! + x * first.direction[j]! + y * second.direction[j]!;
    }
  }
  return points;
};

/** About its middle, `factor` times as wide and high. */
export const scaled = ({ left, right, bottom, top }: Rectangle, factor: number, about?: Point): Rectangle => {
  const { x, y } = about ?? { x: (left + right) / 2, y: (bottom + top) / 2 };
  return {
    left: x + (left - x) * factor,
    right: x + (right - x) * factor,
    bottom: y + (bottom - y) * factor,
    top: y + (top - y) * factor,
  };
};

export const moved = ({ left, right, bottom, top }: Rectangle, by: Point): Rectangle => ({
  left: left + by.x,
  right: right + by.x,
  bottom: bottom + by.y,
  top: top + by.y,
});

export const widthOf = ({ left, right }: Rectangle): number => right - left;
export const heightOf = ({ bottom, top }: Rectangle): number => top - bottom;

/** A run that overshoots swings to the other side of the minimum; what is farther out has diverged. */
const FARTHEST = 2;
const MARGIN = 0.3;

const boxOf = (points: readonly Point[]): Rectangle => ({
  left: Math.min(...points.map(({ x }) => x)),
  right: Math.max(...points.map(({ x }) => x)),
  bottom: Math.min(...points.map(({ y }) => y)),
  top: Math.max(...points.map(({ y }) => y)),
});

/** A box without a width is as wide as it is high, and the other way round. */
const opened = (box: Rectangle): Rectangle => {
  const size = Math.max(widthOf(box), heightOf(box)) || Math.max(Math.abs(box.left), Math.abs(box.bottom)) / 2 || 1;
  const width = widthOf(box) || size;
  const height = heightOf(box) || size;
  const x = (box.left + box.right) / 2;
  const y = (box.bottom + box.top) / 2;
  return { left: x - width / 2, right: x + width / 2, bottom: y - height / 2, top: y + height / 2 };
};

/**
 * What shows all of `anchors` and, of `path`, what is not far beyond them, with a margin. `equalUnits`: one unit is to be as long on
 * both axes in a picture of so many times its height in width.
 */
export const windowAround = (anchors: readonly Point[], path: readonly Point[], equalUnits: number | null = null): Rectangle => {
  const finite = (point: Point): boolean => Number.isFinite(point.x) && Number.isFinite(point.y);
  const seats = anchors.filter(finite);
  const near = scaled(opened(boxOf(seats.length > 0 ? seats : [{ x: 0, y: 0 }])), 1 + FARTHEST);
  const isNear = ({ x, y }: Point): boolean => x >= near.left && x <= near.right && y >= near.bottom && y <= near.top;
  const shown = [...seats, ...path.filter((point) => finite(point) && isNear(point))];
  const area = scaled(opened(boxOf(shown.length > 0 ? shown : [{ x: 0, y: 0 }])), 1 + 2 * MARGIN);
  return equalUnits === null ? area : withEqualUnits(area, equalUnits);
};

/** Widened or heightened about its middle until width / height is `ratio`. */
export const withEqualUnits = (area: Rectangle, ratio: number): Rectangle => {
  const width = Math.max(widthOf(area), heightOf(area) * ratio);
  const height = width / ratio;
  const x = (area.left + area.right) / 2;
  const y = (area.bottom + area.top) / 2;
  return { left: x - width / 2, right: x + width / 2, bottom: y - height / 2, top: y + height / 2 };
};
