import type { Point } from './plane';
import { heightOf, widthOf, type Rectangle } from './planeGrid';

/** The value of a size x size grid over `area` (row by row from the bottom) between its points, by bilinear interpolation. null outside. */
export const heightAt = (
  { values, size, area }: { values: ArrayLike<number>; size: number; area: Rectangle },
  { x, y }: Point,
): number | null => {
  const across = ((x - area.left) / widthOf(area)) * (size - 1);
  const up = ((y - area.bottom) / heightOf(area)) * (size - 1);
  if (!(across >= 0 && across <= size - 1 && up >= 0 && up <= size - 1)) return null;
  const column = Math.min(size - 2, Math.floor(across));
  const row = Math.min(size - 2, Math.floor(up));
  const [u, v] = [across - column, up - row];
  const at = (r: number, c: number): number => values[r * size + c]!;
  return (
    (1 - v) * ((1 - u) * at(row, column) + u * at(row, column + 1)) +
    v * ((1 - u) * at(row + 1, column) + u * at(row + 1, column + 1))
  );
};
