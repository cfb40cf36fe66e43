import type { ColumnDefinition, ModelFile } from '../schema';

/**
 * Columns of another file, read as those that the model was trained on where that holds for any text: labels that look like
 * numbers are labels, days are times too. Whatever else differs is refused when the model is applied.
 */
export const columnsAsTrained = (
  columns: readonly ColumnDefinition[],
  { preparation }: Pick<ModelFile, 'preparation'>,
): ColumnDefinition[] =>
  columns.map((column) => {
    const type = preparation?.inputs.find(({ name }) => name === column.name)?.type;
    const isWider = type === 'text' || (type === 'timestamp' && column.type === 'date');
    return type !== undefined && isWider ? { ...column, type } : column;
  });
