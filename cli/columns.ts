import { FallLineError, type ColumnDefinition, type LossSettings } from '../workers/core/schema';
import { count, cut } from './format';
import { nearest } from './nearest';

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

export const findNumericColumn = (columns: ColumnDefinition[], wanted: string): ColumnDefinition => {
  const column = findColumn(columns, wanted);
  if (column.type === 'number') return column;
  throw new FallLineError(
    'column-not-numeric',
    `The column "${column.name}" holds values of type ${column.type}, not numbers. Choose another column, or name its missing values with --missing and its marks with --decimal and --thousands.`,
  );
};

/** Losses of classes take labels, which may be of any type. */
export type TargetKind = 'number' | 'classes';

export const targetKindOf = ({ kind }: LossSettings): TargetKind =>
  kind === 'logistic' || kind === 'softmax' ? 'classes' : 'number';

export interface ChosenColumns {
  target: ColumnDefinition;
  features: ColumnDefinition[];
}

/** Target and features by name; without names of features, every numeric column but the target. */
export const chooseColumns = (
  columns: ColumnDefinition[],
  targetName: string,
  featureNames: string[] | null,
  targetKind: TargetKind = 'number',
): ChosenColumns => {
  const target = (targetKind === 'classes' ? findColumn : findNumericColumn)(columns, targetName);
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
