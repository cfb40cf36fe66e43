"""Weighted fits of rows.csv by statsmodels and scikit-learn, as JSON on standard output. `python3 figures.py > figures.json` makes the
committed figures; `python3 figures.py rows > rows.csv` makes the rows, by the minimal standard generator of Park and Miller (1988).
"""
import csv
import json
import math
import pathlib
import sys

HERE = pathlib.Path(__file__).parent


def uniforms(state):
    while True:
        state = state * 16807 % 2147483647
        yield state / 2147483647


def make_rows():
    uniform = uniforms(20261123)
    print("a,b,y,class,count,w,part")
    for i in range(400):
        a, b = 10 * next(uniform), next(uniform) - 0.5
        noise = sum(next(uniform) for _ in range(12)) - 6
        y = 1 + 0.5 * a - 2 * b + noise
        label = "yes" if next(uniform) < 1 / (1 + math.exp(-(0.4 * a - 2 + b))) else "no"
        count = int(math.exp(0.2 * a) * next(uniform) * 2)
        print(f"{a:.4f},{b:.4f},{y:.4f},{label},{count},{int(4 * next(uniform))},{1 if i % 5 == 3 else 0}")


def figures():
    import numpy as np
    import sklearn
    import statsmodels
    import statsmodels.api as sm
    from sklearn.linear_model import LogisticRegression, Ridge

    with open(HERE / "rows.csv") as file:
        rows = [row for row in csv.DictReader(file) if row["w"] != "0"]
    X = np.array([[float(row["a"]), float(row["b"])] for row in rows])
    y = np.array([float(row["y"]) for row in rows])
    label = np.array([row["class"] == "yes" for row in rows], dtype=float)
    count = np.array([float(row["count"]) for row in rows])
    w = np.array([float(row["w"]) for row in rows])
    w = w / w.mean()
    n = len(rows)

    def table(fit):
        return {"values": fit.params.tolist(), "errors": fit.bse.tolist(), "p": fit.pvalues.tolist()}

    wls = sm.WLS(y, sm.add_constant(X), weights=w).fit()
    through_zero = sm.WLS(y, X, weights=w).fit()
    logit = sm.GLM(label, sm.add_constant(X), family=sm.families.Binomial(), freq_weights=w).fit(tol=1e-14)
    poisson = sm.GLM(count, sm.add_constant(X), family=sm.families.Poisson(), freq_weights=w).fit(tol=1e-14)
    # (1/n) sum w r^2 + (l2 / 2) |c|^2 on columns as they are: alpha = n l2 / 2.
    ridge = Ridge(alpha=n * 0.2 / 2, solver="cholesky").fit(X, y, sample_weight=w)
    logistic = LogisticRegression(C=1 / (n * 0.2), solver="newton-cholesky", tol=1e-14, max_iter=1000).fit(X, label, sample_weight=w)
    return {
        "versions": {"statsmodels": statsmodels.__version__, "scikit-learn": sklearn.__version__},
        "wls": {**table(wls), "n": n, "rss": wls.ssr, "rSquared": wls.rsquared, "dof": wls.df_resid},
        "throughZero": table(through_zero),
        "logit": table(logit),
        "poisson": table(poisson),
        "ridge": [ridge.intercept_, *ridge.coef_.tolist()],
        "logistic": [float(logistic.intercept_[0]), *logistic.coef_[0].tolist()],
    }


if sys.argv[1:] == ["rows"]:
    make_rows()
else:
    print(json.dumps(figures(), indent=2))
