/**
 * y_i = bias + sum_j weights[j] * columns[j][i] for i in [0, count), summed in that order in float64, so that a model that
 * was saved and opened again gives the same bits.
 * Shapes: one column a weight, each and `output` of at least `count`. `output` must not be one of the columns.
 * Throws RangeError where the shapes do not fit.
 */
export const predictInto = (
  weights: readonly number[],
  bias: number,
  columns: readonly Float64Array[],
  count: number,
  output: Float64Array,
): void => {
  if (columns.length !== weights.length) throw new RangeError(`${columns.length} columns for ${weights.length} weights.`);
  if (output.length < count) throw new RangeError(`Room for ${output.length} of ${count} predictions.`);
  output.fill(bias, 0, count);
  weights.forEach((weight, j) => {
    const column = columns[j];
    if (!column || column.length < count) throw new RangeError(`Column ${j} is shorter than ${count}.`);
    for (let i = 0; i < count; i++) output[i] = output[i]! + weight * column[i]!;
  });
};
