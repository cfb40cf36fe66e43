import { EXPORT_FORMATS } from '../../workers/core/export/formats/kinds';
import type { DialectOverrides, ExportFormat } from '../../workers/core/schema';
import { expectPositionals, parseChoice, readArguments, type OptionTable } from '../arguments';
import { UsageError } from '../failures';
import { DIALECT_TABLE, readDialect } from './dialect';

const EXPORT_TABLE = {
  ...DIALECT_TABLE,
  format: 'value',
  data: 'value',
  output: 'value',
  quiet: 'flag',
} as const satisfies OptionTable;

export interface ExportOptions {
  modelPath: string;
  format: ExportFormat;
  /** null: what is written is not run. */
  dataPath: string | null;
  dialect: DialectOverrides;
  outputPath: string | null;
  quiet: boolean;
}

const SHORT_NAMES: Record<string, ExportFormat> = { js: 'javascript', py: 'python', 'scikit-learn': 'sklearn' };

export const parseExport = (argv: string[]): ExportOptions => {
  const args = readArguments(argv, EXPORT_TABLE);
  const [modelPath = ''] = expectPositionals(args.positionals, ['MODEL.json']);
  const format = args.value('format');
  if (format === undefined) {
    throw new UsageError(`Say which form is wanted with --format: ${EXPORT_FORMATS.join(', ')}.`);
  }
  const wanted = format.trim().toLowerCase();
  const dataPath = args.value('data') ?? null;
  if (dataPath === '') throw new UsageError('The option --data needs the name of a file.');
  const dialect = readDialect(args);
  if (dataPath === null && Object.keys(dialect).length > 0) {
    throw new UsageError('Options such as --delimiter and --missing say how the file of --data is written. Name one, or leave them out.');
  }
  return {
    modelPath,
    format: parseChoice('format', SHORT_NAMES[wanted] ?? wanted, EXPORT_FORMATS),
    dataPath,
    dialect,
    outputPath: args.value('output') ?? null,
    quiet: args.flag('quiet'),
  };
};
