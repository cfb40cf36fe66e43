"""Lasso paths of ../solvers/statecrime.csv by scikit-learn, as JSON on standard output. Columns are standardised with the 1/N deviation, the
objective is mean((y - b - z w)^2) + l1 ||w||_1, so that scikit-learn's alpha is l1 / 2; weights are those of the columns as they are.
`python3 figures.py > figures.json` makes the committed figures.
"""
import csv
import json
import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import Lasso

FEATURES = ["violent", "hs_grad", "poverty", "single", "white", "urban"]
with open(pathlib.Path(__file__).parent.parent / "solvers" / "statecrime.csv") as file:
    rows = list(csv.DictReader(file))
X = np.array([[float(row[name]) for name in FEATURES] for row in rows])
y = np.array([float(row["murder"]) for row in rows])
Z = (X - X.mean(axis=0)) / X.std(axis=0)
path = []
for l1 in [3, 1, 0.3, 0.1]:
    model = Lasso(alpha=l1 / 2, tol=1e-15, max_iter=1_000_000).fit(Z, y)
    path.append({"l1": l1, "weights": (model.coef_ / X.std(axis=0)).tolist(), "loss": float(np.mean((model.predict(Z) - y) ** 2))})
print(json.dumps({"scikit-learn": sklearn.__version__, "features": FEATURES, "target": "murder", "path": path}, indent=1))
