import type { ModelFile } from '../../schema';
import type { DescribedModel } from '../describedModel';
import { floatText, pythonText } from '../sourceText';
import { pythonHead, pythonMain, pythonNumbers } from './pythonParts';

const PROBABILITIES: Partial<Record<DescribedModel['link'], string>> = {
  sigmoid: `    eta = linear_predictors(rows)[:, 0]
    small = np.exp(-np.abs(eta))
    return np.column_stack([np.where(eta > 0.0, small, 1.0), np.where(eta < 0.0, small, 1.0)]) / (1.0 + small)[:, None]`,
  softmax: `    eta = linear_predictors(rows)
    powers = np.exp(eta - eta.max(axis=1, keepdims=True))
    total = np.zeros(len(powers))
    for power in powers.T:
        total = total + power
    return powers / total[:, None]`,
};

const LABELS: Partial<Record<DescribedModel['link'], string>> = {
  sigmoid: '    best = (eta[:, 0] > 0.0).astype(int)',
  softmax: '    best = np.where(np.isnan(eta), -np.inf, eta).argmax(axis=1)',
};

const predictions = ({ link, classNames }: DescribedModel): string => {
  if (classNames === null) {
    const eta = 'linear_predictors(rows)[:, 0]';
    return `def predict(rows):
    """A float64 array; NaN where there is no prediction."""
    return ${link === 'exp' ? `np.exp(${eta})` : eta}`;
  }
  return `CLASSES = [${classNames.map(pythonText).join(', ')}]


def predict(rows):
    """The label of each row; None where there is no prediction."""
    eta = linear_predictors(rows)
${LABELS[link]}
    labels = np.array(CLASSES, dtype=object)[best]
    labels[np.isnan(eta).any(axis=1)] = None
    return labels


def predict_proba(rows):
    """One row a row, one column a class in the order of CLASSES; NaN where there is no prediction."""
${PROBABILITIES[link]}`;
};

/** A module that needs numpy alone: `predict(rows)`, for classes `predict_proba(rows)`; sums in the order of the model. */
export const printPython = (model: ModelFile): string => {
  const { described, text } = pythonHead(model, [
    'Needs Python 3.8 or newer with numpy. predict(rows) takes a dict of columns, a data frame, or dicts, one a row;',
    'python THIS_FILE data.csv prints the predictions of a CSV file.',
  ]);
  const weights = described.predictors.map((set) => `    ${pythonNumbers(set.weights, '    ')},\n`).join('');
  return `${text}

# One list a linear predictor, in the order of the features.
WEIGHTS = [
${weights}]
BIASES = [${described.predictors.map(({ bias }) => floatText(bias)).join(', ')}]


def linear_predictors(rows):
    """eta = bias + the sum of weight * feature, in the order of the features: one column a predictor."""
    features = _features(rows)
    etas = []
    for weights, bias in zip(WEIGHTS, BIASES):
        eta = np.full(len(features), bias)
        for weight, feature in zip(weights, features.T):
            eta = eta + weight * feature
        etas.append(eta)
    return np.column_stack(etas)


${predictions(described)}


${pythonMain(described)}`;
};
