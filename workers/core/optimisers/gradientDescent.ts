/** One step of gradient descent, in place: theta <- theta - learningRate * gradient. */
export const descend = (theta: Float64Array, gradient: Float64Array, learningRate: number): void => {
  for (let j = 0; j < theta.length; j++) theta[j] = theta[j]! - learningRate * gradient[j]!;
};
