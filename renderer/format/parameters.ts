/** A column of the design is named as in the file, its powers `name^2` and so on. */
export const powerName = (name: string, power: number): string => (power === 1 ? name : `${name}^${power}`);

export interface ParameterEntry {
  /** In theta. */
  index: number;
  name: string;
  isBias: boolean;
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

/** `name`, and for each class `class · name`; the bias of a set is its last. */
export function parameterSet({ featureNames, outputNames, intercept }: Shape): ParameterSet {
  const length = featureNames.length + 1;
  const entries = (outputNames ?? [null]).flatMap((output, place) => {
    const name = (own: string): string => (output === null ? own : `${output} · ${own}`);
    const weights = featureNames.map((feature, j) => ({ index: place * length + j, name: name(feature), isBias: false }));
    const bias = { index: place * length + length - 1, name: name('b (bias)'), isBias: true };
    return intercept ? [...weights, bias] : weights;
  });
  return { count: length * (outputNames?.length ?? 1), entries };
}
