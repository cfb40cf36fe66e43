import { FallLineError, type ColumnDefinition } from '../workers/core/schema';
import { count, cut } from './format';
import { nearest } from '../workers/core/text/nearest';

const MAX_LISTED = 12;
const MAX_NAME = 40;

const listed = (names: string[]): string => {
  const shown = names.slice(0, MAX_LISTED).map((name) => cut(name, MAX_NAME));
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? `, … (${count(more)} more)` : ''}`;
};

/** The column of that name (blanks around it forgiven), or an error that names the nearest one. */
export const findColumn = (columns: ColumnDefinition[], wanted: string): ColumnDefinition => {
  const found =
    columns.find(({ name }) => name === wanted) ?? columns.find(({ name }) => name.trim() === wanted.trim());
  if (found !== undefined) return found;
  const names = columns.map(({ name }) => name);
  const near = nearest(wanted, names);
  const hint = near === null ? '' : ` Did you mean "${cut(near, MAX_NAME)}"?`;
  throw new FallLineError(
    'column-unknown',
    `There is no column "${wanted}".${hint} Columns: ${listed(names)}.`,
  );
};

/** `orElse`: another remedy, before the one for numbers that were not recognised. */
export const findNumericColumn = (
  columns: ColumnDefinition[],
  wanted: string,
  orElse = '',
): ColumnDefinition => {
  const column = findColumn(columns, wanted);
  if (column.type === 'number') return column;
  throw new FallLineError(
    'column-not-numeric',
    `The column "${column.name}" holds values of type ${column.type}, not numbers. Choose another column,${orElse} or name its missing values with --missing and its marks with --decimal and --thousands.`,
  );
};

export interface ChosenColumns {
  target: ColumnDefinition;
  features: ColumnDefinition[];
}

/** Classes may have labels of any type. */
export const chooseTarget = (
  columns: ColumnDefinition[],
  name: string,
  { isForClasses }: { isForClasses: boolean },
): ColumnDefinition =>
  isForClasses ? findColumn(columns, name) : findNumericColumn(columns, name, ' a loss for classes (--loss logistic or softmax),');

/**
 * Target and features by name; without names of features, every numeric column but the target.
 */
export const chooseColumns = (
  columns: ColumnDefinition[],
  targetName: string,
  featureNames: string[] | null,
  { isForClasses }: { isForClasses: boolean } = { isForClasses: false },
): ChosenColumns => {
  const target = chooseTarget(columns, targetName, { isForClasses });
  const features =
    featureNames === null
      ? columns.filter((column) => column.type === 'number' && column.index !== target.index)
      : featureNames.map((name) => findNumericColumn(columns, name));
  if (features.length === 0) {
    throw new FallLineError(
      'column-not-numeric',
      `There is no numeric column besides the target "${target.name}" to predict from. Columns: ${listed(columns.map(({ name }) => name))}.`,
    );
  }
  const repeated = features.find((feature, position) => features.indexOf(feature) !== position);
  if (repeated !== undefined) {
    throw new FallLineError(
      'setting-invalid',
      `The column "${repeated.name}" is named more than once in --features.`,
    );
  }
  if (features.some(({ index }) => index === target.index)) {
    throw new FallLineError(
      'target-as-feature',
      `The column "${target.name}" is the target and cannot be a feature too. Leave it out of --features.`,
    );
  }
  return { target, features };
};

export const indicesOf = ({ target, features }: ChosenColumns): { target: number; features: number[] } => ({
  target: target.index,
  features: features.map(({ index }) => index),
});
