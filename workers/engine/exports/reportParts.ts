import { LOSS, STEP, VALIDATION_LOSS } from '../../core/training/record';
import { NO_PARTS, type LossCurve, type ReportParts } from '../../core/report/parts';
import { FallLineError, type DatasetSummary, type Evaluation, type ModelFile } from '../../core/schema';
import { counted } from '../../core/text/counted';
import type { Engine, WorkHooks } from '../api';
import { intervalRequest } from '../data/modelInterval';

/** Where a report has its figures from. */
export interface ReportSource {
  evaluate: Engine['evaluate'];
  describe: (datasetId: string) => DatasetSummary;
  /** Of a run that stands still. */
  traceOf: (runId: string) => { recordLength: number; records: Float64Array };
}

const MOST_POINTS = 1_000;

const curveOf = ({ recordLength, records }: ReturnType<ReportSource['traceOf']>): LossCurve => {
  const nRecords = records.length / recordLength;
  const spacing = Math.max(1, (nRecords - 1) / (MOST_POINTS - 1));
  const starts = Array.from({ length: Math.min(nRecords, MOST_POINTS) }, (_, i) => Math.round(i * spacing) * recordLength);
  const field = (offset: number): number[] => starts.map((start) => records[start + offset]!);
  return { steps: field(STEP), loss: field(LOSS), validation: field(VALIDATION_LOSS) };
};

type Found = Pick<ReportParts, 'evaluation' | 'evaluationNote'>;

/** A file without the target, say, can be scored and not evaluated: the report says why. */
const evaluated = async (evaluate: () => Promise<Evaluation>, note: string): Promise<Found> => {
  try {
    return { evaluation: await evaluate(), evaluationNote: note };
  } catch (error) {
    if (!(error instanceof FallLineError) || error.code === 'cancelled') throw error;
    return { evaluation: null, evaluationNote: `The model was not evaluated: ${error.message}` };
  }
};

export const reportParts = async (
  { evaluate, describe, traceOf }: ReportSource,
  model: ModelFile,
  { datasetId, runId }: { datasetId: string | null; runId: string | null },
  hooks: WorkHooks,
): Promise<ReportParts> => {
  const parts: ReportParts = { ...NO_PARTS, quantile: intervalRequest(model)?.quantile ?? null };
  if (runId !== null) {
    const found = await evaluated(() => evaluate({ runId }, hooks), 'On the rows that the model was trained on, and on those left out of training.');
    return { ...parts, ...found, curve: curveOf(traceOf(runId)) };
  }
  if (datasetId === null) return parts;
  const { fileName, nRows } = describe(datasetId);
  const note = `On all ${counted(nRows, 'row')} of ${fileName}, whether the model was trained on them or not.`;
  return { ...parts, ...(await evaluated(() => evaluate({ model, datasetId }, hooks), note)) };
};
