import { BEYOND_NUMBERS, CELL_PATTERNS, WORD_CLASSES, type PatternClass } from '../../core/design/ambiguity/cellPatterns';
import { CELL_CLASSES, type CellClass } from '../../core/design/ambiguity/cellClass';
import { literal } from './sql';

/** The number that stands for a class in SQL; 0 is the empty cell. */
export const classCode = (cellClass: CellClass | 'missing'): number =>
  cellClass === 'missing' ? CELL_CLASSES.length + 1 : CELL_CLASSES.indexOf(cellClass) + 1;

const patternClasses = Object.keys(CELL_PATTERNS) as PatternClass[];
const isPattern = (name: CellClass): name is PatternClass => name !== 'other';

/**
 * The class of a cell, as its number. No cell is of two classes, so the order is free: the classes in `frequent` are tried
 * first, since each pattern costs as much as reading the cell, and the first of them is NULL, which costs nothing to count.
 */
export const classOfCell = (cell: string, missingWords: readonly string[], frequent: readonly CellClass[]): string => {
  const code = (name: CellClass): string => (name === frequent[0] ? 'NULL' : String(classCode(name)));
  const when = (name: PatternClass): string => `WHEN regexp_full_match(${cell}, ${literal(CELL_PATTERNS[name])}) THEN ${code(name)}`;
  const first = frequent.filter(isPattern);
  const missing = `WHEN ${cell} IN (${missingWords.map(literal).join(', ')}) THEN ${classCode('missing')}`;
  return `CASE WHEN ${cell} IS NULL THEN 0 ${missingWords.length === 0 ? '' : missing} ${first.map(when).join(' ')}
    WHEN regexp_matches(${cell}, ${literal(BEYOND_NUMBERS)})
    THEN CASE ${WORD_CLASSES.map(when).join(' ')} ELSE ${code('other')} END
    ${patternClasses.filter((name) => !first.includes(name)).map(when).join(' ')} ELSE ${code('other')} END`;
};
