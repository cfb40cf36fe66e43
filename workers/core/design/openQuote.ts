import { FallLineError } from '../schema';
import { formatCount } from '../text/counted';

/** `line` opens a quote that swallows the rest of a file of `nLines` lines. */
export const openQuoteFailure = (fileName: string, line: number, nLines: number): FallLineError => {
  const swallowed = nLines - line;
  const lines = swallowed === 1 ? 'the line' : `the ${formatCount(swallowed)} lines`;
  const rest = swallowed > 0 ? `, which takes ${lines} behind it with it` : '';
  return new FallLineError(
    'import-failed',
    `Line ${formatCount(line)} of "${fileName}" opens a quote that is never closed${rest}. Close it, or choose another quote character.`,
  );
};
