import { FallLineError, type ImportOptions } from '../../core/schema';

const isMark = (mark: string): boolean => /^[\x00-\x7f]$/.test(mark) && mark !== '\n' && mark !== '\r' && mark !== '\0';

const fail = (message: string): never => {
  throw new FallLineError('setting-invalid', message);
};

/** Throws 'setting-invalid' for rules by which no file can be read. */
export const checkImportOptions = ({ format, dialect, columns }: ImportOptions): void => {
  if (columns.length === 0) fail('There is no column to read. Choose a file with columns.');
  columns.forEach(({ index }, place) => {
    if (index !== place) fail(`Column ${place + 1} is missing from the import: list every column of the file in order.`);
  });
  if (new Set(columns.map(({ name }) => name)).size < columns.length) fail('Two columns have the same name. Name them apart.');
  if (format !== 'csv') return;
  const { delimiter, quote, escape, decimalMark, thousandsMark, skipLines, dateFormat } = dialect;
  if (!isMark(delimiter)) fail(`The delimiter "${delimiter}" is not one plain character. Choose for example , ; | or tab.`);
  if (quote !== '' && !isMark(quote)) fail(`The quote "${quote}" is not one plain character. Choose " or ' or none.`);
  if (escape !== '' && !isMark(escape)) fail(`The escape "${escape}" is not one plain character. Choose the quote or a backslash.`);
  if (quote === delimiter) fail(`"${delimiter}" cannot be the quote and the delimiter. Choose two characters.`);
  if (decimalMark === thousandsMark) fail(`"${decimalMark}" cannot be the decimal and the thousands mark. Choose two characters.`);
  if (!Number.isSafeInteger(skipLines) || skipLines < 0) fail(`${skipLines} is no number of lines to skip. Choose 0 or more.`);
  if (dateFormat === '') fail('The date format is empty. Choose a pattern such as %d.%m.%Y, or none for ISO dates.');
};
