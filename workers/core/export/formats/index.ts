import type { ExportFormat, ModelFile } from '../../schema';
import { coefficientsCsv } from '../coefficientsCsv';
import { serializeModel } from '../model';
import { printC } from './c';
import { printFormula } from './formula';
import { printJavascript } from './javascript';
import { printOnnx } from './onnx/model';
import { printPmml } from './pmml/model';
import { printPython } from './python';
import { printSklearn } from './sklearn';
import { printSql } from './sql';

export type Printer = (model: ModelFile) => string | Uint8Array;

/** Pure: the whole file from the model alone. */
export const PRINTERS: Partial<Record<ExportFormat, Printer>> = {
  json: serializeModel,
  csv: coefficientsCsv,
  pmml: printPmml,
  onnx: printOnnx,
  python: printPython,
  sklearn: printSklearn,
  javascript: printJavascript,
  c: printC,
  sql: printSql,
  formula: printFormula,
};
