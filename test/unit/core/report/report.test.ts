import { describe, expect, it } from 'vitest';
import { childrenOf, readXml, type XmlNode } from '../../../../workers/core/export/readXml';
import { coefficientErrors } from '../../../../workers/core/report/coefficientErrors';
import { printReport } from '../../../../workers/core/report/html/report';
import { NO_PARTS, type ReportParts } from '../../../../workers/core/report/parts';
import type { Evaluation } from '../../../../workers/core/schema';
import { exportCases, HOSTILE } from '../../../support/exportCases';

const all = (node: XmlNode): XmlNode[] => [node, ...node.children.flatMap(all)];
const read = (html: string): XmlNode => readXml(html.replace('<!DOCTYPE html>\n', ''));
const textOf = (html: string): string => all(read(html)).map(({ text }) => text).join('\n');

const plane = { xLow: 0, xHigh: 1, yLow: -1, yHigh: 1, nColumns: 2, nRows: 2, counts: [1, 2, 0, 4] };

const regression: Evaluation = {
  kind: 'regression',
  notes: [HOSTILE[1]],
  parts: [
    {
      part: 'train',
      figures: { nRows: 7, rmse: 1.25, mae: 1, rSquared: 0.5, adjustedRSquared: null, loss: 1.5625 },
      plots: {
        predictedActual: plane,
        residualFitted: plane,
        residuals: { low: -1, high: 1, counts: [3, 4] },
        normalQuantiles: { expected: [-1, 0, 1], found: [-1.1, 0, 1.2] },
        largest: [{ row: 1_234, part: 'train', actual: 3, predicted: 1 }],
      },
    },
  ],
};

const classification = (classNames: string[]): Evaluation => ({
  kind: 'classification',
  classNames,
  notes: [],
  parts: [
    {
      part: 'test',
      figures: { nRows: 10, logLoss: 0.4, accuracy: 0.9 },
      confusion: classNames.flatMap((_, k) => classNames.map((__, m) => (k === m ? 4 : 1))),
      curves: [
        {
          className: classNames[1]!,
          nPositive: 5,
          nNegative: 5,
          roc: { falsePositive: [0, 0.5, 1], truePositive: [0, 0.9, 1], area: 0.75 },
          precisionRecall: { recall: [0, 1], precision: [1, 0.5], average: 0.8 },
          calibration: { predicted: [0.2, 0.8], found: [0.25, 0.7], counts: [5, 5] },
          atLeast: { positive: [], negative: [] },
        },
      ],
    },
  ],
});

const partsFor = (classNames: readonly string[] | null): ReportParts => ({
  ...NO_PARTS,
  evaluation: classNames === null ? regression : classification([...classNames]),
  evaluationNote: HOSTILE[3],
  curve: { steps: [0, 10, 20], loss: [3, 1, 0.5], validation: [4, NaN, 0.7] },
});

/** Every element that a report is made of: another one would have come from a name. */
const KNOWN = new Set(
  'html head meta title style body h1 h2 h3 section p ol li dl dt dd table caption thead tbody tr th td div figure math mrow mi mo mn mover msub msup mfrac svg desc rect line text path circle g'.split(' '),
);

describe('a report', () => {
  it.each(exportCases())('is one well-formed page without script or anything from elsewhere: $title', ({ model }) => {
    const html = printReport(model, partsFor(model.classNames));
    const nodes = all(read(html));
    expect(nodes.map(({ name }) => name).filter((name) => !KNOWN.has(name))).toEqual([]);
    const references = nodes.flatMap(({ attributes }) => [...attributes].filter(([name]) => /^(href|src|xlink:href|action|on.*|style)$/i.test(name)));
    expect(references).toEqual([]);
    expect(html.match(/url\(|@import|<script|javascript:/gi)).toBeNull();
    // What HTML reads as open must not be written as an empty element.
    expect(html.match(/<(p|div|td|th|tr|li|dd|dt|h\d|section|table|tbody|title|mi|mo|mn|mrow|figure|ol|dl)(\s[^>]*)?\/>/g)).toBeNull();
    const text = textOf(html);
    for (const step of model.preparation?.steps ?? []) expect(text).toContain(step);
    expect(text).toContain(model.data.sha256);
    expect(text).toContain(model.thetaHash);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it('says what it does not have, and why', () => {
    const { model } = exportCases()[0]!;
    const text = textOf(printReport({ ...model, intervalsReason: 'A penalty pulls the coefficients towards 0.' }, NO_PARTS));
    expect(text).toContain('No confidence intervals. A penalty pulls the coefficients towards 0.');
    expect(text).toContain('The model was not evaluated: no data were given with it.');
    expect(text).toContain('a report that is saved beside its run shows the curve');
  });

  it('sets names that are more than a word apart in its formula', () => {
    const { model } = exportCases()[0]!;
    const named = { ...model, columnNames: ['size', 'colour = red'], featureNames: ['size', 'colour = red'], weights: [2, -3], bias: 1, degree: 1 };
    expect(textOf(printReport(named, NO_PARTS))).toContain('y <"target"> = 1 + 2 · size − 3 · [colour = red]');
  });

  it('shows intervals where they are valid: those of the normal equations of a small example', () => {
    // x = 1, 2, 3 with an intercept: X'X = [[3, 6], [6, 14]], whose inverse has the diagonal 14 / 6 and 3 / 6.
    const triangle = [Math.sqrt(3), 6 / Math.sqrt(3), Math.sqrt(14 - 12)];
    const intervals = { residualStandardDeviation: 0.5, degreesOfFreedom: 1, triangle };
    const errors = coefficientErrors(intervals);
    expect(errors[0]).toBeCloseTo(0.5 * Math.sqrt(14 / 6), 12);
    expect(errors[1]).toBeCloseTo(0.5 * Math.sqrt(3 / 6), 12);
    const { model } = exportCases()[0]!;
    const small = { ...model, columnNames: ['x'], featureNames: ['x'], weights: [2], bias: 1, degree: 1, preparation: null, intervals };
    const html = printReport(small, { ...NO_PARTS, quantile: 2 });
    const rows = all(read(html)).filter(({ name }) => name === 'tbody')[0]!.children;
    const cells = rows.map((row) => row.children.map(({ text }) => text));
    expect(cells[1]!.slice(0, 2)).toEqual(['x', '2']);
    expect(Number(cells[1]![2])).toBeCloseTo(2 - 2 * errors[1]!, 4);
    expect(Number(cells[1]![3])).toBeCloseTo(2 + 2 * errors[1]!, 4);
    expect(childrenOf(all(read(html)).find(({ name }) => name === 'figure')!, 'svg')).toHaveLength(1);
  });
});
