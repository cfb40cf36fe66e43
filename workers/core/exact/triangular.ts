/** Square matrices here lie row after row; of upper triangular ones only the upper triangle is read. */

/**
 * Solves U x = b in place for the first `size` rows and columns of U, whose rows lie `stride` numbers apart.
 */
export const solveUpper = (upper: Float64Array, stride: number, size: number, b: Float64Array): void => {
  for (let i = size - 1; i >= 0; i--) {
    let rest = b[i]!;
    for (let k = i + 1; k < size; k++) rest -= upper[i * stride + k]! * b[k]!;
    b[i] = rest / upper[i * stride + i]!;
  }
};

/**
 * The inverse of an upper triangular matrix, column by column by back substitution, which is as exact as the
 * entries of U allow. Source: N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section
 * 14.2.
 */
export const invertUpper = (upper: Float64Array, size: number): Float64Array => {
  const inverse = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    column.fill(0, 0, j + 1);
    column[j] = 1;
    solveUpper(upper, size, j + 1, column);
    for (let i = 0; i <= j; i++) inverse[i * size + j] = column[i]!;
  }
  return inverse;
};
