import { describe, expect, it } from 'vitest';
import { buildModelFile, parseModel, serializeModel } from '../../../workers/core/export/model';
import type { Expression, ModelFile, Preparation } from '../../../workers/core/schema';
import { recipeOf } from '../../support/recipes';
import { dataset, runInfo, runResult } from './fixtures';

const values: Expression[] = [
  { op: 'equals', input: 0, value: 'a' },
  { op: 'ifMissing', of: { op: 'clamp', of: { op: 'input', input: 1 }, low: -0, high: 1e300 }, input: 1, then: { op: 'number', value: 0.1 } },
];
const preparation: Preparation = {
  recipe: recipeOf(['kind', 'x']),
  inputs: [
    { name: 'kind', type: 'text', levels: [{ value: 'a', nRows: 2 }, { value: 'b', nRows: 1 }], unseen: 'missing' },
    { name: 'x', type: 'number', levels: null, unseen: null },
  ],
  features: [{ name: 'kind = a', expression: values[0]! }, { name: 'x', expression: values[1]! }],
  steps: ['One.'],
};

const names = ['kind = a', 'x'];
const prepared = (): ModelFile =>
  buildModelFile({
    info: { ...runInfo, featureNames: names, settings: { ...runInfo.settings, degree: 1 }, scaling: { means: [0, 0], scales: [1, 1] } },
    result: { ...runResult, weights: [1, 2] },
    dataset,
    sha256: '0'.repeat(64),
    createdAt: '2026-01-02T03:04:05.000Z',
    applicationVersion: '1.0.0',
    preparation,
  });

/** The text of a model file with something in its preparation changed. */
const changed = (change: (preparation: Record<string, unknown>) => void): string => {
  const file = JSON.parse(serializeModel(prepared())) as { preparation: Record<string, unknown> };
  change(file.preparation);
  return JSON.stringify(file);
};
const withExpression = (expression: unknown): string =>
  changed((file) => ((file['features'] as { expression: unknown }[])[0]!.expression = expression));
const nested = (depth: number): unknown => (depth === 0 ? { op: 'number', value: 1 } : { op: 'log', of: nested(depth - 1) });

describe('the preparation in a model file', () => {
  it('comes back as it was, to the last bit', () => {
    expect(parseModel(serializeModel(prepared())).preparation).toEqual(preparation);
  });

  it.each<[string, string]>([
    [withExpression({ op: 'power', of: 1 }), 'field "preparation.features[0].expression.op" is "power"; it must be "number" or "input"'],
    [withExpression({ op: 'input', input: 2 }), 'field "preparation.features[0].expression.input" is 2; it must be the place of one of the 2 inputs'],
    [withExpression({ op: 'input', input: 0 }), 'it must be the place of an input of type number or boolean'],
    [withExpression({ op: 'datePart', input: 1, part: 'day' }), 'it must be the place of an input of type date or timestamp'],
    [withExpression({ op: 'equals', input: 0, value: 3 }), 'it must be of the type of the column "kind", text'],
    [withExpression({ op: 'isOneOf', input: 1, values: ['1'] }), 'it must be of the type of the column "x", number'],
    [withExpression({ op: 'product', of: [{ op: 'number', value: 1 }] }), 'it must be an array of 2 objects'],
    [withExpression({ op: 'number', value: '1' }), 'is "1"; it must be a finite number'],
    [withExpression(nested(60)), 'part of a formula of at most 40 operations in one another'],
    [changed((file) => (file['inputs'] = [])), 'the place of one of the 0 inputs'],
    [changed((file) => (file['inputs'] as { name: string }[]).forEach((input) => (input.name = 'x'))), 'an array of columns with names of their own'],
    [changed((file) => (file['features'] as { name: string }[]).forEach((feature) => (feature.name = 'x'))), 'an array of features with names of their own'],
    [changed((file) => (file['features'] as unknown[]).pop()), 'field "columnNames" is ["kind = a","x"]; it must be the names of the features of the preparation: ["kind = a"]'],
    [changed((file) => delete file['recipe']), 'field "preparation.recipe" is missing'],
    [changed((file) => (file['steps'] = 'One.')), 'field "preparation.steps" is "One."'],
  ])('names the field that is wrong: %#', (text, sentence) => {
    expect(() => parseModel(text)).toThrow(sentence);
  });
});
