import { describe, expect, it } from 'vitest';
import { evaluateRows } from '../../../../workers/core/evaluation/evaluateRows';
import { splitParts } from '../../../../workers/core/evaluation/partRows';
import { createRowScorer } from '../../../../workers/core/evaluation/rowScorer';
import type { Evaluation } from '../../../../workers/core/schema';

const N = 1_000;
const features = [0, 1].map((j) => Float64Array.from({ length: N }, (_, i) => ((i * (31 + 6 * j)) % 97) / 10 - 4));
const actual = Float64Array.from({ length: N }, (_, i) => 2 * features[0]![i]! - features[1]![i]! + Math.sin(i));
const weights = Float64Array.from({ length: N }, (_, i) => 1 + (i % 5));
const model = { weights: [1.9, -1], bias: 0.1, classNames: null, classes: null, degree: 1, loss: { kind: 'squared' as const } };

const host = { nFeatures: 2, classNames: null, notes: [], check: () => undefined };

const evaluationIn = (chunkSize: number): Evaluation => {
  const scorer = createRowScorer(model, { kind: 'squared' }, { capacity: N, shownClasses: [], isWeighted: true });
  for (let from = 0; from < N; from += chunkSize) {
    const count = Math.min(chunkSize, N - from);
    const cut = (column: Float64Array): Float64Array => column.subarray(from, from + count);
    scorer.append({
      count,
      features: features.map(cut),
      actual: cut(actual),
      weights: cut(weights),
      rows: Float64Array.from({ length: count }, (_, i) => from + i + 1),
      parts: Uint8Array.from({ length: count }, (_, i) => ((from + i) % 10 === 0 ? 2 : 0)),
    });
  }
  const { scored, parts } = scorer.finish();
  return evaluateRows(splitParts(scored, parts), host);
};

describe('rows judged chunk by chunk', () => {
  it('has the same bits whatever the size of the chunks', () => {
    const whole = evaluationIn(N);
    expect(whole.parts.map(({ part, figures }) => [part, figures.nRows])).toEqual([['train', 900], ['test', 100]]);
    for (const chunkSize of [1, 7, 256]) expect(evaluationIn(chunkSize)).toEqual(whole);
  });

  it('leaves out and counts rows whose predictor is no number, and says how many predictions are not finite', () => {
    const huge = { ...model, weights: [1e308, -1e308], bias: 0 };
    const scorer = createRowScorer(huge, { kind: 'squared' }, { capacity: 3, shownClasses: [], isWeighted: false });
    // Infinity - Infinity; Infinity; 0.
    const columns = [Float64Array.of(10, 10, 0), Float64Array.of(10, 0, 0)];
    scorer.append({ count: 3, features: columns, actual: Float64Array.of(1, 2, 3), weights: null, rows: Float64Array.of(1, 2, 3), parts: new Uint8Array(3) });
    const { scored, parts, nWithout } = scorer.finish();
    expect([nWithout, [...scored.rows]]).toEqual([1, [2, 3]]);
    const { notes } = evaluateRows(splitParts(scored, parts), host);
    expect(notes).toEqual(['1 prediction of the training part beyond the range of numbers, and not drawn.']);
  });

  it('has no figures where no row of a part counts', () => {
    const scorer = createRowScorer(model, { kind: 'squared' }, { capacity: 2, shownClasses: [], isWeighted: true });
    const column = Float64Array.of(1, 2);
    scorer.append({ count: 2, features: [column, column], actual: column, weights: Float64Array.of(1, 0), rows: column, parts: Uint8Array.of(0, 1) });
    const { scored, parts } = scorer.finish();
    const evaluation = evaluateRows(splitParts(scored, parts), host);
    expect(evaluation.parts.map(({ part }) => part)).toEqual(['train']);
    expect(evaluation.notes).toEqual([
      'Figures count each row by its weight; plots, curves and the confusion matrix count rows.',
      'The weights of the validation part are all 0, so that it has no figures.',
    ]);
  });
});
