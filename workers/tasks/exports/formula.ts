import { readFile } from 'node:fs/promises';
import FormulaParser from 'fast-formula-parser';
import type { DescribedInput } from '../../core/export/describedModel';
import { formulaCells } from '../../core/export/formats/formula';
import { columnLetters } from '../../core/export/formats/formulaSheet';
import { daysOfIso } from '../../core/preparation/dates';
import type { Cell, Scores } from '../../core/export/scores';
import { classNumber, type Consumer } from './consumer';

/** Its interpreter reads each formula anew for each row. */
const LIMIT_MS = 10_000;
const ROW = 2;
/** Of 1970-01-01 in a spreadsheet. */
const EPOCH = 25_569;
const CELL_LINE = /^([A-Z]+2)\t=(.*)\t[^\t]*$/;

/** A missing cell as an empty text, which functions take as they do an empty cell; this interpreter hands them an object for one. */
const cellOf = (cell: Cell, { type }: DescribedInput): Cell => {
  if (cell === null) return '';
  return typeof cell === 'string' && (type === 'date' || type === 'timestamp') ? (daysOfIso(cell) ?? NaN) + EPOCH : cell;
};

/** The formulas in the text of the file, by cell. */
const formulasOf = (text: string): [cell: string, formula: string][] =>
  text.split('\n').flatMap((line): [string, string][] => {
    const found = CELL_LINE.exec(line);
    return found ? [[found[1]!, found[2]!]] : [];
  });

export const consumeFormula: Consumer = async ({ path, rows, described, control }) => {
  const formulas = formulasOf(await readFile(path, 'utf8'));
  const { inputs, outputs } = formulaCells(described);
  const values = new Map<string, unknown>();
  const valueAt = (column: number): unknown => values.get(`${columnLetters(column - 1)}${ROW}`) ?? '';
  const parser = new FormulaParser({
    onCell: ({ col }) => valueAt(col),
    onRange: ({ from, to }) => [Array.from({ length: to.col - from.col + 1 }, (_, k) => valueAt(from.col + k))],
  });
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  const scores: Scores = { predictions: [], probabilities: (described.classNames ?? []).map(() => []) };
  const endsAt = performance.now() + LIMIT_MS;
  for (let i = 0; i < rows.nRows && performance.now() < endsAt; i++) {
    control.check();
    control.report(i, rows.nRows);
    inputs.forEach((cell, j) => values.set(cell, cellOf(rows.columns[j]![i] ?? null, described.inputs[j]!)));
    for (const [cell, formula] of formulas) values.set(cell, parser.parse(formula, { sheet: '', row: ROW, col: 1 }));
    const [prediction, ...probabilities] = outputs.map((cell) => values.get(cell));
    // An empty text is a row without a prediction.
    const label = prediction === '' ? null : prediction;
    scores.predictions.push(described.classNames === null ? number(label) : classNumber(described, label));
    probabilities.forEach((value, k) => scores.probabilities[k]!.push(number(value)));
    // Between rows others may be heard.
    if (i % 50 === 49) await new Promise((resolve) => setImmediate(resolve));
  }
  return { outcome: 'scored', scores, consumer: 'fast-formula-parser' };
};
