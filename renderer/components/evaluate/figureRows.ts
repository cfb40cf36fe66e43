import type { ClassificationEvaluation, Evaluation, PartName, RegressionEvaluation } from '../../../electron/contract';

/** One figure, of each part in turn. */
export interface FigureRow {
  name: string;
  /** What it says, in one line. */
  meaning: string;
  values: (number | null)[];
  isCount?: boolean;
}

export const PART_TITLES: Record<PartName, string> = { train: 'Training', validation: 'Validation', test: 'Test' };

const regressionRows = ({ parts }: RegressionEvaluation, lossName: string): FigureRow[] => [
  { name: 'Rows', meaning: 'in this part, with a value in every column used', values: parts.map(({ figures }) => figures.nRows), isCount: true },
  { name: 'RMSE', meaning: 'root of the mean squared residual, in units of the target', values: parts.map(({ figures }) => figures.rmse) },
  { name: 'MAE', meaning: 'mean size of a residual, in units of the target', values: parts.map(({ figures }) => figures.mae) },
  { name: 'R²', meaning: 'share of the variation about the mean of this part that is explained', values: parts.map(({ figures }) => figures.rSquared) },
  { name: 'R² adjusted', meaning: 'the same, made smaller for each feature; of the training part alone', values: parts.map(({ figures }) => figures.adjustedRSquared) },
  { name: 'Mean loss', meaning: lossName, values: parts.map(({ figures }) => figures.loss) },
];

const classificationRows = ({ parts, classNames }: ClassificationEvaluation): FigureRow[] => {
  const areaOf = (one: (typeof parts)[number]): number | null => one.curves[0]?.roc?.area ?? null;
  const precisionOf = (one: (typeof parts)[number]): number | null => one.curves[0]?.precisionRecall?.average ?? null;
  const ofTwo: FigureRow[] =
    classNames.length === 2
      ? [
          { name: 'ROC area', meaning: 'chance that a row of the class is given a higher probability than one of the other', values: parts.map(areaOf) },
          { name: 'Average precision', meaning: 'precision, averaged over the recall gained', values: parts.map(precisionOf) },
        ]
      : [];
  return [
    { name: 'Rows', meaning: 'in this part, with a value in every column used', values: parts.map(({ figures }) => figures.nRows), isCount: true },
    { name: 'Log loss', meaning: 'mean of −log of the probability given to the true class; guessing has log of the number of classes', values: parts.map(({ figures }) => figures.logLoss) },
    { name: 'Accuracy', meaning: 'share of rows whose likeliest class is theirs', values: parts.map(({ figures }) => figures.accuracy) },
    ...ofTwo,
  ];
};

export const figureRows = (evaluation: Evaluation, lossName: string): FigureRow[] =>
  evaluation.kind === 'regression' ? regressionRows(evaluation, lossName) : classificationRows(evaluation);
