import type { TableColumn } from './tableColumns';

/** The ends of the interval of a new row. */
export const INTERVAL_NAMES = ['low', 'high'];

/** Of predictions as a table: the row of the file, the quantity or the label, its interval, and for classes the probability of each. */
export const predictionColumns = (classNames: readonly string[] | null, hasIntervals = false): TableColumn[] => [
  { name: 'row', kind: 'whole' },
  { name: 'prediction', kind: classNames === null ? 'number' : 'text' },
  ...(hasIntervals ? INTERVAL_NAMES : []).map((name): TableColumn => ({ name, kind: 'number' })),
  ...(classNames ?? []).map((name): TableColumn => ({ name: `p(${name})`, kind: 'number' })),
];
