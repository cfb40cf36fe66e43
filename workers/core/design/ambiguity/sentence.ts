import type { Ambiguity } from '../../schema';
import { counted, formatCount } from '../../text/counted';

/** What is to be said of an ambiguity, the column named aside: `435 cells like 0,435 (line 2) are read as 0.435; ...`. */
export const ambiguitySentence = ({ nCells, examples, readAs, couldBe, otherwise }: Ambiguity): string => {
  const [first] = examples;
  const like = first ? ` like ${first.text} (line ${formatCount(first.line)})` : '';
  const [are, they] = nCells === 1 ? ['is', 'it'] : ['are', 'they'];
  return `${counted(nCells, 'cell')}${like} ${are} read as ${readAs}; ${otherwise} ${they} would be ${couldBe}.`;
};
