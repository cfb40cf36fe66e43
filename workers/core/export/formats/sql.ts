import { identifier, literal, numberLiteral } from '../../text/sql';
import type { ModelFile } from '../../schema';
import { describeModel, type DescribedModel, type LinearPredictor } from '../describedModel';
import { daysOfIso } from '../../preparation/dates';
import { printAtom, printLine, type Language } from '../language';
import type { LevelValue } from '../lines';
import { headLines } from '../sourceText';

/** Databases refuse expressions that nest too deeply, and a sum of n terms nests n deep. */
const TERMS_A_SUM = 200;
/** Where exp underflows, some databases end the query. */
const LEAST_EXPONENT = '(-700e0)';

const PARTS = { year: 'YEAR', month: 'MONTH', day: 'DAY', weekday: 'ISODOW', hour: 'HOUR' } as const;

/** Lines are written into each other; `lines` holds those before as text. */
const languageOf = ({ inputs }: DescribedModel, lines: readonly string[]): Language => {
  const column = (input: number): string => identifier(inputs[input]!.name);
  const moment = (input: number): string => `CAST(${column(input)} AS TIMESTAMP)`;
  const days = (input: number): string => `(CAST(EXTRACT(EPOCH FROM ${moment(input)}) AS DOUBLE PRECISION) / 86400e0)`;
  const isDate = (input: number): boolean => inputs[input]!.type === 'date' || inputs[input]!.type === 'timestamp';
  const isAmong = (input: number, values: readonly LevelValue[]): string => {
    const texts = values.map((value) => {
      if (typeof value === 'number') return numberLiteral(value);
      if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
      return isDate(input) && daysOfIso(value) !== null ? `TIMESTAMP ${literal(value)}` : literal(value);
    });
    const left = !isDate(input) ? column(input) : values.some((value) => typeof value === 'number') ? days(input) : moment(input);
    return texts.length === 1 ? `${left} = ${texts[0]}` : `${left} IN (${texts.join(', ')})`;
  };
  const either = (input: number, values: readonly LevelValue[], yes: string, no: string): string =>
    `(CASE WHEN ${column(input)} IS NULL THEN NULL WHEN ${isAmong(input, values)} THEN ${yes} ELSE ${no} END)`;
  return {
    number: numberLiteral,
    input: (input) => {
      if (isDate(input)) return days(input);
      if (inputs[input]!.type === 'boolean') return `(CASE WHEN ${column(input)} THEN 1e0 WHEN NOT ${column(input)} THEN 0e0 END)`;
      return `CAST(${column(input)} AS DOUBLE PRECISION)`;
    },
    line: (index) => lines[index]!,
    isOneOf: (input, values) => either(input, values, '1e0', '0e0'),
    isNoneOf: (input, values) => either(input, values, '0e0', '1e0'),
    isMissing: (input) => `(CASE WHEN ${column(input)} IS NULL THEN 1e0 ELSE 0e0 END)`,
    ifMissing: (of, input, then) => `(CASE WHEN ${column(input)} IS NULL THEN ${then} ELSE ${of} END)`,
    onlyWhere: (of, input, values) => `(CASE WHEN ${isAmong(input, values)} THEN ${of} END)`,
    clamp: (of, low, high) => `(CASE WHEN ${of} < ${low} THEN ${low} WHEN ${of} > ${high} THEN ${high} ELSE ${of} END)`,
    log: (of) => `(CASE WHEN ${of} > 0e0 THEN LN(${of}) END)`,
    sqrt: (of) => `(CASE WHEN ${of} >= 0e0 THEN SQRT(${of}) END)`,
    datePart: (input, part) => `CAST(EXTRACT(${PARTS[part]} FROM ${moment(input)}) AS DOUBLE PRECISION)`,
    product: (a, b) => `(${a} * ${b})`,
  };
};

type Column = [name: string, expression: string];

/** How the columns in between are called, so that none is called as a column that the model reads: databases know no upper case. */
const prefixOf = ({ inputs }: DescribedModel): string => {
  let prefix = 'fall_line_';
  while (inputs.some(({ name }) => name.toLowerCase().startsWith(prefix))) prefix += 'x_';
  return prefix;
};

const sum = (start: string, terms: readonly string[]): string => [start, ...terms].join('\n    + ');

/** The linear predictors, in one level, or in as many as their length asks for: each goes on from the sum of the one before. */
const predictorLevels = (
  predictors: readonly LinearPredictor[],
  features: readonly string[],
  prefix: string,
): Column[][] => {
  const nLevels = Math.max(1, Math.ceil(features.length / TERMS_A_SUM));
  const nameOf = (k: number, level: number): string =>
    level === nLevels - 1 ? `${prefix}eta_${k + 1}` : `${prefix}sum_${k + 1}_${level + 1}`;
  return Array.from({ length: nLevels }, (_, level) =>
    predictors.map(({ weights, bias }, k): Column => {
      const from = level * TERMS_A_SUM;
      const start = level === 0 ? `CAST(${numberLiteral(bias)} AS DOUBLE PRECISION)` : nameOf(k, level - 1);
      const terms = features
        .slice(from, from + TERMS_A_SUM)
        .map((feature, j) => `${numberLiteral(weights[from + j]!)} * ${feature}`);
      return [nameOf(k, level), sum(start, terms)];
    }),
  );
};

const exponential = (of: string): string =>
  `CASE WHEN ${of} > ${LEAST_EXPONENT} THEN EXP(${of}) WHEN ${of} <= ${LEAST_EXPONENT} THEN 0e0 END`;

/** What stands between the linear predictors and the result, and the columns of the result. */
const outputs = (
  { link, predictors, classNames }: DescribedModel,
  prefix: string,
): { levels: Column[][]; last: Column[] } => {
  const etas = predictors.map((_, k) => `${prefix}eta_${k + 1}`);
  const labels = (classNames ?? []).map(literal);
  const named = (expressions: string[]): Column[] => expressions.map((text, k) => [identifier(`p(${classNames![k]!})`), text]);
  const eta = etas[0]!;
  switch (link) {
    case 'identity':
      return { levels: [], last: [['prediction', eta]] };
    case 'exp':
      return { levels: [], last: [['prediction', exponential(eta)]] };
    case 'sigmoid': {
      const power = `${prefix}power`;
      const part = (test: string): string => `CASE WHEN ${test} THEN ${power} ELSE 1e0 END / (1e0 + ${power})`;
      return {
        levels: [[[power, exponential(`(-ABS(${eta}))`)]]],
        last: [
          ['prediction', `CASE WHEN ${eta} > 0e0 THEN ${labels[1]} WHEN ${eta} <= 0e0 THEN ${labels[0]} END`],
          ...named([part(`${eta} > 0e0`), part(`${eta} < 0e0`)]),
        ],
      };
    }
    case 'softmax': {
      const powers = etas.map((_, k) => `${prefix}power_${k + 1}`);
      const largest = `${prefix}largest`;
      return {
        levels: [
          [[largest, `GREATEST(${etas.join(', ')})`]],
          etas.map((one, k) => [powers[k]!, exponential(`(${one} - ${largest})`)]),
        ],
        last: [
          ['prediction', `CASE ${largest} ${etas.map((one, k) => `WHEN ${one} THEN ${labels[k]}`).join(' ')} END`],
          ...named(powers.map((power) => `${power} / (${powers.join(' + ')})`)),
        ],
      };
    }
  }
};

const select = (columns: readonly Column[], from: string, alias: string): string =>
  `SELECT ${alias}.*,\n${columns.map(([name, text]) => `  ${text} AS ${name}`).join(',\n')}\nFROM ${from}`;

/** One SELECT over a table `data` with the columns of the file: all of them, and `prediction`, for classes with probabilities. */
export const printSql = (model: ModelFile): string => {
  const described = describeModel(model);
  const prefix = prefixOf(described);
  const lines: string[] = [];
  const language = languageOf(described, lines);
  for (const line of described.lines) lines.push(printLine(line, language));
  const features = described.features.map(({ value }) => printAtom(value, language));
  const { levels, last } = outputs(described, prefix);
  const inner = [...predictorLevels(described.predictors, features, prefix), ...levels];
  const body = inner.reduce(
    (text, columns, k) => `(${select(columns, text, k === 0 ? 'data' : `s${k}`)}) AS s${k + 1}`,
    'data',
  );
  const head = headLines(model, described, [
    'Numbers are double precision, dates DATE or TIMESTAMP (without time zone), truth values BOOLEAN, text without padding; missing is NULL.',
  ]);
  return `-- Fall Line: a model as SQL, for PostgreSQL, DuckDB and what is like them.
--
${head.map((line) => `-- ${line}`.trimEnd()).join('\n')}
--
-- Put the name of your table in the place of data. The prediction is the column ${
    described.classNames === null ? 'prediction' : 'prediction, the probabilities are the columns behind it'
  }.
${select(last, body, `s${inner.length}`)};
`;
};
