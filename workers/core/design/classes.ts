import { FallLineError, type ColumnDefinition } from '../schema';
import { counted, formatCount } from '../text/counted';

export const MAX_CLASSES = 1_000;
/** Fewer numbers may be classes even where nearly every row has its own. */
const FEW_NUMBERS = 20;
const SHOWN_CHARACTERS = 60;

const shown = (label: string): string =>
  label.length > SHOWN_CHARACTERS ? `"${label.slice(0, SHOWN_CHARACTERS)}..."` : `"${label}"`;

/** Throws where the values of a target do not make classes. `labels` are the first MAX_CLASSES of them. */
export const checkClasses = (
  { name, type }: Pick<ColumnDefinition, 'name' | 'type'>,
  labels: readonly string[],
  { nDistinct, nRows }: { nDistinct: number; nRows: number },
): void => {
  const [only] = labels;
  if (nDistinct === 1 && only !== undefined) {
    throw new FallLineError(
      'column-constant',
      `Target "${name}" has one class, ${shown(only)}, in ${nRows === 1 ? 'the one row' : `all ${formatCount(nRows)} rows`} used: there is nothing to tell apart. Choose another target.`,
    );
  }
  const isQuantity = type === 'number' && (nDistinct > MAX_CLASSES || (nDistinct > FEW_NUMBERS && 2 * nDistinct > nRows));
  if (isQuantity) {
    throw new FallLineError(
      'setting-invalid',
      `Target "${name}" has ${formatCount(nDistinct)} different numbers in ${counted(nRows, 'row')} and looks like a quantity. Choose a loss for quantities, for example squared.`,
    );
  }
  if (nDistinct > MAX_CLASSES) {
    throw new FallLineError(
      'setting-invalid',
      `Target "${name}" has ${formatCount(nDistinct)} classes, and at most ${formatCount(MAX_CLASSES)} can be told apart. Choose another target.`,
    );
  }
};
