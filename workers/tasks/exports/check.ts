import { describeModel } from '../../core/export/describedModel';
import { largestDifference, type Scores } from '../../core/export/scores';
import type { ExportCheck, ExportFormat } from '../../core/schema';
import type { Control } from '../data/control';
import type { Consumer } from './consumer';
import { consumeJson } from './json';
import type { CheckRequest } from './messages';
import { consumeOnnx } from './onnx';
import { consumePmml } from './pmml';
import { consumePython } from './python';

const CONSUMERS: Partial<Record<ExportFormat, Consumer>> = {
  json: consumeJson,
  pmml: consumePmml,
  onnx: consumeOnnx,
  python: consumePython,
};

const firstOf = ({ predictions, probabilities }: Scores, nRows: number): Scores => ({
  predictions: predictions.slice(0, nRows),
  probabilities: probabilities.map((column) => column.slice(0, nRows)),
});

/** Runs the written file in its consumer and compares, row by row. */
export const checkExport = async (request: CheckRequest, control: Control): Promise<ExportCheck> => {
  const consumer = CONSUMERS[request.format];
  if (!consumer) return { nRows: 0, largestDifference: null, consumer: 'Nothing here can run this form.' };
  const consumed = await consumer({ ...request, described: describeModel(request.model), control });
  control.check();
  if (consumed.outcome !== 'scored') {
    const hasFailed = consumed.outcome === 'failed';
    return { nRows: 0, largestDifference: hasFailed ? Infinity : null, consumer: consumed.consumer };
  }
  const nRows = consumed.scores.predictions.length;
  const own = firstOf(request.rows.own, nRows);
  return { nRows, largestDifference: largestDifference(own, consumed.scores), consumer: consumed.consumer };
};
