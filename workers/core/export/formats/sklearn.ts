import type { ModelFile } from '../../schema';
import type { LinearPredictor } from '../describedModel';
import { floatText, pythonText } from '../sourceText';
import { pythonHead, pythonMain, pythonNumbers } from './pythonParts';

/** scikit-learn has one set of weights for two classes, whatever the loss: the difference of theirs. */
const setsOf = (predictors: readonly LinearPredictor[], nClasses: number): LinearPredictor[] => {
  const [first, second] = predictors;
  if (nClasses !== 2 || first === undefined || second === undefined) return [...predictors];
  return [{ name: null, weights: second.weights.map((weight, j) => weight - first.weights[j]!), bias: second.bias - first.bias }];
};

const EXPONENTIAL = `class ExponentialRegression(LinearRegression):
    """exp of the linear predictor: what Poisson regression predicts."""

    def predict(self, X):
        return np.exp(super().predict(X))


`;

/** A module that builds a fitted Pipeline of the preparation and a linear estimator, and predicts with it. */
export const printSklearn = (model: ModelFile): string => {
  const { described, text } = pythonHead(model, [
    'Needs Python 3.8 or newer with numpy and scikit-learn 1.2 or newer. `pipeline` is fitted: its first step takes raw columns',
    '(a dict of columns, a data frame, or dicts, one a row) and makes the features, its last step is linear. As every estimator',
    'there, that one refuses rows in which something is missing: predict(rows) and predict_proba(rows) below pass them by.',
    'python THIS_FILE data.csv prints the predictions of a CSV file.',
  ]);
  const { classNames, link, features } = described;
  const sets = setsOf(described.predictors, classNames?.length ?? 0);
  const estimator = classNames !== null ? 'LogisticRegression' : link === 'exp' ? 'ExponentialRegression' : 'LinearRegression';
  const base = classNames === null ? 'LinearRegression' : 'LogisticRegression';
  // An estimator has one feature or more: a model of the bias alone gets one that is 0.
  const weights = sets.map((set) => (features.length === 0 ? [0] : set.weights));
  const names = features.length === 0 ? ['(none)'] : features.map(({ name }) => name);
  const shape = classNames === null ? 'COEF[0]' : 'COEF';
  const intercept = classNames === null ? 'INTERCEPT[0]' : 'INTERCEPT';
  const lists = weights.map((list) => `    ${pythonNumbers(list, '    ')},\n`).join('');
  const missing = classNames === null ? 'np.nan' : 'None';
  const type = classNames === null ? 'np.float64' : 'object';
  return `${text}

from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import ${base}
from sklearn.pipeline import Pipeline

FEATURES = [${names.map(pythonText).join(', ')}]
COEF = np.array([
${lists}])
INTERCEPT = np.array([${sets.map(({ bias }) => floatText(bias)).join(', ')}])
${classNames === null ? '' : `CLASSES = [${classNames.map(pythonText).join(', ')}]\n`}

class Preparation(TransformerMixin, BaseEstimator):
    """From raw columns to the features of the model. All its figures are those of the training rows."""

    def fit(self, X, y=None):
        return self

    def __sklearn_is_fitted__(self):
        return True

    def transform(self, X):
        return ${features.length === 0 ? 'np.zeros((len(_features(X)), 1))' : '_features(X)'}

    def get_feature_names_out(self, input_features=None):
        return np.array(FEATURES, dtype=object)


${link === 'exp' ? EXPONENTIAL : ''}def build():
    """The fitted pipeline."""
    estimator = ${estimator}()
    estimator.coef_ = ${shape}.copy()
    estimator.intercept_ = ${intercept}.copy()
    estimator.n_features_in_ = len(FEATURES)
${classNames === null ? '' : '    estimator.classes_ = np.array(CLASSES)\n    estimator.n_iter_ = np.array([0])\n'}    return Pipeline([("preparation", Preparation()), ("linear", estimator)])


pipeline = build()


def _of_complete_rows(rows, method, missing, dtype):
    features = pipeline[:-1].transform(rows)
    complete = ~np.isnan(features).any(axis=1)
    found = method(features[complete]) if complete.any() else np.empty((0,) + method(np.zeros((1, len(FEATURES)))).shape[1:])
    result = np.full((len(features),) + found.shape[1:], missing, dtype=dtype)
    result[complete] = found
    return result


def predict(rows):
    """${classNames === null ? 'A float64 array; NaN where there is no prediction.' : 'The label of each row; None where there is no prediction.'}"""
    return _of_complete_rows(rows, pipeline[-1].predict, ${missing}, ${type})


${
  classNames === null
    ? ''
    : `def predict_proba(rows):
    """One row a row, one column a class in the order of CLASSES; NaN where there is no prediction."""
    return _of_complete_rows(rows, pipeline[-1].predict_proba, np.nan, np.float64)


`
}${pythonMain(described)}`;
};
