import { buildModelFile } from '../../workers/core/export/model';
import type { Cell } from '../../workers/core/export/scores';
import { createRandom, fillNormal } from '../../workers/core/random/generator';
import type { Expression, LossSettings, ModelFile, Preparation, PreparationInput } from '../../workers/core/schema';
import { dataset, runInfo, runResult } from '../unit/export/fixtures';

/** Names that would break out of a quote, a tag, a comment or a formula. */
export const HOSTILE = [
  'a "b" \'c\'',
  '</script><b>&amp;</b>',
  '=1+cmd|x',
  '*/ ?>]]> -->',
  'line\nbreak\ttab',
  'ünï-ćødé 🙂',
  '__proto__',
] as const;

const N = 60;

const input = (name: string, type: PreparationInput['type']): PreparationInput => ({ name, type, levels: null, unseen: null });

const INPUTS: PreparationInput[] = [
  input(HOSTILE[0], 'number'),
  input(HOSTILE[1], 'text'),
  input(HOSTILE[2], 'boolean'),
  input(HOSTILE[3], 'date'),
  input(HOSTILE[4], 'timestamp'),
  input(HOSTILE[5], 'number'),
  input(HOSTILE[6], 'text'),
];

const LEVELS = ['red', HOSTILE[0], HOSTILE[1], '-1'];

const number = (value: number): Expression => ({ op: 'number', value });
const column = (index: number): Expression => ({ op: 'input', input: index });

/** Every kind of expression, nested as preparations nest them. */
const EXPRESSIONS: Expression[] = [
  { op: 'ifMissing', of: column(0), input: 0, then: number(0.1 + 0.2) },
  { op: 'isMissing', input: 0 },
  { op: 'clamp', of: { op: 'ifMissing', of: column(0), input: 0, then: number(-0.5) }, low: -1.25, high: 1.5 },
  { op: 'log', of: column(5) },
  { op: 'sqrt', of: { op: 'clamp', of: column(5), low: 0.5, high: 9 } },
  { op: 'product', of: [{ op: 'product', of: [column(5), column(5)] }, column(5)] },
  { op: 'ifMissing', of: { op: 'equals', input: 1, value: HOSTILE[0] }, input: 1, then: number(1) },
  { op: 'ifMissing', of: { op: 'isOneOf', input: 1, values: [HOSTILE[1], '-1'] }, input: 1, then: number(0) },
  { op: 'ifMissing', of: { op: 'isNoneOf', input: 1, values: ['red', '-1'] }, input: 1, then: number(0) },
  { op: 'isMissing', input: 1 },
  { op: 'onlyWhere', of: { op: 'equals', input: 6, value: 'x' }, input: 6, values: ['x', 'y'] },
  column(2),
  { op: 'datePart', input: 3, part: 'days' },
  { op: 'datePart', input: 3, part: 'year' },
  { op: 'datePart', input: 3, part: 'month' },
  { op: 'datePart', input: 3, part: 'day' },
  { op: 'datePart', input: 3, part: 'weekday' },
  { op: 'ifMissing', of: column(4), input: 4, then: number(19_000.25) },
  { op: 'ifMissing', of: { op: 'datePart', input: 4, part: 'hour' }, input: 4, then: number(6) },
  { op: 'product', of: [column(2), { op: 'log', of: column(5) }] },
];

const DATES = ['1899-12-31', '1969-12-31', '1970-01-01', '1972-02-29', '2000-02-29', '2000-03-01', '2023-12-31', '2100-02-28'];
const TIMES = ['1969-12-31 23:59:59.999999', '1999-12-31 05:00:00', '2024-02-29 13:00:00', '2020-06-15 12:34:56.789'];

/** Cells of the inputs above: each kind with missing ones, unseen levels, and numbers without a logarithm. */
const preparedColumns = (): Cell[][] => {
  const z = new Float64Array(2 * N);
  fillNormal(createRandom(5), z);
  const each = (of: (i: number) => Cell): Cell[] => Array.from({ length: N }, (_, i) => of(i));
  return [
    each((i) => (i % 7 === 3 ? null : z[i]! * 1.5)),
    each((i) => (i % 11 === 5 ? null : [...LEVELS, 'unseen'][i % 5]!)),
    each((i) => (i === 13 ? null : i % 2 === 0)),
    each((i) => (i === 14 ? null : DATES[i % DATES.length]!)),
    each((i) => (i % 13 === 2 ? null : TIMES[i % TIMES.length]!)),
    each((i) => (i === 15 ? 0 : i === 16 ? -2 : i === 17 ? null : 0.1 + 4 * Math.abs(z[N + i]!))),
    each((i) => (i === 18 ? null : i === 19 ? 'other' : ['x', 'y'][i % 2]!)),
  ];
};

const plainColumns = (): Cell[][] => {
  const z = new Float64Array(2 * N);
  fillNormal(createRandom(6), z);
  return [0, 1].map((k) => Array.from({ length: N }, (_, i) => (i === 20 + k ? null : 3 * z[k * N + i]!)));
};

/** Of the size that keeps eta near 1, whatever the unit of the feature. */
const weightsOf = (nFeatures: number, seed: number, sizes: readonly number[]): number[] => {
  const z = new Float64Array(nFeatures);
  fillNormal(createRandom(seed), z);
  return Array.from(z, (value, j) => value / (3 * (sizes[j] ?? 1)));
};

const LOSSES: { loss: LossSettings; classNames: string[] | null }[] = [
  { loss: { kind: 'squared' }, classNames: null },
  { loss: { kind: 'huber', delta: 1 }, classNames: null },
  { loss: { kind: 'absolute' }, classNames: null },
  { loss: { kind: 'quantile', quantile: 0.25 }, classNames: null },
  { loss: { kind: 'logistic' }, classNames: ['no', HOSTILE[1]] },
  { loss: { kind: 'softmax' }, classNames: ['-1', HOSTILE[0], HOSTILE[3]] },
  { loss: { kind: 'poisson' }, classNames: null },
];

interface Shape {
  preparation: Preparation | null;
  columnNames: string[];
  degree: number;
  /** Typical magnitudes of the features. */
  sizes: number[];
}

const modelOf = ({ loss, classNames }: (typeof LOSSES)[number], { preparation, columnNames, degree, sizes }: Shape): ModelFile => {
  const n = sizes.length;
  const names = columnNames.flatMap((name) => Array.from({ length: degree }, (_, p) => (p === 0 ? name : `${name}^${p + 1}`)));
  const setOf = (seed: number): { weights: number[]; bias: number } => ({ weights: weightsOf(n, seed, sizes), bias: 0.1 * seed });
  const classes = loss.kind === 'softmax' ? (classNames ?? []).map((name, k) => ({ name, ...setOf(k + 2) })) : null;
  const first = classes?.[0] ?? setOf(1);
  const info = {
    ...runInfo,
    settings: { ...runInfo.settings, loss, degree },
    targetName: 'y <"target">',
    featureNames: names,
    classNames,
    scaling: { means: sizes.map(() => 0), scales: sizes.map(() => 1) },
    nFeatures: n,
    nOutputs: classes?.length ?? 1,
  };
  const result = { ...runResult, weights: first.weights, bias: first.bias, classes };
  return {
    ...buildModelFile({
      info,
      result,
      dataset: { ...dataset, fileName: HOSTILE[1] },
      sha256: 'b'.repeat(64),
      createdAt: '2026-01-02T03:04:05.000Z',
      applicationVersion: '0.1.0',
      preparation,
    }),
    columnNames,
    featureNames: names,
  };
};

const PREPARED: Shape = {
  preparation: {
    recipe: {
      target: 'y <"target">',
      features: INPUTS.map(({ name }) => name),
      entries: [],
      scaling: 'none',
      intercept: true,
    },
    inputs: INPUTS,
    features: EXPRESSIONS.map((expression, j) => ({ name: `f${j} ${HOSTILE[j % HOSTILE.length]}`, expression })),
    steps: HOSTILE.map((name) => `Something is done to "${name}".`),
  },
  columnNames: EXPRESSIONS.map((_, j) => `f${j} ${HOSTILE[j % HOSTILE.length]}`),
  degree: 1,
  sizes: EXPRESSIONS.map((_, j) => [1, 1, 1, 1, 2, 40, 1, 1, 1, 1, 1, 1, 1e4, 2e3, 12, 31, 7, 1e4, 24, 1][j]!),
};

const PLAIN: Shape = { preparation: null, columnNames: [HOSTILE[0], HOSTILE[6]], degree: 3, sizes: [3, 9, 27, 3, 9, 27] };

export interface ExportCase {
  title: string;
  model: ModelFile;
  /** In the order of the inputs; missing: null. */
  columns: Cell[][];
}

/** A model of each loss, on columns as they are with their powers, and behind a preparation of every kind. */
export const exportCases = (): ExportCase[] =>
  LOSSES.flatMap((method) => [
    { title: `${method.loss.kind} on plain columns`, model: modelOf(method, PLAIN), columns: plainColumns() },
    { title: `${method.loss.kind} behind a preparation`, model: modelOf(method, PREPARED), columns: preparedColumns() },
  ]);

const WORDS = ['class', 'def', 'int', 'select', 'NaN', 'return', 'row', 'prediction', 'fall_line_eta_1', 'x0', 'v0', 'data', 'nothing'];
const EXTREMES = [5e-324, -0, 1e-300, -1.2345678901234567, 0.1 + 0.2, 2 ** 53 + 2, 1e21, -1e-7];

/** Models that are long, and one that is short: names that are words of languages, numbers at the ends of float64, and no feature at all. */
export const wideCases = (): ExportCase[] => {
  const [base, prepared] = exportCases();
  const nRows = 40;
  const names = Array.from({ length: 450 }, (_, j) => WORDS[j] ?? `column ${j}`);
  const weights = names.map((_, j) => EXTREMES[j] ?? (j % 3 === 0 ? -1 : 1) / (j + 3));
  const columns = names.map((_, j) =>
    Array.from({ length: nRows }, (__, i): Cell => ((i * 450 + j) % 4_001 === 7 ? null : Math.sin(i * 450 + j) / (j === 6 || j === 5 ? 1e21 : 1))),
  );
  const scalingOf = (n: number) => ({ means: Array<number>(n).fill(0), scales: Array<number>(n).fill(1) });
  const wide = { columnNames: names, featureNames: names, weights, degree: 1, scaling: scalingOf(names.length) };
  const levels = Array.from({ length: 600 }, (_, k) => `level ${k} ${'ü"'.repeat(k % 90)}`);
  const many: Expression[] = [
    { op: 'onlyWhere', of: { op: 'isOneOf', input: 0, values: levels.slice(0, 300) }, input: 0, values: levels },
    { op: 'isNoneOf', input: 0, values: levels.slice(100, 500) },
  ];
  const { preparation } = prepared!.model;
  const features = many.map((expression, j) => ({ name: `group ${j}`, expression }));
  return [
    { title: '450 columns', model: { ...base!.model, ...wide }, columns },
    {
      title: '600 levels',
      model: {
        ...prepared!.model,
        preparation: { ...preparation!, inputs: [input('kind', 'text')], features, steps: [] },
        columnNames: features.map(({ name }) => name),
        featureNames: features.map(({ name }) => name),
        weights: [1.5, -2.25],
        scaling: scalingOf(2),
      },
      columns: [Array.from({ length: nRows }, (_, i) => (i === 3 ? null : i === 4 ? 'unseen' : levels[(i * 37) % 600]!))],
    },
  ];
};
