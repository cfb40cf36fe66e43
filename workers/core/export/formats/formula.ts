import type { ModelFile } from '../../schema';
import { describeModel, type DescribedModel } from '../describedModel';
import { printLine } from '../language';
import type { Atom } from '../lines';
import { commentText, headLines, typeWords } from '../sourceText';
import { createSheet, type Sheet } from './formulaSheet';
import { formulaLanguage } from './formulaLanguage';
import { formulaText, numberCell } from './formulaText';

/** Terms of a sum in one cell: with the longest numbers they stay below the 8,192 characters of a formula. */
const TERMS_A_CELL = 120;

/** Cells of one row, runs of neighbours as ranges. */
const references = (cells: readonly string[], sheet: Sheet): string[] => {
  const places = cells.map((cell) => sheet.columnOf(cell)).sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === place - 1) last[1] = place;
    else runs.push([place, place]);
  }
  return runs.map(([from, to]) => (from === to ? sheet.cell(from) : `${sheet.cell(from)}:${sheet.cell(to)}`));
};

/** Writes eta in as many cells as it takes, and returns the last. */
const writePredictor = (
  sheet: Sheet,
  described: DescribedModel,
  k: number,
  refOf: (atom: Atom) => string,
): string => {
  const { features, predictors } = described;
  const { weights, bias, name } = predictors[k]!;
  const title = name === null ? 'linear predictor' : `linear predictor of ${JSON.stringify(name)}`;
  const nCells = Math.max(1, Math.ceil(features.length / TERMS_A_CELL));
  let sum = numberCell(bias);
  for (let c = 0; c < nCells; c++) {
    const from = c * TERMS_A_CELL;
    const part = features.slice(from, from + TERMS_A_CELL);
    for (const [j, { value }] of part.entries()) {
      const weight = weights[from + j]!;
      const isNegative = weight < 0 || Object.is(weight, -0);
      sum += `${isNegative ? '-' : '+'}${numberCell(Math.abs(weight))}*${refOf(value)}`;
    }
    const cells = new Set(part.flatMap(({ value }) => (value.from === 'number' ? [] : [refOf(value)])));
    // Each part goes on from the one before, which is empty where something is missing.
    if (c > 0) cells.add(sheet.last());
    const formula = cells.size === 0 ? sum : `IF(COUNT(${references([...cells], sheet).join(',')})=${cells.size},${sum},"")`;
    sum = sheet.add(nCells === 1 ? title : `${title}, part ${c + 1}`, formula);
  }
  return sheet.last();
};

/** Cells for the largest of the linear predictors, with its label: no formula nests deeper than two. */
const writeLargest = (sheet: Sheet, etas: readonly string[], labels: readonly string[]): { largest: string; label: string } => {
  let [largest, label] = [etas[0]!, formulaText(labels[0]!)];
  etas.slice(1).forEach((eta, k) => {
    const isLarger = `${eta}>${largest}`;
    const nextLabel = sheet.add(
      `label of the largest of ${k + 2}`,
      `IF(COUNT(${eta})=1,IF(${isLarger},${formulaText(labels[k + 1]!)},${label}),"")`,
    );
    largest = sheet.add(`largest of ${k + 2}`, `IF(COUNT(${eta})=1,IF(${isLarger},${eta},${largest}),"")`);
    label = nextLabel;
  });
  return { largest, label };
};

/** Adds the cells of the result and returns which they are: the prediction, then the probabilities. */
const writeOutputs = (sheet: Sheet, { link, classNames }: DescribedModel, etas: readonly string[]): string[] => {
  const names = classNames ?? [];
  const eta = etas[0]!;
  const where = (formula: string): string => `IF(COUNT(${eta})=1,${formula},"")`;
  const titles = names.map((name) => `probability of ${JSON.stringify(name)}`);
  switch (link) {
    case 'identity':
      return [eta];
    case 'exp':
      return [sheet.add('prediction', where(`EXP(${eta})`))];
    case 'sigmoid': {
      const power = sheet.add('exp(-|linear predictor|)', where(`EXP(-ABS(${eta}))`));
      const label = sheet.add('prediction', where(`IF(${eta}>0,${formulaText(names[1]!)},${formulaText(names[0]!)})`));
      const part = (sign: string): string => where(`IF(${eta}${sign}0,${power},1)/(1+${power})`);
      return [label, sheet.add(titles[0]!, part('>')), sheet.add(titles[1]!, part('<'))];
    }
    case 'softmax': {
      const { largest, label } = writeLargest(sheet, etas, names);
      const powers = etas.map((one, k) => sheet.add(`exp of ${JSON.stringify(names[k])}`, where(`EXP(${one}-${largest})`)));
      const prediction = sheet.add('prediction', where(label));
      const total = sheet.add('sum of the exponentials', where(powers.join('+')));
      return [prediction, ...powers.map((power, k) => sheet.add(titles[k]!, where(`${power}/${total}`)))];
    }
  }
};

/** Of the cells in the text of the export: those with the result, prediction first. */
export interface FormulaCells {
  inputs: string[];
  formulas: { cell: string; title: string; formula: string }[];
  outputs: string[];
}

export const formulaCells = (described: DescribedModel): FormulaCells => {
  const sheet = createSheet(described.inputs.length);
  const language = formulaLanguage(described, sheet);
  const lineCells: string[] = [];
  const withLines = { ...language, line: (index: number) => lineCells[index]! };
  described.lines.forEach((line, k) => {
    const feature = described.features.find(({ value }) => value.from === 'line' && value.index === k);
    const formula = printLine(line, withLines);
    lineCells.push(sheet.add(feature ? `feature ${JSON.stringify(feature.name)}` : 'step', formula));
  });
  const refOf = (atom: Atom): string => {
    if (atom.from === 'number') return numberCell(atom.value);
    return atom.from === 'line' ? lineCells[atom.index]! : language.input(atom.index);
  };
  // Cells that turn a date or truth value into a number come before those that count on them.
  described.features.forEach(({ value }) => refOf(value));
  const etas = described.predictors.map((_, k) => writePredictor(sheet, described, k, refOf));
  const outputs = writeOutputs(sheet, described, etas);
  return { inputs: described.inputs.map((_, j) => sheet.cell(j)), formulas: sheet.formulas(), outputs };
};

/** Text with a formula a cell of row 2, to be copied and filled down. */
export const printFormula = (model: ModelFile): string => {
  const described = describeModel(model);
  const { inputs, formulas, outputs } = formulaCells(described);
  const head = headLines(model, described, []);
  const columns = inputs.map((cell, j) => {
    const { name, type } = described.inputs[j]!;
    return `${cell}\t${typeWords(type)}\t${commentText(JSON.stringify(name))}`;
  });
  return `Fall Line: a model as spreadsheet formulas.

${head.join('\n')}

Limits: a formula has at most 8,192 characters, so that long sums go over several cells. Spreadsheets keep 15 digits of a number in
a formula, so that results may differ from the 14th digit on. Dates are dates of the spreadsheet, from 1 March 1900. Decimal points and
commas between arguments: where your spreadsheet writes them otherwise, change its language to English while you paste.

In row 2, these cells hold a row of the file as it is; a missing value is an empty cell:
${columns.join('\n')}

These cells hold the formulas; fill them down for further rows. The result is in ${outputs.join(', ')}.
${formulas.map(({ cell, title, formula }) => `${cell}\t=${formula}\t${commentText(title)}`).join('\n')}
`;
};
