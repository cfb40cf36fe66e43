/** Weights charted until a person picks others. The index `nFeatures` stands for the bias. */
export const SHOWN_BY_DEFAULT = 12;

export const defaultPinned = (nFeatures: number): number[] =>
  Array.from({ length: Math.min(nFeatures, SHOWN_BY_DEFAULT) }, (_, index) => index);

export const togglePinned = (pinned: readonly number[], index: number): number[] =>
  pinned.includes(index)
    ? pinned.filter((other) => other !== index)
    : [...pinned, index].sort((a, b) => a - b);

/** Name of the column, or of the bias. */
export const parameterName = (featureNames: readonly string[], index: number): string =>
  featureNames[index] ?? 'b (bias)';
