import type { Predictions } from '../evaluation/predictor';
import { csvField, csvLabel, numberText } from './csv';

/** Lines of `row,prediction`, and for classes the label and then each class's probability. Lines end in LF. */
export interface PredictionLines {
  header: string;
  /** Row `i` of these predictions, which is number `row` of the file. */
  line(row: number, predictions: Predictions, i: number): string;
  /** A row that has none. */
  emptyLine(row: number): string;
}

export const predictionLines = (classNames: readonly string[] | null): PredictionLines => {
  const names = classNames ?? [];
  const labels = names.map(csvLabel);
  return {
    header: `${['row', 'prediction', ...names.map((name) => csvField(`p(${name})`))].join(',')}\n`,
    line: (row, { values, probabilities }, i) => {
      const value = classNames === null ? numberText(values[i]!) : (labels[values[i]!] ?? '');
      return `${[row, value, ...probabilities.map((column) => numberText(column[i]!))].join(',')}\n`;
    },
    emptyLine: (row) => `${row},${','.repeat(names.length)}\n`,
  };
};
