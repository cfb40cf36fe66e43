import type { ModelFile } from '../../schema';
import { describeModel, type DescribedInput, type DescribedModel } from '../describedModel';
import { comparable } from '../evaluate';
import { printAtom, printLine, type Language } from '../language';
import type { LevelValue } from '../lines';
import { commentText, floatText, headLines } from '../sourceText';
import { DATE_PART_C, DAYS_C } from './dateSource';

const UNQUOTED = /[ !#->@-[\]-~]/;

/** A string literal of C: bytes that are not plain ASCII, and the question mark of trigraphs, in octal. */
export const cText = (text: string): string => {
  const bytes = [...text].flatMap((character) =>
    UNQUOTED.test(character) ? [character] : utf8Bytes(character).map((byte) => `\\${byte.toString(8).padStart(3, '0')}`),
  );
  return `"${bytes.join('')}"`;
};

/** Of one character; a lone surrogate is written as the replacement character, as every encoder does. */
const utf8Bytes = (character: string): number[] => {
  const point = character.codePointAt(0)!;
  const value = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
  if (value < 0x80) return [value];
  const tail = (shift: number): number => 0x80 | ((value >> shift) & 0x3f);
  if (value < 0x800) return [0xc0 | (value >> 6), tail(0)];
  if (value < 0x10000) return [0xe0 | (value >> 12), tail(6), tail(0)];
  return [0xf0 | (value >> 18), tail(12), tail(6), tail(0)];
};

/**
 * Names of the fields of the row: the letters and digits of the column, after `c_`, so that none is a word of the language or a macro of
 * a header; numbered where two would be the same.
 */
export const fieldNames = (inputs: readonly DescribedInput[]): string[] => {
  const taken = new Set<string>();
  return inputs.map(({ name }, j) => {
    const plain = `c_${name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 40) || String(j + 1)}`;
    let unique = plain;
    for (let n = j + 1; taken.has(unique); n++) unique = `${plain}_n${n}`;
    taken.add(unique);
    return unique;
  });
};

const languageOf = ({ inputs }: DescribedModel, fields: readonly string[], nameSet: (type: string, values: string[]) => string): Language => {
  const column = (input: number): string => `row->${fields[input]}`;
  const test = (input: number, values: readonly LevelValue[]): string => {
    const isText = inputs[input]!.type === 'text';
    const literals = values.map((value) => comparable(value, inputs[input]!));
    const set = isText
      ? nameSet('const char *const', literals.map((value) => cText(String(value))))
      : nameSet('const double', literals.map((value) => floatText(Number(value))));
    return `${isText ? 'fall_line_text_is' : 'fall_line_number_is'}(${column(input)}, ${set}, ${values.length})`;
  };
  const isMissing = (input: number): string =>
    inputs[input]!.type === 'text' ? `(${column(input)} == NULL)` : `isnan(${column(input)})`;
  return {
    number: floatText,
    input: column,
    line: (index) => `v${index}`,
    isOneOf: (input, values) => test(input, values),
    isNoneOf: (input, values) => `1.0 - ${test(input, values)}`,
    isMissing: (input) => `${isMissing(input)} ? 1.0 : 0.0`,
    ifMissing: (of, input, then) => `${isMissing(input)} ? ${then} : ${of}`,
    onlyWhere: (of, input, values) => `${test(input, values)} == 1.0 ? ${of} : NAN`,
    clamp: (of, low, high) => `${of} < ${low} ? ${low} : ${of} > ${high} ? ${high} : ${of}`,
    log: (of) => `${of} > 0.0 ? log(${of}) : NAN`,
    sqrt: (of) => `${of} >= 0.0 ? sqrt(${of}) : NAN`,
    datePart: (input, part) => `fall_line_date_part(${column(input)}, '${part[0]}')`,
    product: (a, b) => `${a} * ${b}`,
  };
};

const TESTS: Record<string, string> = {
  fall_line_text_is: `static double fall_line_text_is(const char *text, const char *const *values, int n)
{
    if (text == NULL) return NAN;
    for (int k = 0; k < n; k++)
        if (strcmp(text, values[k]) == 0) return 1.0;
    return 0.0;
}`,
  fall_line_number_is: `static double fall_line_number_is(double number, const double *values, int n)
{
    if (isnan(number)) return NAN;
    for (int k = 0; k < n; k++)
        if (number == values[k]) return 1.0;
    return 0.0;
}`,
};

const PREDICTIONS: Record<DescribedModel['link'], string> = {
  identity: `/* The prediction of a row; NAN where there is none. */
double fall_line_predict(const struct fall_line_row *row)
{
    double eta[1];
    return fall_line_etas(row, eta) ? eta[0] : NAN;
}`,
  exp: `/* The expected count of a row; NAN where there is none. */
double fall_line_predict(const struct fall_line_row *row)
{
    double eta[1];
    return fall_line_etas(row, eta) ? exp(eta[0]) : NAN;
}`,
  sigmoid: `/* Writes the probability of each class; returns 0 and writes NAN where there is no prediction. */
int fall_line_probabilities(const struct fall_line_row *row, double *probabilities)
{
    double eta[1];
    int has_all = fall_line_etas(row, eta);
    double power = exp(-fabs(eta[0]));
    probabilities[0] = has_all ? (eta[0] > 0.0 ? power : 1.0) / (1.0 + power) : NAN;
    probabilities[1] = has_all ? (eta[0] < 0.0 ? power : 1.0) / (1.0 + power) : NAN;
    return has_all;
}

/* The number of the class of a row in fall_line_classes; NAN where there is no prediction. */
double fall_line_predict(const struct fall_line_row *row)
{
    double eta[1];
    return fall_line_etas(row, eta) ? (eta[0] > 0.0 ? 1.0 : 0.0) : NAN;
}`,
  softmax: `/* Writes the probability of each class; returns 0 and writes NAN where there is no prediction. */
int fall_line_probabilities(const struct fall_line_row *row, double *probabilities)
{
    int has_all = fall_line_etas(row, probabilities);
    double largest = probabilities[0];
    double total = 0.0;
    for (int k = 1; k < N_SETS; k++)
        if (probabilities[k] > largest) largest = probabilities[k];
    for (int k = 0; k < N_SETS; k++) {
        probabilities[k] = exp(probabilities[k] - largest);
        total += probabilities[k];
    }
    for (int k = 0; k < N_SETS; k++) probabilities[k] = has_all ? probabilities[k] / total : NAN;
    return has_all;
}

/* The number of the class of a row in fall_line_classes; NAN where there is no prediction. */
double fall_line_predict(const struct fall_line_row *row)
{
    double eta[N_SETS];
    int best = 0;
    if (!fall_line_etas(row, eta)) return NAN;
    for (int k = 1; k < N_SETS; k++)
        if (eta[k] > eta[best]) best = k;
    return (double)best;
}`,
};

const FIELD_TYPES = { number: 'double', text: 'const char *', boolean: 'double', date: 'double', timestamp: 'double' } as const;

/** One C99 file without dependencies: the row as a struct, `fall_line_predict(row)`, for classes `fall_line_probabilities`. */
export const printC = (model: ModelFile): string => {
  const described = describeModel(model);
  const { inputs, lines, features, predictors, classNames, link } = described;
  const fields = fieldNames(inputs);
  const sets: string[] = [];
  const nameSet = (type: string, values: string[]): string => {
    const known = `static ${type} %[] = {${values.join(', ')}};`;
    const index = sets.includes(known) ? sets.indexOf(known) : sets.push(known) - 1;
    return `fall_line_set_${index}`;
  };
  const language = languageOf(described, fields, nameSet);
  const body = lines.map((line, k) => `    const double v${k} = ${printLine(line, language)};\n`).join('');
  const values = features.map(({ value }, j) => `    f[${j}] = ${printAtom(value, language)};\n`).join('');
  const source = `${body}${values}`;
  const hasDates = inputs.some(({ type }) => type === 'date' || type === 'timestamp');
  const head = headLines(model, described, [
    'A missing number is NAN, a missing text NULL. Text is UTF-8. A date is in days since 1970-01-01, with their fraction, as',
    'fall_line_days makes them of ISO text. A truth value is 1.0 or 0.0.',
  ]);
  const helpers = [
    ...Object.keys(TESTS).filter((name) => source.includes(`${name}(`)).map((name) => TESTS[name]!),
    ...(hasDates ? [DAYS_C] : []),
    ...(source.includes('fall_line_date_part(') ? [DATE_PART_C] : []),
    ...(sets.length === 0 ? [] : [sets.map((set, k) => set.replace('%', ` fall_line_set_${k}`)).join('\n')]),
    ...(classNames === null ? [] : [`const char *const fall_line_classes[] = {${classNames.map(cText).join(', ')}};`]),
  ];
  // An array has one element or more in C.
  const row = (weights: readonly number[]): string => `    {${weights.map(floatText).join(', ') || '0.0'}},\n`;
  return `/* Fall Line: a model as C99 source. */
/*
${head.map((line) => ` * ${line}`.trimEnd()).join('\n')}
 *
 * Compile with a C99 compiler and the mathematics library: cc -std=c99 -c model.c
 */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define N_FEATURES ${features.length}
#define N_SETS ${predictors.length}

struct fall_line_row {
${inputs.map(({ name, type }, j) => `    ${FIELD_TYPES[type]}${type === 'text' ? '' : ' '}${fields[j]}; /* column ${commentText(JSON.stringify(name))} */\n`).join('')}${inputs.length === 0 ? '    char nothing;\n' : ''}};

${helpers.map((helper) => `${helper}\n\n`).join('')}static const double fall_line_weights[N_SETS][${Math.max(features.length, 1)}] = {
${predictors.map(({ weights }) => row(weights)).join('')}};
static const double fall_line_biases[N_SETS] = {${predictors.map(({ bias }) => floatText(bias)).join(', ')}};

/* The features that the weights belong to, in their order; NAN where missing. */
static void fall_line_features(const struct fall_line_row *row, double *f)
{
    (void)row;
    (void)f;
${source}}

/* eta = bias + the sum of weight * feature, in the order of the features; returns 0 where a feature is missing. */
static int fall_line_etas(const struct fall_line_row *row, double *etas)
{
    double f[${Math.max(features.length, 1)}];
    int has_all = 1;
    fall_line_features(row, f);
    for (int k = 0; k < N_SETS; k++) {
        double eta = fall_line_biases[k];
        for (int j = 0; j < N_FEATURES; j++) {
            if (isnan(f[j])) has_all = 0;
            eta += fall_line_weights[k][j] * f[j];
        }
        etas[k] = eta;
    }
    return has_all;
}

${PREDICTIONS[link]}
`;
};
