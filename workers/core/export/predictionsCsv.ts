import type { Predictions } from '../evaluation/predictor';
import { INTERVAL_NAMES } from './predictionsTable';
import { csvField, csvLabel, numberText } from './csv';

/**
 * Lines of `row,prediction`, with intervals then `low,high`, and for classes the label and then each class's probability. Lines end
 * in LF.
 */
export interface PredictionLines {
  header: string;
  /** Row `i` of these predictions, which is number `row` of the file. */
  line(row: number, predictions: Predictions, i: number, reach: Float64Array | null): string;
  /** A row that has none. */
  emptyLine(row: number): string;
}

export const predictionLines = (classNames: readonly string[] | null, hasIntervals = false): PredictionLines => {
  const names = classNames ?? [];
  const labels = names.map(csvLabel);
  return {
    header: `${['row', 'prediction', ...(hasIntervals ? INTERVAL_NAMES : []), ...names.map((name) => csvField(`p(${name})`))].join(',')}\n`,
    line: (row, { values, probabilities }, i, reach) => {
      const value = classNames === null ? numberText(values[i]!) : (labels[values[i]!] ?? '');
      const ends = reach === null ? [] : [values[i]! - reach[i]!, values[i]! + reach[i]!].map(numberText);
      return `${[row, value, ...ends, ...probabilities.map((column) => numberText(column[i]!))].join(',')}\n`;
    },
    emptyLine: (row) => `${row},${','.repeat(names.length + (hasIntervals ? INTERVAL_NAMES.length : 0))}\n`,
  };
};
