import { FallLineError, type ColumnDefinition } from '../../core/schema';
import type { Dataset } from './datasets';

/** Throws where there is no such column. */
export const columnOf = ({ columns }: Dataset, index: number): ColumnDefinition => {
  const column = columns.find((candidate) => candidate.index === index);
  if (column) return column;
  throw new FallLineError(
    'column-unknown',
    `There is no column ${index} in this file. Choose one of its ${columns.length} columns.`,
  );
};
