import { designNames } from '../../core/design/designNames';
import { FallLineError, type DatasetSummary, type DesignSettings } from '../../core/schema';
import type { BuildSummary } from '../../core/shards/matrix';
import { counted, formatCount } from '../../core/text/counted';
import type { ColumnSelection } from './designMatrix';

/** What the checks look at. The target comes last in `minima` and `maxima`; scales and the validation part once they are known. */
export interface RangeFigures
  extends Pick<BuildSummary, 'minima' | 'maxima' | 'constantColumns' | 'targetIsConstant' | 'leastTarget' | 'classNames'>,
    Partial<Pick<BuildSummary, 'scaling' | 'validationOutOfRange'>> {}

/** The columns of the design and how they are called. */
export interface Design extends Pick<DesignSettings, 'degree' | 'intercept' | 'storage'> {
  /** Of the columns of the file. */
  featureNames: string[];
  /** Of the columns of the design. */
  columnNames: string[];
  targetName: string;
}

export const designOf = (dataset: DatasetSummary, selection: ColumnSelection): Design => {
  const { target, features, degree, intercept, storage } = selection;
  const nameOf = (index: number): string =>
    dataset.columns.find((column) => column.index === index)?.name ?? `column ${index}`;
  const featureNames = features.map(nameOf);
  const columnNames = designNames(featureNames, degree);
  return { degree, intercept, storage, featureNames, columnNames, targetName: nameOf(target) };
};

const powerOf = ({ degree }: Design, column: number): number => (column % degree) + 1;

/** Throws where no row is left. */
export const checkAnyRow = (nSamples: number): void => {
  if (nSamples > 0) return;
  throw new FallLineError(
    'too-few-rows',
    'No row has a value in every chosen column. Leave out the columns with missing values or choose another file.',
  );
};

/** Throws where the rows cannot determine the weights: there must be as many as weights and bias. */
export const checkRowCount = (nSamples: number, nValidation: number, design: Design): void => {
  const { degree, intercept, featureNames, columnNames } = design;
  const most = intercept ? nSamples - 1 : nSamples;
  if (columnNames.length <= most) return;
  const powers = degree > 1 ? `, each with its powers up to ${degree},` : '';
  const rows = nValidation > 0 ? `${counted(nSamples, 'row')} to train on` : counted(nSamples, 'row');
  const remedies = [
    ...(most >= degree ? [`choose at most ${counted(Math.floor(most / degree), 'feature')}`] : []),
    ...(degree > 1 ? ['choose a lower degree'] : []),
    ...(nValidation > 0 ? ['choose a smaller validation part'] : []),
    'add rows',
  ];
  const remedy = new Intl.ListFormat('en', { type: 'disjunction' }).format(remedies);
  throw new FallLineError(
    'too-few-rows',
    `${counted(featureNames.length, 'feature')}${powers} but only ${rows}: many weights fit equally well. ${remedy[0]!.toUpperCase()}${remedy.slice(1)}.`,
  );
};

const outOfRange = (design: Design, column: number, largest: number): FallLineError => {
  const { columnNames, featureNames, degree, storage, targetName } = design;
  const isTarget = column === columnNames.length;
  const power = isTarget ? 1 : powerOf(design, column);
  const name = isTarget ? targetName : featureNames[Math.floor(column / degree)]!;
  if (power > 1) {
    return new FallLineError(
      'setting-invalid',
      `The power ${power} of column "${name}" leaves the range of numbers. Choose a lower degree.`,
    );
  }
  if (storage === 'float32' && largest === Infinity) {
    return new FallLineError(
      'setting-invalid',
      `Column "${name}" holds values above 3.4e38, which float32 cannot hold. Store the numbers as float64.`,
    );
  }
  return new FallLineError(
    'column-not-numeric',
    `Column "${name}" holds values up to ${largest.toPrecision(3)}, too large to compute with. Scale it in the file or leave it out.`,
  );
};

/** Throws where a column is out of range. */
export const checkRange = (figures: RangeFigures, design: Design): void => {
  const { minima, maxima, scaling, validationOutOfRange = null } = figures;
  for (let j = 0; j <= design.columnNames.length; j++) {
    const largest = Math.max(Math.abs(minima[j]!), Math.abs(maxima[j]!));
    const isScaled = !scaling || j === design.columnNames.length || Number.isFinite(scaling.scales[j]!);
    if (!Number.isFinite(largest) || !isScaled) throw outOfRange(design, j, largest);
  }
  if (validationOutOfRange !== null) throw outOfRange(design, validationOutOfRange, Infinity);
};

/** Throws where descent has no single best weights for want of variation: a constant column. */
export const checkVariation = (figures: RangeFigures, nSamples: number, design: Design): void => {
  const { constantColumns, targetIsConstant, minima, classNames } = figures;
  const { intercept, columnNames, targetName } = design;
  const rows = `in all ${formatCount(nSamples)} rows used`;
  // Without an intercept nothing else is constant, and only what is 0 everywhere has no weight.
  const constant = constantColumns.find((j) => intercept || minima[j] === 0);
  if (constant !== undefined) {
    const why = intercept ? 'its weight cannot be told from the bias' : 'no weight of it changes anything';
    const remedy = powerOf(design, constant) > 1 ? 'Choose a lower degree.' : 'Leave it out.';
    throw new FallLineError(
      'column-constant',
      `Feature "${columnNames[constant]}" is ${minima[constant]} ${rows}, so ${why}. ${remedy}`,
    );
  }
  if (targetIsConstant) {
    const value = minima[columnNames.length]!;
    const label = classNames ? `"${classNames[value]}"` : String(value);
    throw new FallLineError(
      'column-constant',
      `Target "${targetName}" is ${label} ${rows}: there is nothing to learn. Choose another target.`,
    );
  }
};
