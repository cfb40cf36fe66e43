import type { Evaluation, RunInfo } from '../../../electron/contract';
import { evaluateRows } from '../../../workers/core/evaluation/evaluateRows';
import { splitParts } from '../../../workers/core/evaluation/partRows';
import { partsByShare } from '../../../workers/core/evaluation/partsOfRows';
import { createRowScorer } from '../../../workers/core/evaluation/rowScorer';
import type { FakeDataset } from './fakeDataset';

/** The made-up rows judged as the engine would: the parts by the share that the run left out. */
export function fakeEvaluation(
  dataset: FakeDataset,
  { settings }: RunInfo,
  { weights, bias }: { weights: number[]; bias: number },
): Evaluation {
  const columnOf = (index: number): Float64Array => Float64Array.from(dataset.rows, (row) => row[index] ?? 0);
  const count = dataset.rows.length;
  const model = { weights, bias, classNames: null, classes: null, degree: 1, loss: { kind: 'squared' as const } };
  const scorer = createRowScorer(model, { kind: 'squared' }, { capacity: count, shownClasses: [], isWeighted: false });
  scorer.append({
    count,
    features: settings.features.map(columnOf),
    actual: columnOf(settings.target),
    weights: null,
    rows: Float64Array.from({ length: count }, (_, i) => i + 1),
    parts: partsByShare(count, settings.validationShare, settings.seed),
  });
  const { scored, parts } = scorer.finish();
  const host = { nFeatures: weights.length, classNames: null, notes: [], check: () => undefined };
  return evaluateRows(splitParts(scored, parts), host);
}
