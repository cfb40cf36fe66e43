import type { ExportFormat } from '../../schema';

export type ExportGroup = 'model' | 'code' | 'documents';

/** The forms of a model, and what people need to know to choose one. */
export interface ExportKind {
  /** As within a sentence. */
  title: string;
  /** One line on who needs it. */
  words: string;
  group: ExportGroup;
  /** Of the file, without the dot. */
  extension: string;
  /** What the largest difference of the check may be: more where the consumer computes in float32 by its nature. */
  tolerance: number;
}

const FLOAT64 = 1e-12;

export const EXPORT_KINDS: Record<ExportFormat, ExportKind> = {
  json: {
    title: 'model (JSON)',
    words: 'Everything needed to predict, to open it here again and to know where it came from.',
    group: 'model',
    extension: 'json',
    tolerance: FLOAT64,
  },
  csv: {
    title: 'coefficients (CSV)',
    words: 'For a table or a paper: one line a feature.',
    group: 'model',
    extension: 'csv',
    tolerance: FLOAT64,
  },
  pmml: {
    title: 'PMML 4.4',
    words: 'For scoring engines and databases that read the standard.',
    group: 'model',
    extension: 'pmml',
    tolerance: FLOAT64,
  },
  onnx: {
    title: 'ONNX',
    words: 'For inference runtimes, in double precision.',
    group: 'model',
    extension: 'onnx',
    tolerance: FLOAT64,
  },
  python: {
    title: 'Python',
    words: 'For scripts and services: a module that needs numpy alone.',
    group: 'code',
    extension: 'py',
    tolerance: FLOAT64,
  },
  sklearn: {
    title: 'scikit-learn',
    words: 'For notebooks: a fitted pipeline.',
    group: 'code',
    extension: 'py',
    tolerance: FLOAT64,
  },
  javascript: {
    title: 'JavaScript',
    words: 'For web pages and Node: a module without dependencies.',
    group: 'code',
    extension: 'mjs',
    tolerance: FLOAT64,
  },
  c: {
    title: 'C',
    words: 'For devices and other languages: one C99 file.',
    group: 'code',
    extension: 'c',
    tolerance: FLOAT64,
  },
  sql: {
    title: 'SQL',
    words: 'To score a table where it lies: PostgreSQL, DuckDB and the like.',
    group: 'code',
    extension: 'sql',
    tolerance: FLOAT64,
  },
  formula: {
    title: 'spreadsheet formulas',
    words: 'To paste into a sheet beside the columns.',
    group: 'code',
    extension: 'txt',
    tolerance: FLOAT64,
  },
  html: {
    title: 'report (HTML)',
    words: 'To read and to pass on: recipe, formula, charts and figures in one file.',
    group: 'documents',
    extension: 'html',
    tolerance: FLOAT64,
  },
};

export const EXPORT_FORMATS = Object.keys(EXPORT_KINDS) as ExportFormat[];
