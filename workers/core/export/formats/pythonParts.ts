import type { ModelFile } from '../../schema';
import { describeModel, type DescribedModel } from '../describedModel';
import { comparable } from '../evaluate';
import { printAtom, printLine, type Language } from '../language';
import type { LevelValue } from '../lines';
import { floatText, headLines, pythonText } from '../sourceText';

/** What both Python exports have in common: reading columns and making features of them with numpy. */

const HELPERS = `def _gone(value):
    return value is None or value != value


def _numbers(values):
    return np.array([np.nan if _gone(v) or v == "" else float(v) for v in values], dtype=np.float64)


def _texts(values):
    return [None if _gone(v) else str(v) for v in values]


_TRUTH = {"true": 1.0, "false": 0.0, "1": 1.0, "0": 0.0}


def _truths(values):
    return np.array([np.nan if _gone(v) or v == "" else _TRUTH[str(v).lower()] if isinstance(v, str) else float(bool(v))
                     for v in values], dtype=np.float64)


def _days(values):
    """Days since 1970-01-01, with their fraction."""
    def days(v):
        if _gone(v) or v == "":
            return np.nan
        if isinstance(v, (int, float, np.number)):
            return float(v)
        return float(np.datetime64(v, "us").astype(np.int64)) / 86400e6
    return np.array([days(v) for v in values], dtype=np.float64)


def _is_one_of(column, values):
    values = set(values)
    return np.array([np.nan if _gone(v) else float(v in values) for v in column], dtype=np.float64)


def _is_missing(column):
    return np.array([float(_gone(v)) for v in column], dtype=np.float64)


def _if_missing(of, column, then):
    return np.where(_is_missing(column) == 1.0, then, of)


def _only_where(of, column, values):
    return np.where(_is_one_of(column, values) == 1.0, of, np.nan)


def _log(x):
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(x > 0.0, np.log(x), np.nan)


def _sqrt(x):
    with np.errstate(invalid="ignore"):
        return np.sqrt(x)


def _date_part(days, part):
    known = ~np.isnan(days)
    moment = np.round(np.where(known, days, 0.0) * 86400e6).astype(np.int64).astype("datetime64[us]")
    day, month, year = (moment.astype("datetime64[%s]" % unit) for unit in "DMY")
    parts = {
        "year": year.astype(np.int64) + 1970,
        "month": month.astype(np.int64) % 12 + 1,
        "day": (day - month.astype("datetime64[D]")).astype(np.int64) + 1,
        "weekday": (day.astype(np.int64) + 3) % 7 + 1,
        "hour": (moment - day.astype("datetime64[us]")).astype(np.int64) // 3600000000,
    }
    return np.where(known, parts[part].astype(np.float64), np.nan)


def _columns(rows):
    """The raw columns, from a dict of columns (or a data frame) or from dicts, one a row."""
    if hasattr(rows, "keys"):
        raw = [list(rows[name]) for name, _ in COLUMNS]
        n = len(raw[0]) if raw else max((len(rows[name]) for name in rows.keys()), default=0)
    else:
        rows = list(rows)
        raw = [[row[name] for row in rows] for name, _ in COLUMNS]
        n = len(rows)
    return [read(values) for (_, read), values in zip(COLUMNS, raw)], n`;

const READERS = { number: '_numbers', text: '_texts', boolean: '_truths', date: '_days', timestamp: '_days' } as const;

const valueText = (value: LevelValue): string => {
  if (typeof value === 'number') return floatText(value);
  return typeof value === 'boolean' ? floatText(Number(value)) : pythonText(value);
};

const languageOf = ({ inputs }: DescribedModel): Language => {
  const column = (input: number): string => `x${input}`;
  const set = (input: number, values: readonly LevelValue[]): string =>
    `(${values.map((value) => `${valueText(comparable(value, inputs[input]!))}, `).join('')})`;
  return {
    number: floatText,
    input: column,
    line: (index) => `v${index}`,
    isOneOf: (input, values) => `_is_one_of(${column(input)}, ${set(input, values)})`,
    isNoneOf: (input, values) => `1.0 - _is_one_of(${column(input)}, ${set(input, values)})`,
    isMissing: (input) => `_is_missing(${column(input)})`,
    ifMissing: (of, input, then) => `_if_missing(${of}, ${column(input)}, ${then})`,
    onlyWhere: (of, input, values) => `_only_where(${of}, ${column(input)}, ${set(input, values)})`,
    clamp: (of, low, high) => `np.minimum(np.maximum(${of}, ${low}), ${high})`,
    log: (of) => `_log(${of})`,
    sqrt: (of) => `_sqrt(${of})`,
    datePart: (input, part) => `_date_part(${column(input)}, "${part}")`,
    product: (a, b) => `${a} * ${b}`,
  };
};

/** A list of float64, some a line. */
export const pythonNumbers = (values: readonly number[], indent = ''): string => {
  const rows: string[] = [];
  for (let at = 0; at < values.length; at += 4) rows.push(values.slice(at, at + 4).map(floatText).join(', '));
  return rows.length === 0 ? '[]' : `[\n${rows.map((row) => `${indent}    ${row},\n`).join('')}${indent}]`;
};

const featureLines = (described: DescribedModel): string => {
  const language = languageOf(described);
  const unpacked = described.inputs.map((_, j) => `    x${j} = columns[${j}]\n`).join('');
  const lines = described.lines.map((line, k) => `    v${k} = ${printLine(line, language)}\n`).join('');
  const list = described.features
    .map(({ name, value }) => `        (${pythonText(name)}, ${printAtom(value, language)}),\n`)
    .join('');
  return `${unpacked}${lines}    features = [\n${list}    ]`;
};

/** The part of the file up to the features: `_features(rows)` gives an array of one row a row and one column a feature. */
export const pythonHead = (model: ModelFile, purpose: string[]): { described: DescribedModel; text: string } => {
  const described = describeModel(model);
  const head = headLines(model, described, [
    'Missing is None or NaN, in a file the empty cell. Dates are ISO text (2024-02-29, 2024-02-29 13:45:00), datetime',
    'objects, or days since 1970-01-01. A truth value is True or False.',
  ]);
  const comment = (line: string): string => (line === '' ? '#\n' : `# ${line}\n`);
  const columns = described.inputs.map(({ name, type }) => `    (${pythonText(name)}, ${READERS[type]}),\n`).join('');
  return {
    described,
    text: `# Fall Line: a model as Python source.
#
${[...head, '', ...purpose].map(comment).join('')}
import csv
import sys

import numpy as np

${HELPERS}


COLUMNS = [
${columns}]


def _features(rows):
    columns, n = _columns(rows)
${featureLines(described)}
    return np.column_stack([np.full(n, value) if np.ndim(value) == 0 else value for _, value in features]
                           or [np.empty((n, 0))])
`,
  };
};

/** `python model.py data.csv`: `row,prediction` and probabilities, a line for each row of the file. */
export const pythonMain = (described: DescribedModel): string => {
  const header = ['row', 'prediction', ...(described.classNames ?? []).map((name) => `p(${name})`)];
  const probabilities = described.classNames === null ? '' : ', *predict_proba(rows).T';
  return `def main(path):
    # Cells of a file are text: the empty one is missing.
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = [{name: None if cell == "" else cell for name, cell in row.items()} for row in csv.DictReader(file)]
    out = csv.writer(sys.stdout, lineterminator="\\n")
    out.writerow([${header.map(pythonText).join(', ')}])
    for number, cells in enumerate(zip(predict(rows)${probabilities}), start=1):
        out.writerow([number] + ["" if _gone(v) else v if isinstance(v, str) else repr(float(v)) for v in cells])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python " + sys.argv[0] + " data.csv   (UTF-8, commas, decimal points)")
    main(sys.argv[1])
`;
};
