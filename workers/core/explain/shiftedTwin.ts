import { isBias, type ParameterShape } from '../training/parameterShape';

/**
 * Softmax does not see what is added to the same parameter of all classes, so that without a penalty its minima are a whole plane, and
 * a gradient sums to 0 over the classes: descent reaches the minimum with the sums of its start. Of the one minimum that is
 * known, in the space in which training runs, that one: theta_kj + (1 / K) sum_k (start_kj - theta_kj). With a penalty on
 * the weights only the biases are free.
 */
export const shiftedTwin = (
  minimum: Float64Array<ArrayBuffer>,
  start: Float64Array,
  shape: ParameterShape,
  isPenalised: boolean,
): Float64Array<ArrayBuffer> => {
  const { nFeatures, nOutputs } = shape;
  const shifted = minimum.slice();
  if (nOutputs === 1) return shifted;
  for (let j = 0; j <= nFeatures; j++) {
    if (isPenalised && !isBias(shape, j)) continue;
    let sum = 0;
    for (let at = j; at < shifted.length; at += nFeatures + 1) sum += start[at]! - minimum[at]!;
    for (let at = j; at < shifted.length; at += nFeatures + 1) shifted[at]! += sum / nOutputs;
  }
  return shifted;
};
