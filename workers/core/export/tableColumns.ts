import type { TableFormat } from '../schema';

/** By the end of its name: a table is CSV unless that says otherwise. */
export const tableFormatOf = (path: string): TableFormat => (/\.parquet$/i.test(path) ? 'parquet' : 'csv');

/** A column of a table that is written out; missing values are null. */
export interface TableColumn {
  name: string;
  kind: 'whole' | 'number' | 'text';
}

/**
 * Names that differ in more than upper and lower case, which readers of Parquet do not always tell apart: a later one gets a
 * number in brackets.
 */
export const distinctNames = (names: readonly string[]): string[] => {
  const taken = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let turn = 2; taken.has(distinct.toLowerCase()); turn++) distinct = `${name} (${turn})`;
    taken.add(distinct.toLowerCase());
    return distinct;
  });
};
