import type { ModelFile } from '../../schema';
import { numberText } from '../csv';
import { describeModel, type DescribedModel } from '../describedModel';
import { comparable } from '../evaluate';
import { printAtom, printLine, type Language } from '../language';
import type { LevelValue } from '../lines';
import { headLines, javascriptText } from '../sourceText';
import { DATE_PART_JAVASCRIPT, DAYS_JAVASCRIPT } from './dateSource';

const HELPERS = `const isMissing = (value) => value === null || value === undefined || Number.isNaN(value);

/** A cell by the name of its column; one that is missing is null, and a row without the column is refused. */
const cellOf = (row, name) => {
  if (!Object.hasOwn(row, name)) throw new TypeError("The row has no column " + JSON.stringify(name));
  return row[name];
};

const numberOf = (value) => (isMissing(value) || value === "" ? NaN : Number(value));
const textOf = (value) => (isMissing(value) ? null : String(value));
const truthOf = (value) => (isMissing(value) || value === "" ? NaN : value === "false" ? 0 : value === "true" ? 1 : Number(value));
const ifMissing = (of, value, then) => (isMissing(value) ? then : of);
const isOneOf = (value, values) => (isMissing(value) ? NaN : Number(values.has(value)));
const onlyWhere = (of, value, values) => (!isMissing(value) && values.has(value) ? of : NaN);
const finite = (value) => (Number.isFinite(value) ? value : NaN);`;

const READERS = { number: 'numberOf', text: 'textOf', boolean: 'truthOf', date: 'daysOf', timestamp: 'daysOf' } as const;

const languageOf = ({ inputs }: DescribedModel, nameSet: (text: string) => string): Language => {
  const column = (input: number): string => `x${input}`;
  const set = (input: number, values: readonly LevelValue[]): string =>
    nameSet(
      `new Set([${values
        .map((value) => comparable(value, inputs[input]!))
        .map((value) => (typeof value === 'string' ? javascriptText(value) : numberText(Number(value))))
        .join(', ')}])`,
    );
  return {
    number: numberText,
    input: column,
    line: (index) => `v${index}`,
    isOneOf: (input, values) => `isOneOf(${column(input)}, ${set(input, values)})`,
    isNoneOf: (input, values) => `1 - isOneOf(${column(input)}, ${set(input, values)})`,
    isMissing: (input) => `Number(isMissing(${column(input)}))`,
    ifMissing: (of, input, then) => `ifMissing(${of}, ${column(input)}, ${then})`,
    onlyWhere: (of, input, values) => `onlyWhere(${of}, ${column(input)}, ${set(input, values)})`,
    clamp: (of, low, high) => `Math.min(Math.max(${of}, ${low}), ${high})`,
    log: (of) => `finite(Math.log(${of}))`,
    sqrt: (of) => `finite(Math.sqrt(${of}))`,
    datePart: (input, part) => `datePart(${column(input)}, "${part}")`,
    product: (a, b) => `${a} * ${b}`,
  };
};

const PREDICTIONS: Record<DescribedModel['link'], string> = {
  identity: `/** The prediction of one row; null where there is none. */
const predict = (row) => {
  const etas = linearPredictors(row);
  return etas === null ? null : etas[0];
};`,
  exp: `/** The prediction of one row; null where there is none. */
const predict = (row) => {
  const etas = linearPredictors(row);
  return etas === null ? null : Math.exp(etas[0]);
};`,
  sigmoid: `/** Of one row the label and the probabilities in the order of \`classes\`; null where there is no prediction. */
const predict = (row) => {
  const etas = linearPredictors(row);
  if (etas === null) return null;
  const [eta] = etas;
  const small = Math.exp(-Math.abs(eta));
  const probabilities = [(eta > 0 ? small : 1) / (1 + small), (eta < 0 ? small : 1) / (1 + small)];
  return { label: classes[eta > 0 ? 1 : 0], probabilities };
};`,
  softmax: `/** Of one row the label and the probabilities in the order of \`classes\`; null where there is no prediction. */
const predict = (row) => {
  const etas = linearPredictors(row);
  if (etas === null) return null;
  const largest = etas.reduce((max, eta) => Math.max(max, eta), -Infinity);
  const powers = etas.map((eta) => Math.exp(eta - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return { label: classes[etas.indexOf(largest)], probabilities: powers.map((power) => power / total) };
};`,
};

/** An ES module without dependencies: `predict(row)` of an object with a property a column. */
export const printJavascript = (model: ModelFile): string => {
  const described = describeModel(model);
  const sets: string[] = [];
  const language = languageOf(described, (text) => `set${(sets.indexOf(text) + 1 || sets.push(text)) - 1}`);
  const lines = described.lines.map((line, k) => `  const v${k} = ${printLine(line, language)};\n`).join('');
  const inputs = described.inputs
    .map(({ name, type }, j) => `  const x${j} = ${READERS[type]}(cellOf(row, ${javascriptText(name)}));\n`)
    .join('');
  const features = described.features
    .map(({ name, value }) => `    ${printAtom(value, language)}, // ${javascriptText(name)}\n`)
    .join('');
  const head = headLines(model, described, [
    'Missing is null, undefined or NaN. Dates are ISO text (2024-02-29, 2024-02-29 13:45:00), a Date, or days since',
    '1970-01-01. A truth value is true or false.',
  ]);
  const has = (helper: string): boolean => `${inputs}${lines}`.includes(`${helper}(`);
  const weights = described.predictors
    .map((set) => `  { bias: ${numberText(set.bias)}, weights: [${set.weights.map(numberText).join(', ')}] },\n`)
    .join('');
  const classes = described.classNames === null ? '' : `const classes = [${described.classNames.map(javascriptText).join(', ')}];\n\n`;
  return `// Fall Line: a model as a JavaScript module.
//
${head.map((line) => `// ${line}`.trimEnd()).join('\n')}
//
// import { predict } from "./model.mjs"; predict(row) takes an object with a property a column.

${HELPERS}
${has('daysOf') ? `\n${DAYS_JAVASCRIPT}\n` : ''}${has('datePart') ? `\n${DATE_PART_JAVASCRIPT}\n` : ''}
${sets.map((set, k) => `const set${k} = ${set};\n`).join('')}${classes}/** The features that the weights belong to, in their order. */
const featuresOf = (row) => {
${inputs}${lines}  return [
${features}  ];
};

const predictors = [
${weights}];

/** eta = bias + the sum of weight * feature, in the order of the features; null where a feature is missing. */
const linearPredictors = (row) => {
  const features = featuresOf(row);
  if (features.some(Number.isNaN)) return null;
  return predictors.map(({ bias, weights }) => weights.reduce((sum, weight, j) => sum + weight * features[j], bias));
};

${PREDICTIONS[described.link]}

export { predict${described.classNames === null ? '' : ', classes'} };
`;
};
