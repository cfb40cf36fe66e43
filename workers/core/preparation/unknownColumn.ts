import type { ColumnDefinition } from '../schema';
import { nearest } from '../text/nearest';

/** Names the nearest column. `what` says what the name is wanted for. */
export const unknownColumn = (name: string, what: string, columns: readonly ColumnDefinition[]): string => {
  const near = nearest(name, columns.map((column) => column.name));
  const hint = near === null ? '' : ` Did you mean "${near}"?`;
  return `There is no column "${name}", which ${what}.${hint} Choose a column of the file.`;
};
