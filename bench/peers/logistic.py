"""scikit-learn's logistic solvers on rows from a file of float64 (features row by row, then the targets).

Reads {path, nSamples, nFeatures, C}, then lines {solver, tol}; answers {ms, weights, bias} of one fit. The bias is a column of ones
among the features, penalised like the others, as in LIBLINEAR.
"""
import json
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression, SGDClassifier

warnings.filterwarnings("ignore")
size = json.loads(sys.stdin.readline())
n, d, C = size["nSamples"], size["nFeatures"], size["C"]
numbers = np.fromfile(size["path"])
X = np.hstack([numbers[: n * d].reshape(n, d), np.ones((n, 1))])
y = numbers[n * d :]
print(sklearn.__version__, flush=True)
for line in sys.stdin:
    task = json.loads(line)
    began = time.perf_counter()
    if task["solver"] == "sgd":
        model = SGDClassifier(loss="log_loss", alpha=1 / (n * C), fit_intercept=False, max_iter=task["epochs"], tol=None)
    else:
        model = LogisticRegression(C=C, solver=task["solver"], tol=task["tol"], fit_intercept=False, max_iter=10_000)
    model.fit(X, y)
    ms = 1e3 * (time.perf_counter() - began)
    w = model.coef_[0]
    print(json.dumps({"ms": ms, "weights": w[:-1].tolist(), "bias": float(w[-1])}), flush=True)
