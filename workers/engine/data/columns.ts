import { FallLineError, type DatasetSummary } from '../../core/schema';

/** Where a model's columns are in a dataset, by name. */
export const columnIndexes = ({ columns, fileName }: DatasetSummary, names: readonly string[]): number[] =>
  names.map((name) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (!column) {
      const known = columns.slice(0, 10).map((candidate) => `"${candidate.name}"`).join(', ');
      throw new FallLineError(
        'column-unknown',
        `"${fileName}" has no column "${name}", which the model needs. Its columns are ${known}${columns.length > 10 ? ', …' : ''}.`,
      );
    }
    if (column.type !== 'number') {
      throw new FallLineError(
        'column-not-numeric',
        `Column "${name}" of "${fileName}" holds ${column.type}, not numbers. Import it as numbers.`,
      );
    }
    return column.index;
  });
