import type { Ambiguity, AmbiguityKind, ColumnDefinition, Dialect, ReadingChange } from '../../schema';
import type { CellClass } from './cellClass';

/** How many cells of a column are of each class; a cell that is a missing word of the dialect is of the class `missing` alone. */
export type ClassCounts = Readonly<Partial<Record<CellClass | 'missing', number>>>;

/** Cells of a column that would read differently, before examples of them are at hand. */
export interface Finding {
  kind: AmbiguityKind;
  /** The classes that the cells are of. */
  classes: (CellClass | 'missing')[];
  /** Puts the two readings of a cell into words. */
  describe: (cell: string) => { readAs: string; couldBe: string; otherwise: string; change: ReadingChange };
}

export interface Judged {
  column: ColumnDefinition;
  dialect: Dialect;
  counts: ClassCounts;
}

export const countOf = (counts: ClassCounts, ...classes: (CellClass | 'missing')[]): number =>
  classes.reduce((sum, name) => sum + (counts[name] ?? 0), 0);

/** Cells that hold something, and no word that may stand for a missing value. */
export const countPresent = (counts: ClassCounts): number =>
  Object.entries(counts).reduce((sum, [name, n]) => (name === 'missing' || name === 'missing-like' ? sum : sum + n), 0);

/** Where so large a share of the cells fits another type, the column may be meant as one of that type. */
export const MOSTLY = 0.95;

export const toAmbiguity = (
  { kind, classes, describe }: Finding,
  { column, counts }: Judged,
  examples: Ambiguity['examples'],
): Ambiguity => ({
  kind,
  column: column.index,
  name: column.name,
  nCells: countOf(counts, ...classes),
  examples,
  ...describe(examples[0]?.text ?? ''),
});
