import { euclideanNorm } from '../training/norm';

/**
 * The gradient itself where |g| <= limit, else g limit / |g|, in a buffer of its own: what a run records and
 * stops by is the whole gradient.
 * Source: Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks (2013), algorithm 1.
 */
export const createClip = (limit: number, length: number): ((gradient: Float64Array) => Float64Array) => {
  const clipped = new Float64Array(length);
  return (gradient) => {
    const norm = euclideanNorm(gradient);
    if (!(norm > limit)) return gradient;
    for (let j = 0; j < length; j++) clipped[j] = gradient[j]! * (limit / norm);
    return clipped;
  };
};
