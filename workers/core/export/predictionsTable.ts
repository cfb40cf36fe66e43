import type { TableColumn } from './tableColumns';

/** Of predictions as a table: the row of the file, the quantity or the label, and for classes the probability of each. */
export const predictionColumns = (classNames: readonly string[] | null): TableColumn[] => [
  { name: 'row', kind: 'whole' },
  { name: 'prediction', kind: classNames === null ? 'number' : 'text' },
  ...(classNames ?? []).map((name): TableColumn => ({ name: `p(${name})`, kind: 'number' })),
];
