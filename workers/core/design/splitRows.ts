import { FallLineError } from '../schema';
import { counted } from '../text/counted';

export interface RowSplit {
  nTraining: number;
  nValidation: number;
}

/** Of rows that say to which part they belong, `nTraining` of them trained on; null: by a share of all of them. */
export const partRows = (nRows: number, nTraining: number | null, validationShare: number): RowSplit =>
  nTraining === null ? splitRows(nRows, validationShare) : { nTraining, nValidation: nRows - nTraining };

/** How many of `nRows` rows are left out of training: round(share nRows), at least 1 where there is a share at all. */
export const splitRows = (nRows: number, validationShare: number): RowSplit => {
  if (validationShare === 0 || nRows === 0) return { nTraining: nRows, nValidation: 0 };
  const nValidation = Math.max(1, Math.round(validationShare * nRows));
  if (nValidation >= nRows) {
    throw new FallLineError(
      'too-few-rows',
      `A validation part of ${validationShare} of ${counted(nRows, 'row')} leaves none to train on. Choose a smaller one or add rows.`,
    );
  }
  return { nTraining: nRows - nValidation, nValidation };
};
