import { CELL_PATTERNS, NO_PATTERN, type PatternClass } from '../../core/design/ambiguity/cellPatterns';
import { CELL_CLASSES, MISSING_LIKE, TRUE_FALSE, TRUTH_WORDS, type CellClass } from '../../core/design/ambiguity/cellClass';
import { literal } from './sql';

/** The number that stands for a class in SQL; 0 is the empty cell. */
export const MISSING_CODE = CELL_CLASSES.length + 1;
export const classCode = (cellClass: CellClass | 'missing'): number =>
  cellClass === 'missing' ? MISSING_CODE : CELL_CLASSES.indexOf(cellClass) + 1;

const patternClasses = Object.keys(CELL_PATTERNS) as PatternClass[];
const list = (words: readonly string[]): string => words.map(literal).join(', ');

/**
 * The class of a cell, as its number. No cell is of two classes, so the order is free: the classes in `frequent` are tried
 * first, since each pattern costs as much as reading the cell.
 */
export const classOfCell = (cell: string, missingWords: readonly string[], frequent: readonly CellClass[]): string => {
  const text = `trim(${cell}, ${literal(' \t')})`;
  const when = (name: PatternClass): string => `WHEN regexp_full_match(${text}, ${literal(CELL_PATTERNS[name])}) THEN ${classCode(name)}`;
  const isPattern = (name: CellClass): name is PatternClass => name in CELL_PATTERNS;
  const first = frequent.filter(isPattern);
  const words: [CellClass, string[]][] = [['missing-like', MISSING_LIKE], ['truth-word', TRUTH_WORDS], ['true-false', TRUE_FALSE]];
  const missing = missingWords.length === 0 ? '' : `WHEN ${cell} IN (${list(missingWords)}) THEN ${MISSING_CODE}`;
  return `CASE WHEN ${cell} IS NULL THEN 0 ${missing} ${first.map(when).join(' ')}
    ${words.map(([name, all]) => `WHEN lower(${text}) IN (${list(all)}) THEN ${classCode(name)}`).join(' ')}
    WHEN regexp_matches(${text}, ${literal(NO_PATTERN)}) THEN ${classCode('other')}
    ${patternClasses.filter((name) => !first.includes(name)).map(when).join(' ')} ELSE ${classCode('other')} END`;
};
