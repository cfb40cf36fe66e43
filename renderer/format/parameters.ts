/** Of names such as `city = Oslo` the end tells one from the other: where there is no room for all, that stays. */
export const isToldByEnd = (name: string): boolean => /( = | \* |\^\d+$| · )/.test(name);

export interface ParameterEntry {
  /** In theta. */
  index: number;
  name: string;
  isBias: boolean;
  /** Among the weights, or among the biases. */
  rank: number;
}

/** The numbers that are learnt, in the order of theta. */
export interface ParameterSet {
  /** All of theta. */
  count: number;
  /** Those that a person is shown: a bias that is not in the model is not. */
  entries: readonly ParameterEntry[];
}

interface Shape {
  featureNames: readonly string[];
  /** One set of weights for each; null: one set. */
  outputNames: readonly string[] | null;
  intercept: boolean;
}

/** Offset of theta[0] in a record. */
export const firstOffset = (recordLength: number, { count }: ParameterSet): number => recordLength - count;

/** The one bias, where there is one set of weights: it has its place everywhere. */
export const onlyBias = ({ entries }: ParameterSet): ParameterEntry | null => {
  const biases = entries.filter(({ isBias }) => isBias);
  return biases.length === 1 ? (biases[0] ?? null) : null;
};

/** `name`, and for each class `class · name`; the bias of a set is its last. */
export function parameterSet({ featureNames, outputNames, intercept }: Shape): ParameterSet {
  const length = featureNames.length + 1;
  const entries = (outputNames ?? [null]).flatMap((output, place) => {
    const name = (own: string): string => (output === null ? own : `${output} · ${own}`);
    const weights = featureNames.map((feature, j) => ({
      index: place * length + j,
      name: name(feature),
      isBias: false,
      rank: place * featureNames.length + j,
    }));
    const bias = { index: place * length + length - 1, name: name('b (bias)'), isBias: true, rank: place };
    return intercept ? [...weights, bias] : weights;
  });
  return { count: length * (outputNames?.length ?? 1), entries };
}
