import type { KeptRun, KeptTrace, RunInfo } from '../schema';
import { ELAPSED_MS, GRADIENT_NORM, LOSS, LOSS_MAX, LOSS_MIN, STEP, VALIDATION_LOSS } from '../training/record';

/** Steps of a curve: more than a screen has pixels. */
export const MOST_STEPS = 2_000;
/** Records that stay of a run that has ended; a power of two. */
export const MOST_ENDED_RECORDS = 2_048;

export interface KeptRecords {
  stride: number;
  recordLength: number;
  records: Float64Array<ArrayBuffer>;
}

/**
 * Records at a stride that is doubled until there are at most so many; each takes over the extremes of those that go, as the trace
 * of a run does.
 */
export const thinned = ({ stride, recordLength, records }: KeptRecords, most: number): KeptRecords => {
  const n = records.length / recordLength;
  let step = 1;
  while (Math.ceil(n / step) > most) step *= 2;
  if (step === 1) return { stride, recordLength, records };
  const kept = Math.ceil(n / step);
  const out = new Float64Array(kept * recordLength);
  for (let k = 0; k < kept; k++) {
    const at = k * recordLength;
    out.set(records.subarray(k * step * recordLength, (k * step + 1) * recordLength), at);
    for (let j = k * step + 1; j < Math.min(n, (k + 1) * step); j++) {
      out[at + LOSS_MIN] = Math.min(out[at + LOSS_MIN]!, records[j * recordLength + LOSS_MIN]!);
      out[at + LOSS_MAX] = Math.max(out[at + LOSS_MAX]!, records[j * recordLength + LOSS_MAX]!);
    }
  }
  return { stride: stride * step, recordLength, records: out };
};

/** Updates of an epoch. */
const stepsPerEpoch = ({ settings, nSamples }: RunInfo): number =>
  settings.batchSize === null ? 1 : Math.ceil(nSamples / settings.batchSize);

/** The curves of a run, column by column, its last figures at the end. */
export const keptTrace = ({ info, last }: Pick<KeptRun, 'info' | 'last'>, kept: KeptRecords): KeptTrace => {
  const { recordLength, records } = thinned(kept, MOST_STEPS - 1);
  const n = records.length / recordLength;
  const column = (field: number): number[] => Array.from({ length: n }, (_, k) => records[k * recordLength + field]!);
  const perEpoch = stepsPerEpoch(info);
  const steps = column(STEP);
  const trace: KeptTrace = {
    steps,
    epochs: steps.map((step) => step / perEpoch),
    elapsedMs: column(ELAPSED_MS),
    loss: column(LOSS),
    validationLoss: column(VALIDATION_LOSS).map((value) => (Number.isNaN(value) ? null : value)),
    gradientNorm: column(GRADIENT_NORM),
  };
  if (last.steps <= (steps.at(-1) ?? -1) || Number.isNaN(last.objective)) return trace;
  trace.steps.push(last.steps);
  trace.epochs.push(last.steps / perEpoch);
  trace.elapsedMs.push(last.elapsedMs);
  trace.loss.push(last.objective);
  trace.validationLoss.push(last.validationLoss);
  trace.gradientNorm.push(last.gradientNorm);
  return trace;
};

export interface Best {
  validationLoss: number | null;
  step: number;
  /** By which steps are compared: the validation loss where there is one, else the loss. */
  value: number;
}

export const NO_BEST: Best = { validationLoss: null, step: 0, value: Infinity };

/** The best of what came before and further records. */
export const betterOf = (before: Best, { recordLength, records }: Pick<KeptRecords, 'recordLength' | 'records'>): Best => {
  let best = before;
  for (let at = 0; at < records.length; at += recordLength) {
    const validation = records[at + VALIDATION_LOSS]!;
    const value = Number.isNaN(validation) ? records[at + LOSS]! : validation;
    if (value < best.value) {
      best = { validationLoss: Number.isNaN(validation) ? null : validation, step: records[at + STEP]!, value };
    }
  }
  return best;
};
