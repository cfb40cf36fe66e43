import type { DialectOverrides } from '../../workers/core/schema';
import { parseChoice, parseCount, parseList, type Arguments, type OptionTable } from '../arguments';
import { UsageError } from '../failures';

export const DIALECT_TABLE = {
  delimiter: 'value',
  decimal: 'value',
  thousands: 'value',
  encoding: 'value',
  header: 'flag',
  'no-header': 'flag',
  missing: 'value',
  'skip-lines': 'value',
} as const satisfies OptionTable;

const WORDS: Record<string, string> = { tab: '\t', '\\t': '\t', space: ' ', none: '' };
const asCharacter = (text: string): string => WORDS[text] ?? text;

const readDelimiter = (text: string): string => {
  const delimiter = asCharacter(text);
  if ([...delimiter].length !== 1 || /[\r\n"]/.test(delimiter)) {
    throw new UsageError(`The option --delimiter is "${text}"; it must be one character, or the word tab.`);
  }
  return delimiter;
};

const readHeader = (args: Arguments<typeof DIALECT_TABLE>): boolean | undefined => {
  if (args.flag('header') && args.flag('no-header')) {
    throw new UsageError('The options --header and --no-header exclude each other.');
  }
  if (args.flag('header')) return true;
  return args.flag('no-header') ? false : undefined;
};

/** `age=median` is a rule for a column, and words for a missing value hold no =. */
export const isMissingRule = (text: string): boolean => text.includes('=');

/** `hasRecipe`: the command has options for a recipe, of which --missing is one. */
export const readDialect = (
  args: Arguments<typeof DIALECT_TABLE>,
  { hasRecipe }: { hasRecipe: boolean } = { hasRecipe: false },
): DialectOverrides => {
  const { value, values } = args;
  const [delimiter, decimal, thousands, encoding, skipLines] = (
    ['delimiter', 'decimal', 'thousands', 'encoding', 'skip-lines'] as const
  ).map(value);
  const missing = values('missing').filter((text) => !hasRecipe || !isMissingRule(text)).at(-1);
  const hasHeader = readHeader(args);
  const dialect: DialectOverrides = {
    ...(delimiter !== undefined && { delimiter: readDelimiter(delimiter) }),
    ...(decimal !== undefined && { decimalMark: parseChoice('decimal', decimal, ['.', ',']) }),
    ...(thousands !== undefined && {
      thousandsMark: parseChoice('thousands', asCharacter(thousands), ['', '.', ',', ' ', "'"]),
    }),
    ...(encoding !== undefined && {
      encoding: parseChoice('encoding', encoding, ['utf-8', 'utf-16', 'latin-1']),
    }),
    ...(hasHeader !== undefined && { hasHeader }),
    ...(missing !== undefined && { missingWords: parseList(missing).filter((word) => word !== '') }),
    ...(skipLines !== undefined && { skipLines: parseCount('skip-lines', skipLines, 0) }),
  };
  if (dialect.decimalMark !== undefined && dialect.decimalMark === dialect.thousandsMark) {
    throw new UsageError(
      `The options --decimal and --thousands are both "${dialect.decimalMark}"; they must differ.`,
    );
  }
  return dialect;
};
