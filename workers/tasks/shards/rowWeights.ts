import { createWeightMean } from '../../core/design/weightMean';

/** The weights of rows, brought to mean 1 over the rows trained on, and over those of the validation part by themselves. */
export interface RowWeights {
  /** Of the next rows, which belong to `places`; null: all are trained on. */
  learn(weights: Float64Array, count: number, places: Uint32Array | null): void;
  /** Once all are known: the same rows' weights as they are to be used, until the next call. */
  scale(weights: Float64Array, count: number, places: Uint32Array | null): Float64Array;
  /** Of the rows trained on, as they are used. */
  least(): number;
}

export const createRowWeights = (nTraining: number): RowWeights => {
  const [training, validation] = [createWeightMean(), createWeightMean()];
  const isTrained = (places: Uint32Array | null, i: number): boolean => !places || places[i]! < nTraining;
  let scaled = new Float64Array(0);
  return {
    learn: (weights, count, places) => {
      for (let i = 0; i < count; i++) (isTrained(places, i) ? training : validation).push(weights[i]!);
    },
    scale: (weights, count, places) => {
      if (scaled.length < weights.length) scaled = new Float64Array(weights.length);
      const [ofTraining, ofValidation] = [training.mean(), validation.mean()];
      for (let i = 0; i < count; i++) scaled[i] = weights[i]! / (isTrained(places, i) ? ofTraining : ofValidation);
      return scaled;
    },
    least: () => training.least() / training.mean(),
  };
};
