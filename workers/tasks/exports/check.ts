import { describeModel } from '../../core/export/describedModel';
import { largestDifference, type Scores } from '../../core/export/scores';
import type { ExportCheck, ExportFormat } from '../../core/schema';
import type { Control } from '../data/control';
import { consumeC } from './c';
import type { Consumed, Consumer, ConsumerJob } from './consumer';
import { consumeCsv } from './csv';
import { consumeFormula } from './formula';
import { consumeJavascript } from './javascript';
import { consumeJson } from './json';
import type { CheckRequest } from './messages';
import { consumeOnnx } from './onnx';
import { consumePmml } from './pmml';
import { consumePython, consumeSklearn } from './python';
import { consumeSql } from './sql';

const CONSUMERS: Partial<Record<ExportFormat, Consumer>> = {
  json: consumeJson,
  csv: consumeCsv,
  pmml: consumePmml,
  onnx: consumeOnnx,
  python: consumePython,
  sklearn: consumeSklearn,
  javascript: consumeJavascript,
  c: consumeC,
  sql: consumeSql,
  formula: consumeFormula,
};

const firstOf = ({ predictions, probabilities }: Scores, nRows: number): Scores => ({
  predictions: predictions.slice(0, nRows),
  probabilities: probabilities.map((column) => column.slice(0, nRows)),
});

/** What goes wrong while the file is run says that the file is wrong, not that it could not be written. */
const consume = async (consumer: Consumer, job: ConsumerJob): Promise<Consumed> => {
  try {
    return await consumer(job);
  } catch (error) {
    job.control.check();
    const reason = error instanceof Error ? error.message : String(error);
    return { outcome: 'failed', consumer: `The file could not be run: ${reason.split('\n')[0]!.slice(0, 300)}` };
  }
};

/** Runs the written file in its consumer and compares, row by row. */
export const checkExport = async (request: CheckRequest, control: Control): Promise<ExportCheck> => {
  const consumer = CONSUMERS[request.format];
  if (!consumer) return { nRows: 0, largestDifference: null, consumer: 'Not run: a report is for reading and holds nothing that could be.' };
  // Most programs say nothing on their way: that something is under way, and can be called off, is to be seen all the same.
  control.report(0, request.rows.nRows);
  const consumed = await consume(consumer, { ...request, described: describeModel(request.model), control });
  control.check();
  if (consumed.outcome !== 'scored') {
    const hasFailed = consumed.outcome === 'failed';
    return { nRows: 0, largestDifference: hasFailed ? Infinity : null, consumer: consumed.consumer };
  }
  const nRows = consumed.scores.predictions.length;
  const own = firstOf(request.rows.own, nRows);
  return { nRows, largestDifference: largestDifference(own, consumed.scores), consumer: consumed.consumer };
};
