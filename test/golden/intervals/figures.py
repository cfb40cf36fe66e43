"""95 % intervals of new rows by statsmodels, as JSON on standard output: `python3 figures.py > figures.json`.

Each case fits ordinary least squares on a file of ../solvers, with the powers of the features up to a degree, and asks for the
intervals of an observation at rows of the same file and at some beyond it.
"""
import csv
import json
import pathlib

import numpy as np
import statsmodels
import statsmodels.api as sm

SOLVERS = pathlib.Path(__file__).parent.parent / "solvers"
CASES = [
    {"file": "stackloss", "target": None, "degree": 1, "intercept": True},
    {"file": "stackloss", "target": None, "degree": 2, "intercept": True},
    {"file": "engel", "target": None, "degree": 1, "intercept": True},
    {"file": "engel", "target": None, "degree": 1, "intercept": False},
    {"file": "engel", "target": None, "degree": 3, "intercept": True},
]
TARGETS = {"stackloss": "loss", "engel": "food"}


def design(X, case):
    powers = [X[:, [j]] ** k for j in range(X.shape[1]) for k in range(1, case["degree"] + 1)]
    ones = [np.ones((len(X), 1))] if case["intercept"] else []
    return np.hstack(ones + powers)


def solve(case):
    with open(SOLVERS / f"{case['file']}.csv") as file:
        rows = list(csv.DictReader(file))
    target = TARGETS[case["file"]]
    features = [name for name in rows[0] if name != target]
    X = np.array([[float(row[name]) for name in features] for row in rows])
    y = np.array([float(row[target]) for row in rows])
    at = np.vstack([X[:3], X.mean(axis=0), X.max(axis=0) * 1.5])
    frame = sm.OLS(y, design(X, case)).fit().get_prediction(design(at, case)).summary_frame(alpha=0.05)
    return {
        **case,
        "target": target,
        "features": features,
        "rows": at.tolist(),
        "mean": frame["mean"].tolist(),
        "low": frame["obs_ci_lower"].tolist(),
        "high": frame["obs_ci_upper"].tolist(),
    }


print(json.dumps({"statsmodels": statsmodels.__version__, "cases": [solve(case) for case in CASES]}, indent=1))
