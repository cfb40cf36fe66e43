import type { ColumnDefinition, ColumnProfile, DatasetSummary } from '../../electron/contract';
import { numericColumns, suggestSelection } from '../../workers/core/design/selectColumns';

/** What a target asks of the loss: words and truth values are classes. */
export type TargetKind = 'number' | 'two-classes' | 'classes';

/** null where a column cannot be the target. */
export function targetKindOf(column: ColumnDefinition, profile?: ColumnProfile): TargetKind | null {
  switch (column.type) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'two-classes';
    case 'text':
      return profile?.nDistinct === 2 ? 'two-classes' : 'classes';
    default:
      return null;
  }
}

export const isConstant = (profile: ColumnProfile | undefined): boolean =>
  profile !== undefined && profile.min !== null && profile.min === profile.max;

/** A column called `y` or the like, else the last numeric one. */
export const likelyTarget = ({ columns }: DatasetSummary): number | null => suggestSelection(columns).target;

/** Every numeric column but the target and those known to hold one value only. */
export function likelyFeatures(
  dataset: DatasetSummary,
  target: number | null,
  profiles: readonly ColumnProfile[] | null,
): number[] {
  const constant = new Set(profiles?.filter(isConstant).map((profile) => profile.index));
  return numericColumns(dataset.columns)
    .map((column) => column.index)
    .filter((index) => index !== target && !constant.has(index));
}

export const columnName = (dataset: DatasetSummary | null, index: number | null): string | null =>
  dataset?.columns.find((column) => column.index === index)?.name ?? null;
