"""Least objectives of the problems in cases.json by scikit-learn and statsmodels, as JSON on standard output.

Columns are standardised with the 1/N deviation, the penalties act on those weights and not on the bias, and the objective is
mean loss + l1 ||w||_1 + (l2 / 2) ||w||^2, which is evaluated here, in plain NumPy, at the solver's weights.
`python3 figures.py > figures.json` makes the committed figures.
"""
import csv
import json
import pathlib
import sys
import warnings

import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, PoissonRegressor, QuantileRegressor, Ridge

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent


def read(case):
    with open(HERE / f"{case['file']}.csv") as file:
        rows = list(csv.DictReader(file))
    X = np.array([[float(row[name]) for name in case["features"]] for row in rows])
    target = [row[case["target"]] for row in rows]
    if case["loss"] in ("logistic", "softmax"):
        labels = sorted(set(target), key=lambda text: (float(text) if text.replace(".", "", 1).isdigit() else 0, text))
        y = np.array([labels.index(text) for text in target])
    else:
        y = np.array([float(text) for text in target])
    return (X - X.mean(axis=0)) / X.std(axis=0), y


def mean_loss(case, X, y, W, b):
    eta = X @ W + b
    loss, parameter = case["loss"], case.get("parameter")
    if loss == "squared":
        return np.mean((eta - y) ** 2)
    if loss == "huber":
        r = np.abs(eta - y)
        return np.mean(np.where(r <= parameter, r * r / 2, parameter * (r - parameter / 2)))
    if loss == "absolute":
        return np.mean(np.abs(eta - y))
    if loss == "quantile":
        u = y - eta
        return np.mean(np.maximum(parameter * u, (parameter - 1) * u))
    if loss == "logistic":
        return np.mean(np.logaddexp(0, eta) - y * eta)
    if loss == "softmax":
        top = eta.max(axis=1)
        return np.mean(np.log(np.exp(eta - top[:, None]).sum(axis=1)) + top - eta[np.arange(len(y)), y])
    return np.mean(np.exp(eta) - y * eta)


def classes(model):
    return model.coef_.T, model.intercept_


def solve(case, X, y):
    """Weights, bias and the name of the solver."""
    n, loss = len(y), case["loss"]
    l1, l2, parameter = case.get("l1", 0), case.get("l2", 0), case.get("parameter")
    if loss == "squared":
        if l1 == 0 and l2 > 0:
            model = Ridge(alpha=n * l2 / 2, solver="svd").fit(X, y)
        elif l2 == 0:
            model = Lasso(alpha=l1 / 2, tol=1e-15, max_iter=1_000_000).fit(X, y)
        else:
            alpha = (l1 + l2) / 2
            model = ElasticNet(alpha=alpha, l1_ratio=l1 / 2 / alpha, tol=1e-15, max_iter=1_000_000).fit(X, y)
        return model.coef_, model.intercept_, f"scikit-learn {type(model).__name__}"
    if loss in ("absolute", "quantile"):
        model = QuantileRegressor(quantile=parameter or 0.5, alpha=0, solver="highs").fit(X, y)
        return model.coef_, model.intercept_, "scikit-learn QuantileRegressor"
    if loss == "huber":
        # With the scale held fixed, delta is the threshold times the scale.
        norm = sm.robust.norms.HuberT(t=parameter)
        model = sm.RLM(y, sm.add_constant(X), M=norm)
        model._estimate_scale = lambda resid: 1.0
        fit = model.fit(maxiter=100_000, tol=1e-12, conv="coefs", update_scale=False)
        return fit.params[1:], fit.params[0], "statsmodels RLM, HuberT"
    if loss == "poisson":
        if l2 > 0:
            model = PoissonRegressor(alpha=l2, tol=1e-13, max_iter=100_000).fit(X, y)
            return model.coef_, model.intercept_, "scikit-learn PoissonRegressor"
        fit = sm.GLM(y, sm.add_constant(X), family=sm.families.Poisson()).fit(tol=1e-14, maxiter=1000)
        return fit.params[1:], fit.params[0], "statsmodels GLM, Poisson"
    if l2 > 0:
        kind = "multinomial" if loss == "softmax" else "ovr"
        model = LogisticRegression(C=1 / (n * l2), solver="newton-cg", multi_class=kind, tol=1e-7, max_iter=100_000).fit(X, y)
        W, b = classes(model)
        return (W, b, "scikit-learn LogisticRegression") if loss == "softmax" else (W[:, 0], b[0], "scikit-learn LogisticRegression")
    if loss == "logistic":
        fit = sm.Logit(y, sm.add_constant(X)).fit(method="newton", tol=1e-14, maxiter=1000, disp=0)
        return fit.params[1:], fit.params[0], "statsmodels Logit"
    fit = sm.MNLogit(y, sm.add_constant(X)).fit(method="newton", tol=1e-14, maxiter=1000, disp=0)
    params = np.hstack([np.zeros((X.shape[1] + 1, 1)), np.asarray(fit.params)])
    return params[1:], params[0], "statsmodels MNLogit"


def main():
    cases = json.loads((HERE / "cases.json").read_text())
    figures = []
    for case in cases:
        X, y = read(case)
        W, b, solver = solve(case, X, y)
        objective = mean_loss(case, X, y, W, b) + case.get("l1", 0) * np.abs(W).sum() + case.get("l2", 0) / 2 * (W**2).sum()
        figures.append({"name": case["name"], "objective": float(objective), "solver": solver})
    versions = {"scikit-learn": sklearn.__version__, "statsmodels": statsmodels.__version__, "numpy": np.__version__}
    json.dump({"versions": versions, "figures": figures}, sys.stdout, indent=1)
    print()


main()
