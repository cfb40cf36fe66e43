import { partRows } from '../../core/design/splitRows';
import type { DatasetSummary, RunSettings } from '../../core/schema';
import type { RowSurvey } from '../../tasks/data/messages';
import { selectionOf } from './designMatrix';
import { checkAnyRow, checkRange, checkRowCount, checkVariation, designOf, type Design, type RangeFigures } from './matrixChecks';
import { checkParts } from './rowsCheck';
import { checkClassCount, checkCounts } from './targetChecks';

/**
 * Of the columns of the design, the target's last. Powers are had as the shards have them, as products. What is standardised is
 * so before it is stored as float32.
 */
const figuresOf = ({ minima, maxima, classNames }: RowSurvey, { degree, storage }: Design, standardize: boolean): RangeFigures => {
  const last = minima.length - 1;
  const stored = (value: number, j: number): number =>
    storage === 'float32' && !(standardize && j < last) ? Math.fround(value) : value;
  const [lows, highs]: [number[], number[]] = [[], []];
  for (let j = 0; j <= last; j++) {
    // Of a power the sign of the bounds is not told here, but how far from 0 it comes is.
    let [low, high] = [minima[j]!, maxima[j]!];
    for (let power = 1; power <= (j === last ? 1 : degree); power++) {
      lows.push(stored(low, j));
      highs.push(stored(high, j));
      [low, high] = [low * minima[j]!, high * maxima[j]!];
    }
  }
  const constantColumns = lows.slice(0, -1).flatMap((low, j) => (j % degree === 0 && low === highs[j] ? [j] : []));
  return {
    minima: lows,
    maxima: highs,
    constantColumns,
    targetIsConstant: lows.at(-1) === highs.at(-1),
    leastTarget: minima[last]!,
    classNames,
  };
};

/**
 * Throws where the rows do not allow a run, as building its shards would, from a look at the columns alone: so that the run
 * before it need not go for one that cannot begin.
 */
export const checkSurvey = (dataset: DatasetSummary, settings: RunSettings, survey: RowSurvey): void => {
  const selection = selectionOf(settings);
  const design = designOf(dataset, selection);
  const { nTraining, nValidation } = partRows(survey.nComplete, survey.nTraining, settings.validationShare);
  checkAnyRow(nTraining);
  if (survey.classNames) checkClassCount(selection.loss, survey.classNames.length, design.targetName);
  checkRowCount(nTraining, nValidation, design);
  checkParts(settings, nTraining, nValidation);
  const figures = figuresOf(survey, design, settings.standardize);
  checkRange(figures, design);
  checkCounts(selection.loss, figures, design.targetName);
  checkVariation(figures, nTraining, design);
};
