/**
 * `factor` times as many intervals in a row of values, by Catmull-Rom's cubic
 * p(t) = p0 + t/2 ((p1 - p-1) + t ((2 p-1 - 5 p0 + 4 p1 - p2) + t (3 (p0 - p1) + p2 - p-1))),
 * beyond the ends by the parabola through the last three: a quadratic is refined without error. `stride` apart from `from` on.
 * Source: E. Catmull and R. Rom, A class of local interpolating splines (1974).
 */
const refineLine = (
  values: ArrayLike<number>,
  from: number,
  stride: number,
  size: number,
  factor: number,
  put: (index: number, value: number) => void,
): void => {
  const at = (k: number): number => values[from + k * stride]!;
  const beyond = (k: number): number => {
    if (k < 0) return 3 * at(0) - 3 * at(1) + at(2);
    if (k >= size) return 3 * at(size - 1) - 3 * at(size - 2) + at(size - 3);
    return at(k);
  };
  for (let k = 0; k < size - 1; k++) {
    const [before, left, right, after] = [beyond(k - 1), at(k), at(k + 1), beyond(k + 2)];
    put(k * factor, left);
    for (let i = 1; i < factor; i++) {
      const t = i / factor;
      const cubic = 3 * (left - right) + after - before;
      const square = 2 * before - 5 * left + 4 * right - after;
      put(k * factor + i, left + (t / 2) * (right - before + t * (square + t * cubic)));
    }
  }
  put((size - 1) * factor, at(size - 1));
};

export const refinedSize = (size: number, factor: number): number => (size - 1) * factor + 1;

/** A size x size grid (3 at least) as one with `factor` times as many intervals, along the rows and then along the columns. */
export const refineGrid = (values: ArrayLike<number>, size: number, factor: number): Float64Array<ArrayBuffer> => {
  const fine = refinedSize(size, factor);
  const wide = new Float64Array(fine * size);
  for (let row = 0; row < size; row++) {
    refineLine(values, row * size, 1, size, factor, (k, value) => (wide[row * fine + k] = value));
  }
  const refined = new Float64Array(fine * fine);
  for (let column = 0; column < fine; column++) {
    refineLine(wide, column, fine, size, factor, (k, value) => (refined[k * fine + column] = value));
  }
  return refined;
};
