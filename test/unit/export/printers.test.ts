import { describe, expect, it } from 'vitest';
import { coefficientsCsv } from '../../../workers/core/export/coefficientsCsv';
import { describeModel } from '../../../workers/core/export/describedModel';
import { PRINTERS } from '../../../workers/core/export/formats';
import { formulaCells } from '../../../workers/core/export/formats/formula';
import { linesOf } from '../../../workers/core/export/lines';
import { largestDifference } from '../../../workers/core/export/scores';
import type { Expression, ExportFormat } from '../../../workers/core/schema';
import { exportCases, wideCases } from '../../support/exportCases';

const CODE: ExportFormat[] = ['python', 'sklearn', 'javascript', 'c', 'sql', 'formula'];

describe('a model as source', () => {
  it.each(CODE)('says as %s where it comes from, what it takes and what was done, on lines of its own', (format) => {
    const { model } = exportCases()[1]!;
    const text = String(PRINTERS[format]!(model));
    expect(text).toContain('SHA-256 ' + 'b'.repeat(64));
    expect(text).toContain(`${model.nSamples} rows`);
    for (const words of ['(date and time)', '(truth value)', '(text)', 'What is done to them:', 'no more than 1e-12']) {
      expect(text).toContain(words);
    }
    // A line break in a name of the file must not begin a line of the source; SQL can write it in a quoted name alone.
    if (format !== 'sql') expect(text).not.toMatch(/^break/m);
    expect(text.startsWith('=')).toBe(false);
  });

  it.each(CODE)('is the same text as %s each time', (format) => {
    const { model } = exportCases()[3]!;
    expect(PRINTERS[format]!(model)).toEqual(PRINTERS[format]!(structuredClone(model)));
  });
});

describe('lines', () => {
  it('hold what occurs more than once but once', () => {
    const x: Expression = { op: 'log', of: { op: 'input', input: 0 } };
    const square: Expression = { op: 'product', of: [x, x] };
    const { lines, values } = linesOf([x, square, { op: 'product', of: [square, x] }, { op: 'datePart', input: 1, part: 'days' }]);
    expect(lines).toEqual([
      { op: 'log', of: { from: 'input', index: 0 } },
      { op: 'product', of: [{ from: 'line', index: 0 }, { from: 'line', index: 0 }] },
      { op: 'product', of: [{ from: 'line', index: 1 }, { from: 'line', index: 0 }] },
    ]);
    expect(values).toEqual([0, 1, 2].map((index) => ({ from: 'line', index })).concat([{ from: 'input', index: 1 }]));
  });

  it('tell 0 from -0', () => {
    const constants: Expression[] = [0, -0].map((value) => ({ op: 'ifMissing', of: { op: 'input', input: 0 }, input: 0, then: { op: 'number', value } }));
    expect(linesOf(constants).lines).toHaveLength(2);
  });
});

describe('a long model', () => {
  it.each(wideCases())('has no formula that is longer than a spreadsheet takes: $title', ({ model }) => {
    const { formulas } = formulaCells(describeModel(model));
    expect(Math.max(...formulas.map(({ formula }) => formula.length + 1))).toBeLessThanOrEqual(8_192);
    expect(formulas.length).toBeGreaterThan(2);
  });
});

describe('the coefficients', () => {
  it('say how each feature is made where there is a preparation', () => {
    const [header, first, second] = coefficientsCsv(exportCases()[1]!.model).split('\r\n');
    expect(header).toBe('name,value,recipe');
    expect(first).toMatch(/,"\(""a \\""b\\"" 'c'"", or 0\.30000000000000004 where ""a \\""b\\"" 'c'"" is missing\)"$/);
    expect(second).toMatch(/,"\[""a \\""b\\"" 'c'"" is missing\]"$/);
    expect(coefficientsCsv(exportCases()[1]!.model)).toMatch(/\(bias\),0\.1,\r\n$/);
  });
});

describe('the largest difference', () => {
  const none = { probabilities: [] };
  it('is relative to what is above 1, and takes the probabilities in', () => {
    expect(largestDifference({ predictions: [100, 0.5], ...none }, { predictions: [101, 0.5], ...none })).toBe(0.01);
    expect(largestDifference({ predictions: [1], probabilities: [[0.5]] }, { predictions: [1], probabilities: [[0.25]] })).toBe(0.25);
  });

  it('is infinite where one has a figure and the other has none', () => {
    expect(largestDifference({ predictions: [null], ...none }, { predictions: [1], ...none })).toBe(Infinity);
    expect(largestDifference({ predictions: [1], ...none }, { predictions: [NaN], ...none })).toBe(Infinity);
    expect(largestDifference({ predictions: [1, 2], ...none }, { predictions: [1], ...none })).toBe(Infinity);
    expect(largestDifference({ predictions: [null, Infinity], ...none }, { predictions: [null, Infinity], ...none })).toBe(0);
  });
});
