import { DEFAULT_DESIGN } from '../../workers/core/training/defaults';
import type { ColumnSelection } from '../../workers/engine/training/designMatrix';

/** The columns as they are, in the order of the file. */
export const DEFAULT_SELECTION: Omit<ColumnSelection, 'target' | 'features' | 'standardize'> = {
  ...DEFAULT_DESIGN,
  targetKind: 'number',
  loss: 'squared',
  isShuffled: false,
};
