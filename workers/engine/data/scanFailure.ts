import { openQuoteFailure } from '../../core/design/openQuote';
import { MAX_LINE_BYTES } from '../../core/design/rejected';
import { FallLineError, type ImportOptions } from '../../core/schema';
import type { ScanReport } from '../../tasks/scan/messages';
import { formatCount } from '../../core/text/counted';

/** What makes the file as a whole unfit, though DuckDB may read some of it without a word; null where it is sound. */
export const scanFailure = (
  { damage, text, invalidUtf8Line }: ScanReport,
  fileName: string,
  { format, dialect }: ImportOptions,
): FallLineError | null => {
  const name = `"${fileName}"`;
  const { encoding } = dialect;
  if (damage) return new FallLineError('file-damaged', `${name} cannot be unpacked whole: ${damage}. Fetch the file again.`);
  if (!text) return null;
  if (text.firstNulLine !== null) {
    return new FallLineError(
      'file-not-supported',
      `${name} holds a NUL byte in line ${formatCount(text.firstNulLine)}. Remove it, or choose another encoding than ${encoding}.`,
    );
  }
  if (format !== 'csv') {
    if (invalidUtf8Line === null) return null;
    return new FallLineError('file-not-supported', `Line ${formatCount(invalidUtf8Line)} of ${name} is not valid UTF-8. Save the file as UTF-8.`);
  }
  if (text.openQuoteLine !== null) {
    return openQuoteFailure(fileName, text.openQuoteLine, text.nLines);
  }
  if (text.mixedEndsLine !== null) {
    return new FallLineError(
      'import-failed',
      `Line ${formatCount(text.mixedEndsLine)} of ${name} ends in another way than line 1 (LF, CRLF or CR). Save the file with one kind of line end.`,
    );
  }
  if (text.nLines === 1 && text.longestLine.byteLength > MAX_LINE_BYTES) {
    return new FallLineError(
      'file-not-supported',
      `${name} is one line of ${formatCount(text.longestLine.byteLength)} bytes. Choose a file with a line for each row.`,
    );
  }
  return null;
};
