"""Writes messy.csv and figures.json: what pandas and scikit-learn make of a file with text, missing cells and outliers.

    python3 figures.py

Made with pandas 1.5 or later, scikit-learn 1.2.1 and numpy 1.24. Training rows are those with part = train.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, PolynomialFeatures

HERE = Path(__file__).parent


def make_rows(n=240, seed=11):
    random = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "part": random.choice(["train", "train", "train", "test"], n),
            "city": random.choice(["Oslo", "Bergen", "Tromsø", "Molde"], n, p=[0.5, 0.3, 0.15, 0.05]),
            "area": np.round(random.lognormal(4, 0.6, n), 2),
            "age": np.round(random.uniform(0, 80, n), 1),
            "sold": pd.Timestamp("2019-06-01") + pd.to_timedelta(random.integers(0, 900, n), "D"),
        }
    )
    effect = frame["city"].map({"Oslo": 50, "Bergen": 20, "Tromsø": 10, "Molde": 0})
    frame["price"] = np.round(3 * np.log(frame["area"]) * 20 + effect - 0.4 * frame["age"] + random.normal(0, 5, n), 3)
    frame.loc[random.choice(n, 25, replace=False), "age"] = np.nan
    frame.loc[random.choice(n, 12, replace=False), "city"] = np.nan
    return frame


rows = make_rows()
rows.to_csv(HERE / "messy.csv", index=False, date_format="%Y-%m-%d")
rows = pd.read_csv(HERE / "messy.csv", parse_dates=["sold"])
training = rows[rows["part"] == "train"]

low, high = np.quantile(training["area"], [0.05, 0.95])
columns = ColumnTransformer(
    [
        ("city", make_pipeline(SimpleImputer(strategy="constant", fill_value="unknown"),
                               OneHotEncoder(drop="first", sparse_output=False)), ["city"]),
        ("area", make_pipeline(FunctionTransformer(lambda x: np.log(np.clip(x, low, high))),
                               PolynomialFeatures(2, include_bias=False)), ["area"]),
        ("age", SimpleImputer(strategy="median", add_indicator=True), ["age"]),
        ("sold", FunctionTransformer(lambda x: np.column_stack([x["sold"].dt.year, x["sold"].dt.month])), ["sold"]),
    ]
)
matrix = columns.fit_transform(training)
fitted = LinearRegression().fit(matrix, training["price"])
levels = columns.named_transformers_["city"][-1].categories_[0].tolist()

(HERE / "figures.json").write_text(
    json.dumps(
        {
            "nTraining": len(training),
            "levels": levels,
            "mean": training["age"].mean(),
            "firstRows": columns.transform(rows.head(12)).tolist(),
            "intercept": fitted.intercept_,
            "coefficients": fitted.coef_.tolist(),
        },
        indent=1,
    )
    + "\n"
)
