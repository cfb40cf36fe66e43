import type { Dialect } from '../../schema';
import { readRecords } from '../csvRecords';
import { cellClass, type CellClass } from './cellClass';
import type { ClassCounts } from './findings';

export const MAX_EXAMPLES = 3;

export interface CellExample {
  line: number;
  text: string;
}

/** What the beginning of a file holds in one column. */
export interface SampledColumn {
  counts: ClassCounts;
  examples: Partial<Record<CellClass | 'missing', CellExample[]>>;
}

/** Classes of the cells in the beginning of a file; records that are not as wide as the table are no rows of it. */
export const sampleCells = (text: string, isWhole: boolean, dialect: Dialect, nColumns: number): SampledColumn[] => {
  const { records } = readRecords(text, dialect);
  const body = records.filter((record) => record.line > dialect.skipLines && (!record.isBlank || nColumns === 1));
  const rows = body.slice(dialect.hasHeader ? 1 : 0, isWhole ? undefined : -1).filter(({ cells }) => cells.length === nColumns);
  const missing = new Set(dialect.missingWords);
  return Array.from({ length: nColumns }, (_, index) => {
    const counts: Partial<Record<CellClass | 'missing', number>> = {};
    const examples: SampledColumn['examples'] = {};
    for (const { cells, line } of rows) {
      const cell = cells[index] ?? '';
      if (cell === '') continue;
      const name = missing.has(cell) ? 'missing' : cellClass(cell);
      counts[name] = (counts[name] ?? 0) + 1;
      const kept = (examples[name] ??= []);
      if (kept.length < MAX_EXAMPLES) kept.push({ line, text: cell.slice(0, 100) });
    }
    return { counts, examples };
  });
};
