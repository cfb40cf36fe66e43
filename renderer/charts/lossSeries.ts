import type { Method } from '../../electron/contract';
import { isPenalised } from '../../workers/core/losses/penalty';
import { GRADIENT_NORM, LOSS, LOSS_MAX, LOSS_MIN, VALIDATION_LOSS } from '../../workers/core/training/record';
import type { Prediction } from '../format/prediction';
import { lossName } from '../format/sections';
import type { SeriesSpec } from './series';

/** What the curve is called: with a penalty it is no loss alone, and with batches not that of all rows. */
export interface LossWords {
  title: string;
  /** In full, e.g. "mean squared error and penalty of each batch". */
  name: string;
  /** Of the line. */
  line: string;
}

export function lossWords({ loss, penalty, batchSize }: Pick<Method, 'loss' | 'penalty' | 'batchSize'>): LossWords {
  const isObjective = isPenalised(penalty);
  const name = `${lossName(loss)}${isObjective ? ' and penalty' : ''}${batchSize === null ? '' : ' of each batch'}`;
  const title = isObjective ? 'Objective' : 'Loss';
  return { title, name, line: batchSize === null ? title : `${title} of a batch` };
}

/** Between which validation losses the folds lie at a step. */
export interface FoldLosses {
  low: (step: number) => number;
  high: (step: number) => number;
}

interface Choice {
  words: LossWords;
  /** Taken off the loss where the distance from it is wanted. */
  least: number | null;
  hasValidation: boolean;
  prediction: Prediction | null;
  /** Of a cross-validation with these settings. */
  folds: FoldLosses | null;
  hidden: ReadonlySet<string>;
}

const FOLDS = 'Within this band lie the validation losses of all folds of the cross-validation.';
const PREDICTED = 'How plain gradient descent goes by the eigenvalues of the Hessian: (1 − ηλ)² a step along each.';

export function lossSeries({ words, least, hasValidation, prediction, folds, hidden }: Choice): SeriesSpec[] {
  const common = (id: string) => ({ id, visible: !hidden.has(id) });
  const series: SeriesSpec[] = [
    {
      ...common('loss'),
      label: least === null ? words.line : 'L − L*',
      ...(least === null ? {} : { base: least }),
      offset: LOSS,
      low: LOSS_MIN,
      high: LOSS_MAX,
      color: 1,
      dash: [],
    },
  ];
  // The rows left out have an optimum of their own.
  if (hasValidation && least === null) {
    series.push({ ...common('validation'), label: 'Validation', offset: VALIDATION_LOSS, color: 5, dash: [5, 3] });
  }
  if (folds && least === null) {
    const own = { color: 5, dash: [1, 3] };
    series.push(
      { ...common('folds-high'), ...own, label: 'Folds, largest', meaning: FOLDS, curve: folds.high, shadedTo: 'folds-low' },
      { ...common('folds-low'), ...own, label: 'Folds, least', meaning: FOLDS, curve: folds.low },
    );
  }
  series.push({ ...common('gradient-norm'), label: 'Gradient norm', offset: GRADIENT_NORM, color: 2, dash: [] });
  if (prediction) {
    const { gapAt } = prediction;
    const curve = least === null ? (step: number) => prediction.least + gapAt(step) : gapAt;
    series.push({ ...common('predicted'), label: 'Predicted', meaning: PREDICTED, curve, color: 1, dash: [2, 4] });
  }
  return series;
}
