"""Figures of scikit-learn and statsmodels for test/unit/core/evaluation/scikit.test.ts.

    /usr/bin/python3 test/unit/core/evaluation/scikit/figures.py > test/unit/core/evaluation/scikit/figures.json

The rows are made by a generator that the test can repeat: x -> 16807 x mod 2^31 - 1.
"""
import json

import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy.stats import norm
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    confusion_matrix,
    f1_score,
    log_loss,
    mean_absolute_error,
    mean_squared_error,
    precision_score,
    r2_score,
    recall_score,
    roc_auc_score,
)


def uniforms(seed, count):
    out = []
    for _ in range(count):
        seed = seed * 16807 % 2147483647
        out.append(seed / 2147483647)
    return np.array(out)


n = 400
u = uniforms(7, 6 * n).reshape(n, 6)

# A quantity: linear in two columns, with an error that is not normal; weights from 0.5 to 2.5.
x = u[:, :2] * 4 - 2
actual = 3 * x[:, 0] - 1.5 * x[:, 1] + 0.5 + (u[:, 2] - 0.5) * (1 + u[:, 3])
predicted = 2.9 * x[:, 0] - 1.4 * x[:, 1] + 0.55
weights = 0.5 + 2 * u[:, 4]
fit = sm.OLS(actual, sm.add_constant(x)).fit()

# Two classes: scores in hundredths, so that many are equal, and none on the edge of a bin.
score = (np.floor(99 * (0.6 * u[:, 0] + 0.4 * u[:, 1])) + 0.3) / 100
label = (u[:, 5] < score**2 / (score**2 + (1 - score) ** 2)).astype(int)
found, mean_predicted = calibration_curve(label, score, n_bins=20, strategy='uniform')

# Three classes with the probabilities of a softmax.
eta = np.stack([2 * x[:, 0], x[:, 1] - x[:, 0], 0.5 + 0 * x[:, 0]], axis=1)
p = np.exp(eta) / np.exp(eta).sum(axis=1, keepdims=True)
kinds = (p.cumsum(axis=1) < u[:, [5]]).sum(axis=1).clip(0, 2)

result = {
    'versions': {
        'numpy': np.__version__,
        'scipy': scipy.__version__,
        'scikit-learn': sklearn.__version__,
        'statsmodels': statsmodels.__version__,
    },
    'regression': {
        'rmse': mean_squared_error(actual, predicted) ** 0.5,
        'mae': mean_absolute_error(actual, predicted),
        'rSquared': r2_score(actual, predicted),
        'weightedRmse': mean_squared_error(actual, predicted, sample_weight=weights) ** 0.5,
        'weightedMae': mean_absolute_error(actual, predicted, sample_weight=weights),
        'weightedRSquared': r2_score(actual, predicted, sample_weight=weights),
    },
    'leastSquares': {
        'parameters': list(fit.params),
        'rSquared': fit.rsquared,
        'adjustedRSquared': fit.rsquared_adj,
    },
    'twoClasses': {
        'logLoss': log_loss(label, score),
        'weightedLogLoss': log_loss(label, score, sample_weight=weights),
        'rocArea': roc_auc_score(label, score),
        'averagePrecision': average_precision_score(label, score),
        'thresholds': [
            {
                'threshold': t,
                'confusion': confusion_matrix(label, score >= t).ravel().tolist(),
                'precision': precision_score(label, score >= t),
                'recall': recall_score(label, score >= t),
                'f1': f1_score(label, score >= t),
            }
            for t in (0.2, 0.5, 0.75)
        ],
        'calibration': {'predicted': mean_predicted.tolist(), 'found': found.tolist()},
    },
    'threeClasses': {
        'logLoss': log_loss(kinds, p),
        'accuracy': accuracy_score(kinds, p.argmax(axis=1)),
        'weightedAccuracy': accuracy_score(kinds, p.argmax(axis=1), sample_weight=weights),
        'confusion': confusion_matrix(kinds, p.argmax(axis=1)).ravel().tolist(),
        'rocAreas': [roc_auc_score(kinds == k, p[:, k]) for k in range(3)],
        'averagePrecisions': [average_precision_score(kinds == k, p[:, k]) for k in range(3)],
    },
    'normalQuantiles': [
        [q, norm.ppf(q)]
        for q in (1e-300, 1e-20, 1e-9, 0.001, 0.02425, 0.075, 0.1, 0.3, 0.5, 0.6, 0.925, 0.97575, 0.999, 1 - 1e-12)
    ],
}
print(json.dumps(result, indent=2))
