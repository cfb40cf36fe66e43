/**
 * eta_i = bias + sum_j weights[j] * x_ij for i in [0, count), summed in that order in float64, so that a model that
 * was saved and opened again gives the same bits. x_i are the columns, each followed by its powers up to `degree`, which are
 * products x x, (x x) x, ... as in training.
 * Shapes: `degree` weights a column, each column and `output` of at least `count`. `output` must not be one of the columns.
 * Throws RangeError where the shapes do not fit.
 */
export const predictInto = (
  weights: readonly number[],
  bias: number,
  columns: readonly Float64Array[],
  count: number,
  output: Float64Array,
  degree = 1,
): void => {
  if (columns.length * degree !== weights.length) {
    throw new RangeError(`${columns.length} columns with ${degree} powers each for ${weights.length} weights.`);
  }
  if (output.length < count) throw new RangeError(`Room for ${output.length} of ${count} predictions.`);
  output.fill(bias, 0, count);
  columns.forEach((column, j) => {
    if (column.length < count) throw new RangeError(`Column ${j} is shorter than ${count}.`);
    const power = degree === 1 ? column : column.slice(0, count);
    for (let p = 0; p < degree; p++) {
      const weight = weights[j * degree + p]!;
      if (p > 0) for (let i = 0; i < count; i++) power[i] = power[i]! * column[i]!;
      for (let i = 0; i < count; i++) output[i] = output[i]! + weight * power[i]!;
    }
  });
};
