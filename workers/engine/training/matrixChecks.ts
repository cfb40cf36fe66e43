import { FallLineError } from '../../core/schema';
import type { BuiltShards } from './designMatrix';
import { counted, formatCount } from '../../core/text/counted';

/** Names in the order of the features, and the target's. */
export interface ColumnNames {
  featureNames: string[];
  targetName: string;
}

/** Throws where no row is left. */
export const checkAnyRow = (nSamples: number): void => {
  if (nSamples > 0) return;
  throw new FallLineError(
    'too-few-rows',
    'No row has a value in every chosen column. Leave out the columns with missing values or choose another file.',
  );
};

/** Throws where the rows cannot determine the weights. */
const checkRowCount = (nSamples: number, nFeatures: number): void => {
  if (nSamples > nFeatures) return;
  const remedy =
    nSamples === 1 ? 'Add rows.' : `Choose at most ${counted(nSamples - 1, 'feature')} or add rows.`;
  throw new FallLineError(
    'too-few-rows',
    `${counted(nFeatures, 'feature')} but only ${counted(nSamples, 'row')}: many weights fit equally well. ${remedy}`,
  );
};

/** Throws where a column is out of range. */
export const checkRange = (built: BuiltShards, { featureNames, targetName }: ColumnNames): void => {
  const { minima, maxima, scaling } = built.summary;
  [...featureNames, targetName].forEach((name, j) => {
    const largest = Math.max(Math.abs(minima[j]!), Math.abs(maxima[j]!));
    const isUsable =
      Number.isFinite(largest) && (j === featureNames.length || Number.isFinite(scaling.scales[j]!));
    if (isUsable) return;
    throw new FallLineError(
      'column-not-numeric',
      `Column "${name}" holds values up to ${largest.toPrecision(3)}, too large to compute with. Scale it in the file or leave it out.`,
    );
  });
};

/** Throws where descent has no single best weights: fewer rows than weights, or a constant column. */
export const checkDetermined = (
  built: BuiltShards,
  nSamples: number,
  { featureNames, targetName }: ColumnNames,
): void => {
  checkRowCount(nSamples, featureNames.length);
  const { constantColumns, targetIsConstant, minima } = built.summary;
  const rows = `in all ${formatCount(nSamples)} rows used`;
  const [constant] = constantColumns;
  if (constant !== undefined) {
    throw new FallLineError(
      'column-constant',
      `Feature "${featureNames[constant]}" is ${minima[constant]} ${rows}, so its weight cannot be told from the bias. Leave it out.`,
    );
  }
  if (targetIsConstant) {
    throw new FallLineError(
      'column-constant',
      `Target "${targetName}" is ${minima[featureNames.length]} ${rows}: there is nothing to learn. Choose another target.`,
    );
  }
};
