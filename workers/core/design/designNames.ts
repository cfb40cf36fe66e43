/** Names of the columns of the design: `x`, `x^2`, ... up to the degree, of each feature in turn. */
export const designNames = (featureNames: readonly string[], degree: number): string[] =>
  featureNames.flatMap((name) => Array.from({ length: degree }, (_, k) => (k === 0 ? name : `${name}^${k + 1}`)));

/** The features that these columns of the design were made of. */
export const namesOfDesign = (columnNames: readonly string[], degree: number): string[] =>
  columnNames.filter((_, j) => j % degree === 0);
