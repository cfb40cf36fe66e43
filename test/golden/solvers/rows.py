"""Writes the data sets of this folder as CSV. Those of statsmodels are in the public domain, by its own statement for each; `seeded` is
made by the generator below. Run once: the files are kept, and figures.py reads them.
"""
import csv
import math
import pathlib

import statsmodels.api as sm

HERE = pathlib.Path(__file__).parent


def write(name, columns, rows):
    with open(HERE / f"{name}.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def from_statsmodels(name, columns, n_rows=None):
    data = getattr(sm.datasets, name).load_pandas().data[columns]
    rows = data.iloc[:n_rows].to_numpy(dtype=float).tolist()
    return [[repr(value).removesuffix(".0") for value in row] for row in rows]


def uniforms(seed):
    """The minimal standard generator of Park and Miller (1988)."""
    state = seed
    while True:
        state = state * 16807 % 2147483647
        yield state / 2147483647


def seeded(n_rows):
    uniform = uniforms(20261122)

    def normal():
        # Box and Muller.
        return math.sqrt(-2 * math.log(next(uniform))) * math.cos(2 * math.pi * next(uniform))

    rows = []
    for _ in range(n_rows):
        a, b, c = (round(normal(), 3) for _ in range(3))
        d = round(0.7 * a + 0.7 * normal(), 3)
        noise = normal() * (10 if next(uniform) < 0.1 else 1)
        y = round(3 * a - 2 * b + 0.5 * c + 4 + noise, 3)
        yes = "yes" if next(uniform) < 1 / (1 + math.exp(-(1.2 * a - 0.8 * c + 0.3))) else "no"
        scores = [0.5 * a, 0.4 * b + 0.2, -0.9 * a + 0.6 * c]
        total = sum(math.exp(score) for score in scores)
        pick = next(uniform) * total
        kind = "xyz"[0 if pick < math.exp(scores[0]) else 1 if pick < math.exp(scores[0]) + math.exp(scores[1]) else 2]
        rate, count, product = math.exp(0.4 * a - 0.3 * b + 0.8), 0, next(uniform)
        while product > math.exp(-rate):
            count, product = count + 1, product * next(uniform)
        rows.append([a, b, c, d, y, yes, kind, count])
    return rows


write("stackloss", ["loss", "airflow", "watertemp", "acid"], from_statsmodels("stackloss", ["STACKLOSS", "AIRFLOW", "WATERTEMP", "ACIDCONC"]))
crime = ["murder", "violent", "hs_grad", "poverty", "single", "white", "urban"]
write("statecrime", crime, from_statsmodels("statecrime", crime))
write("engel", ["food", "income"], from_statsmodels("engel", ["foodexp", "income"]))
anes = ["vote", "PID", "logpopul", "selfLR", "age", "educ", "income"]
write("anes96", ["vote", "party", *anes[2:]], from_statsmodels("anes96", anes))
health = ["mdvis", "lncoins", "idp", "lpi", "fmde", "physlm", "disea", "hlthg"]
visits = from_statsmodels("randhie", health, 1000)
for row in visits:
    seen = float(row[0])
    row += ["yes" if seen > 0 else "no", "none" if seen == 0 else "few" if seen < 5 else "many"]
write("randhie", ["visits", *health[1:], "visited", "often"], visits)
write("seeded", ["a", "b", "c", "d", "y", "yes", "kind", "count"], seeded(240))
