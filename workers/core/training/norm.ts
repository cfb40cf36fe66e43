/** Euclidean norm; where the squares overflow or vanish, of the vector scaled by its largest element. */
export const euclideanNorm = (vector: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
  if (sum > 1e-280 && sum < Infinity) return Math.sqrt(sum);
  let largest = 0;
  for (let i = 0; i < vector.length; i++) {
    const size = Math.abs(vector[i]!);
    if (Number.isNaN(size)) return NaN;
    if (size > largest) largest = size;
  }
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let scaled = 0;
  for (let i = 0; i < vector.length; i++) {
    const share = vector[i]! / largest;
    scaled += share * share;
  }
  return largest * Math.sqrt(scaled);
};
