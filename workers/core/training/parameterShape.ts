/**
 * theta = [w_1..., b_1, w_2..., b_2, ...]: for each output its weights and then its bias. One output but for softmax,
 * which has one a class.
 */
export interface ParameterShape {
  nFeatures: number;
  nOutputs: number;
}

export const nParameters = ({ nFeatures, nOutputs }: ParameterShape): number => nOutputs * (nFeatures + 1);

/** Whether theta[j] is a bias. */
export const isBias = ({ nFeatures }: ParameterShape, j: number): boolean => j % (nFeatures + 1) === nFeatures;
