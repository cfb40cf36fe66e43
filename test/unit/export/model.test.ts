import { describe, expect, it } from 'vitest';
import {
  buildModelFile,
  coefficientsCsv,
  parseModel,
  serializeModel,
} from '../../../workers/core/export/model';
import { FallLineError, type ModelFile } from '../../../workers/core/schema';
import { dataset, runInfo, runResult } from './fixtures';

const source = { sha256: 'b'.repeat(64), createdAt: '2026-01-02T03:04:05.678Z', applicationVersion: '0.1.0' };
const build = (result = runResult): ModelFile =>
  buildModelFile({ info: runInfo, result, dataset, ...source });

/** The text of a good model with some of its fields replaced. */
const altered = (changes: Record<string, unknown>): string => JSON.stringify({ ...build(), ...changes });

const refusal = (text: string): string => {
  try {
    parseModel(text);
  } catch (error) {
    if (error instanceof FallLineError && error.code === 'model-invalid') return error.message;
    throw error;
  }
  return 'accepted';
};

describe('the model file', () => {
  it('is assembled from the run, its result and the data', () => {
    expect(build()).toEqual({
      format: 'fall-line-model',
      formatVersion: 1,
      model: 'linear',
      preparation: null,
      intervals: null,
      intervalsReason: null,
      targetName: 'y',
      columnNames: ['x1', 'x2'],
      featureNames: ['x1', 'x2'],
      weights: [2, -4],
      bias: 0.5,
      classNames: null,
      classes: null,
      standardize: true,
      scaling: { means: [1, 2], scales: [3, 4] },
      loss: {
        kind: 'squared',
        parameter: null,
        name: 'Mean squared error',
        formula: 'L(w, b) = (1/n) sum_i (w . x_i + b - y_i)^2',
        value: 0.25,
      },
      objective: { formula: 'L', value: 0.25 },
      penalty: { l1: 0, l2: 0, bias: false },
      optimizer: { kind: 'gradient-descent' },
      schedule: { kind: 'constant' },
      batchSize: null,
      clip: null,
      averageFrom: null,
      gradient: 'sharded',
      degree: 1,
      intercept: true,
      scaledBy: 'deviation',
      storage: 'float64',
      validationShare: 0,
      seed: 1,
      learningRate: 0.1,
      steps: 1000,
      stopReason: 'max-steps',
      thetaHash: 'a'.repeat(64),
      nSamples: 7,
      rowsRejected: 1,
      rowsSkipped: 2,
      data: { fileName: 'data.csv', nRows: 9, sha256: 'b'.repeat(64) },
      createdAt: '2026-01-02T03:04:05.678Z',
      applicationVersion: '0.1.0',
    });
  });

  it('is refused where a parameter or the loss is not finite', () => {
    expect(() => build({ ...runResult, weights: [1, Infinity] })).toThrow(FallLineError);
    expect(() => build({ ...runResult, bias: NaN })).toThrow('no finite parameters');
    const classes = [{ name: 'a', weights: [1, NaN], bias: 0 }];
    expect(() => build({ ...runResult, classes })).toThrow('no finite parameters');
    expect(() => build({ ...runResult, loss: Infinity })).toThrow('smaller learning rate');
  });

  it('is indented JSON that ends in a line break', () => {
    const text = serializeModel(build());
    expect(text.startsWith('{\n  "format": "fall-line-model",\n  "formatVersion": 1,\n')).toBe(true);
    expect(text).toContain('  "weights": [\n    2,\n    -4\n  ],\n');
    expect(text.endsWith('"applicationVersion": "0.1.0"\n}\n')).toBe(true);
  });

  it('keeps minus zero', () => {
    const text = serializeModel(build({ ...runResult, weights: [-0, 0], bias: -0 }));
    const { weights, bias } = parseModel(text);
    expect(weights.map((weight) => Object.is(weight, -0))).toEqual([true, false]);
    expect(Object.is(bias, -0)).toBe(true);
  });

  it('is read with a byte order mark, and without fields that are not known', () => {
    expect(parseModel(`\uFEFF${altered({ remark: 'mine' })}`)).toEqual(build());
  });
});

describe('a model of a penalised run', () => {
  const method = {
    penalty: { l1: 0.5, l2: 0, bias: false },
    optimizer: { kind: 'nesterov', momentum: 0.8 },
    schedule: { kind: 'step', every: 10, factor: 0.5 },
  } as const;
  const penalised = buildModelFile({
    info: { ...runInfo, objective: 'L + 0.5 ||w||_1', settings: { ...runInfo.settings, ...method } },
    result: { ...runResult, objective: 0.75 },
    dataset,
    ...source,
  });

  it('keeps method and objective, and is read again as it was', () => {
    expect(penalised).toMatchObject({ ...method, objective: { formula: 'L + 0.5 ||w||_1', value: 0.75 } });
    expect(parseModel(serializeModel(penalised))).toEqual(penalised);
  });

});

describe('a model of an older version', () => {
  const olderFields = [
    'format', 'formatVersion', 'model', 'targetName', 'featureNames', 'weights', 'bias', 'standardize', 'scaling',
    'learningRate', 'steps', 'stopReason', 'thetaHash', 'nSamples', 'rowsRejected', 'rowsSkipped', 'data', 'createdAt',
    'applicationVersion',
  ];
  const older = {
    ...Object.fromEntries(Object.entries(build()).filter(([name]) => olderFields.includes(name))),
    loss: { name: 'mean squared error', formula: 'L(w, b) = (1/n) sum_i (w . x_i + b - y_i)^2', value: 0.25 },
  };

  it('reads as plain descent on the mean squared error of the columns as they are', () => {
    expect(parseModel(JSON.stringify(older))).toEqual({
      ...build(),
      loss: { ...older.loss, kind: 'squared', parameter: null },
      objective: { formula: 'L(w, b) = (1/n) sum_i (w . x_i + b - y_i)^2, no penalty', value: 0.25 },
    });
  });

  it('keeps its penalty, which was never on the bias, and its method', () => {
    const penalised = { ...older, penalty: { l1: 0.5, l2: 0 }, optimizer: { kind: 'nesterov', momentum: 0.8 } };
    const { penalty, optimizer, objective } = parseModel(JSON.stringify(penalised));
    expect(penalty).toEqual({ l1: 0.5, l2: 0, bias: false });
    expect(optimizer).toEqual({ kind: 'nesterov', momentum: 0.8 });
    expect(objective.formula).toBe('L(w, b) = (1/n) sum_i (w . x_i + b - y_i)^2 + 0.5 ||w||_1');
  });
});

describe('a model of powers and classes', () => {
  const columns = ['x1', 'x1^2', 'x2', 'x2^2'];
  const settings = {
    ...runInfo.settings,
    degree: 2,
    loss: { kind: 'softmax' },
    batchSize: 4,
    clip: 2.5,
    averageFrom: 0,
    intercept: false,
    storage: 'float32',
    validationShare: 0.25,
    seed: -3,
  } as const;
  const info = {
    ...runInfo,
    settings,
    featureNames: columns,
    classNames: ['no', 'yes'],
    nFeatures: 4,
    nOutputs: 2,
    scaling: { means: [0, 0, 0, 0], scales: [1, 2, 3, 4] },
  };
  const classes = [
    { name: 'no', weights: [1, 2, 3, 4], bias: 0 },
    { name: 'yes', weights: [-1, -2, -3, -4], bias: -0 },
  ];
  const result = { ...runResult, weights: [1, 2, 3, 4], bias: 0, classes };
  const model = buildModelFile({ info, result, dataset, ...source });

  it('names the columns of the file beside those of the design, and keeps all of the method', () => {
    expect(model).toMatchObject({
      columnNames: ['x1', 'x2'],
      featureNames: columns,
      classNames: ['no', 'yes'],
      classes,
      loss: { kind: 'softmax', parameter: null, name: 'Softmax' },
      batchSize: 4,
      clip: 2.5,
      averageFrom: 0,
      degree: 2,
      intercept: false,
      storage: 'float32',
      validationShare: 0.25,
      seed: -3,
    });
    expect(model.loss.formula).toContain('eta_ik = w_k . x_i for k = 1 to 2');
    expect(parseModel(serializeModel(model))).toStrictEqual(model);
  });

  it('may have a column that is called like a power', () => {
    const names = { columnNames: ['x', 'x^2'], featureNames: ['x', 'x^2', 'x^2', 'x^2^2'] };
    expect(parseModel(JSON.stringify({ ...model, ...names }))).toMatchObject(names);
  });

  it('keeps the number of its loss', () => {
    const huber = { ...runInfo, settings: { ...runInfo.settings, loss: { kind: 'huber', delta: 1.5 } as const } };
    const { loss } = parseModel(serializeModel(buildModelFile({ info: huber, result: runResult, dataset, ...source })));
    expect(loss).toMatchObject({ kind: 'huber', parameter: 1.5, name: 'Huber' });
  });

  it('has a table of coefficients with a column of the class', () => {
    expect(coefficientsCsv(model)).toBe(
      [
        'class,name,value',
        'no,x1,1', 'no,x1^2,2', 'no,x2,3', 'no,x2^2,4', 'no,(bias),0',
        'yes,x1,-1', 'yes,x1^2,-2', 'yes,x2,-3', 'yes,x2^2,-4', 'yes,(bias),-0',
        '',
      ].join('\r\n'),
    );
  });

  it('names the class that the one set of a logistic model speaks for', () => {
    const logistic = { ...build(), classNames: ['=no', 'a,b'] };
    expect(coefficientsCsv(logistic)).toBe('class,name,value\r\n"a,b",x1,2\r\n"a,b",x2,-4\r\n"a,b",(bias),0.5\r\n');
  });
});

describe('a file that is no model', () => {
  it('is named as such', () => {
    expect(refusal('')).toContain('it is not JSON');
    expect(refusal('a,b\n1,2\n')).toContain('it is not JSON');
    expect(refusal('null')).toContain('"format" is not "fall-line-model"');
    expect(refusal('[]')).toContain('"format" is not "fall-line-model"');
    expect(refusal(altered({ format: 'other' }))).toContain('"format" is not "fall-line-model"');
  });

  it('of a newer version asks for a newer Fall Line', () => {
    expect(refusal(altered({ formatVersion: 2 }))).toBe(
      'The model has format version 2; this Fall Line knows versions up to 1. Open it with a newer Fall Line.',
    );
    expect(refusal(altered({ formatVersion: '1' }))).toContain('"formatVersion" is "1"; it must be 1');
  });

  it('that repeats a name is refused', () => {
    expect(refusal(altered({ columnNames: ['x1', 'x1'], featureNames: ['x1', 'x1'] }))).toContain('the column "x1" more than once');
    expect(refusal(altered({ columnNames: ['x1', 'y'], featureNames: ['x1', 'y'] }))).toContain(
      'the column "y" more than once',
    );
    const classes = { loss: { ...build().loss, kind: 'softmax' }, classNames: ['a', 'a'] };
    expect(refusal(altered(classes))).toContain('the class "a" more than once');
  });

  const good = build();
  const altSoftmax = (change: Record<string, unknown>): Record<string, unknown> => {
    const one = { name: 'a', weights: [1, 2], bias: 0 };
    const classes = [one, { ...one, name: 'b', ...change }];
    return { loss: { ...good.loss, kind: 'softmax' }, classNames: ['a', 'b'], classes };
  };
  const wrongFields: [field: string, changes: Record<string, unknown>][] = [
    ['model', { model: 'tree' }],
    ['targetName', { targetName: 1 }],
    ['featureNames', { featureNames: ['x1', 2] }],
    ['featureNames', { featureNames: ['x1', 'x3'] }],
    ['weights', { weights: [1] }],
    ['weights', { weights: [1, 2, 3] }],
    ['weights', { weights: [1, null] }],
    ['weights', { weights: [1, '2'] }],
    ['bias', { bias: null }],
    ['bias', { bias: undefined }],
    ['standardize', { standardize: 1 }],
    ['scaling', { scaling: [] }],
    ['scaling.means', { scaling: { ...good.scaling, means: [0] } }],
    ['scaling.scales', { scaling: { ...good.scaling, scales: [1, 0] } }],
    ['loss', { loss: null }],
    ['loss.kind', { loss: { ...good.loss, kind: 'hinge' } }],
    ['loss.name', { loss: { name: 'hinge', formula: 'L', value: 1 } }],
    ['loss.name', { loss: { ...good.loss, name: 7 } }],
    ['loss.parameter', { loss: { ...good.loss, parameter: 1 } }],
    ['loss.parameter', { loss: { ...good.loss, kind: 'huber', parameter: 0 } }],
    ['loss.parameter', { loss: { ...good.loss, kind: 'quantile', parameter: null } }],
    ['loss.formula', { loss: { ...good.loss, formula: 0 } }],
    ['loss.value', { loss: { ...good.loss, value: null } }],
    ['objective.value', { objective: { formula: 'L', value: null } }],
    ['penalty.l1', { penalty: { l1: -1, l2: 0, bias: false } }],
    ['penalty.l2', { penalty: { l1: 0 } }],
    ['penalty.bias', { penalty: { l1: 0, l2: 0, bias: 1 } }],
    ['optimizer.kind', { optimizer: { kind: 'magic' } }],
    ['optimizer.momentum', { optimizer: { kind: 'nesterov', momentum: 1 } }],
    ['schedule.every', { schedule: { kind: 'step', every: 0.5, factor: 0.5 } }],
    ['batchSize', { batchSize: 0 }],
    ['clip', { clip: 0 }],
    ['averageFrom', { averageFrom: -1 }],
    ['gradient', { gradient: 'guessed' }],
    ['degree', { degree: 21 }],
    ['featureNames', { degree: 2 }],
    ['columnNames', { columnNames: 'x1' }],
    ['featureNames', { columnNames: ['x2', 'x1'] }],
    ['intercept', { intercept: 'yes' }],
    ['storage', { storage: 'float16' }],
    ['validationShare', { validationShare: 1 }],
    ['seed', { seed: 1.5 }],
    ['classNames', { classNames: ['no', 'yes'] }],
    ['classNames', { loss: { ...good.loss, kind: 'logistic' } }],
    ['classNames', { loss: { ...good.loss, kind: 'logistic' }, classNames: ['a', 'b', 'c'] }],
    ['classNames', { loss: { ...good.loss, kind: 'softmax' }, classNames: ['a'] }],
    ['classes', { classes: [] }],
    ['classes', { loss: { ...good.loss, kind: 'softmax' }, classNames: ['a', 'b'], classes: [] }],
    ['classes[1].name', altSoftmax({ name: 'c' })],
    ['classes[1].weights', altSoftmax({ weights: [1] })],
    ['classes[1].bias', altSoftmax({ bias: null })],
    ['learningRate', { learningRate: 0 }],
    ['steps', { steps: 1.5 }],
    ['stopReason', { stopReason: 'tired' }],
    ['thetaHash', { thetaHash: 'abc' }],
    ['nSamples', { nSamples: -1 }],
    ['rowsRejected', { rowsRejected: null }],
    ['rowsSkipped', { rowsSkipped: 'none' }],
    ['data', { data: 'data.csv' }],
    ['data.fileName', { data: { ...good.data, fileName: null } }],
    ['data.nRows', { data: { ...good.data, nRows: 0.5 } }],
    ['data.sha256', { data: { ...good.data, sha256: 'B'.repeat(64) } }],
    ['createdAt', { createdAt: 'yesterday' }],
    ['createdAt', { createdAt: '2026-13-02T03:04:05Z' }],
    ['applicationVersion', { applicationVersion: 1 }],
  ];
  it.each(wrongFields)('with a wrong "%s" names that field', (field, changes) => {
    expect(refusal(altered(changes))).toContain(`The model's field "${field}" `);
  });

  it('with a number beyond float64 names that field', () => {
    const text = serializeModel(good).replace('"bias": 0.5', '"bias": 1e999');
    expect(refusal(text)).toContain('The model\'s field "bias" ');
  });
});

describe('the table of coefficients', () => {
  it('lists the weights in the order of the features and the bias last, at full precision', () => {
    const model = { ...build(), weights: [0.1 + 0.2, -0], bias: 1e-300 };
    expect(coefficientsCsv(model)).toBe('name,value\r\nx1,0.30000000000000004\r\nx2,-0\r\n(bias),1e-300\r\n');
  });

  it('quotes names and disarms those that a spreadsheet would run, but never a number', () => {
    const featureNames = ['a,"b"', '=1+1', '+x', '-x', '@x', '\tx', 'line\nbreak'];
    const model = { ...build(), featureNames, weights: featureNames.map(() => -1) };
    expect(coefficientsCsv(model).split('\r\n').slice(1, -2)).toEqual([
      '"a,""b""",-1',
      "'=1+1,-1",
      "'+x,-1",
      "'-x,-1",
      "'@x,-1",
      "'\tx,-1",
      '"line\nbreak",-1',
    ]);
  });
});
