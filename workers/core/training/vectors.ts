/** a . b, summed in the order of the elements. */
export const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
};

/** out <- out + factor * v. */
export const addScaled = (factor: number, v: Float64Array, out: Float64Array): void => {
  for (let j = 0; j < v.length; j++) out[j] = out[j]! + factor * v[j]!;
};
