import type { ColumnDefinition } from '../schema';

/** The columns a linear model can use as they are. */
export const numericColumns = (columns: readonly ColumnDefinition[]): ColumnDefinition[] =>
  columns.filter((column) => column.type === 'number');

const USUAL_TARGETS = ['y', 'target', 'label', 'output', 'response'];

/** A first choice for a person to change: a column with a target's usual name, else the last number, from all others. */
export const suggestSelection = (
  columns: readonly ColumnDefinition[],
): { target: number | null; features: number[] } => {
  const numeric = numericColumns(columns);
  const usual = numeric.find((column) => USUAL_TARGETS.includes(column.name.toLowerCase()));
  const target = usual ?? numeric.at(-1);
  return {
    target: target?.index ?? null,
    features: numeric.filter((column) => column !== target).map((column) => column.index),
  };
};
