import { FallLineError, type ColumnType, type DatasetSummary, type ModelFile } from '../../core/schema';

const unknownColumn = (columns: DatasetSummary['columns'], fileName: string, name: string): FallLineError => {
  const known = columns.slice(0, 10).map((candidate) => `"${candidate.name}"`).join(', ');
  return new FallLineError(
    'column-unknown',
    `"${fileName}" has no column "${name}", which the model needs. Its columns are ${known}${columns.length > 10 ? ', …' : ''}.`,
  );
};

/** The column that a model's predictions are compared with; a quantity must hold numbers. */
export const targetIndex = (
  { columns, fileName }: DatasetSummary,
  { targetName, classNames }: Pick<ModelFile, 'targetName' | 'classNames'>,
): number => {
  const column = columns.find(({ name }) => name === targetName);
  if (!column) {
    throw new FallLineError(
      'column-unknown',
      `"${fileName}" has no column "${targetName}", with which the predictions would be compared. Choose a file that has it.`,
    );
  }
  if (classNames === null && column.type !== 'number') {
    throw new FallLineError(
      'column-not-numeric',
      `Column "${targetName}" of "${fileName}" holds ${column.type}, not numbers. Import it as numbers.`,
    );
  }
  return column.index;
};

/** Where a model's columns are in a dataset, by name. */
export const columnIndexes = ({ columns, fileName }: DatasetSummary, names: readonly string[]): number[] =>
  names.map((name) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (!column) throw unknownColumn(columns, fileName, name);
    if (column.type !== 'number') {
      throw new FallLineError(
        'column-not-numeric',
        `Column "${name}" of "${fileName}" holds ${column.type}, not numbers. Import it as numbers.`,
      );
    }
    return column.index;
  });

const TYPE_WORDS: Record<ColumnType, string> = {
  number: 'numbers',
  text: 'text',
  boolean: 'truth values',
  date: 'dates',
  timestamp: 'dates with times',
};

/** Where the columns that a model reads are in a dataset, by name; they must be of the same type. */
export const inputIndexes = (
  { columns, fileName }: DatasetSummary,
  inputs: readonly { name: string; type: ColumnType }[],
): number[] =>
  inputs.map(({ name, type }) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (!column) throw unknownColumn(columns, fileName, name);
    if (column.type !== type) {
      throw new FallLineError(
        'column-not-numeric',
        `Column "${name}" of "${fileName}" holds ${TYPE_WORDS[column.type]}, and the model was trained on ${TYPE_WORDS[type]}. Import it as ${TYPE_WORDS[type]}.`,
      );
    }
    return column.index;
  });
