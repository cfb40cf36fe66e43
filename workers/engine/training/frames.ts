import type { MetricFrame, RunInfo, RunState } from '../../core/schema';
import {
  NUMBERS_PER_WORKER,
  SNAPSHOT,
  snapshotGradient,
  snapshotTheta,
  type ControlBlock,
} from '../../core/training/controlBlock';
import { toRaw } from '../../core/training/parameters';
import { nParameters } from '../../core/training/parameterShape';
import * as record from '../../core/training/record';
import { createTraceReader, openTrace, readTracePart, type TraceMemory } from '../../core/training/trace';

/** A frame crosses a process: the first one of a long run must not be the whole trace. */
const MOST_RECORDS = 8_192;
const MOST_NUMBERS = 500_000;

/** The newest step as a record. */
const latestRecord = (
  info: RunInfo,
  snapshot: Float64Array,
  theta: Float64Array,
): Float64Array<ArrayBuffer> => {
  const { nWorkers } = info;
  const out = new Float64Array(record.recordLength(nWorkers, nParameters(info)));
  out[record.STEP] = snapshot[SNAPSHOT.step]!;
  out[record.LOSS] = snapshot[SNAPSHOT.loss]!;
  out[record.LOSS_MIN] = snapshot[SNAPSHOT.loss]!;
  out[record.LOSS_MAX] = snapshot[SNAPSHOT.loss]!;
  out[record.GRADIENT_NORM] = snapshot[SNAPSHOT.gradientNorm]!;
  out[record.ELAPSED_MS] = snapshot[SNAPSHOT.elapsedMs]!;
  out[record.STEP_MS] = snapshot[SNAPSHOT.stepMs]!;
  out[record.REDUCE_MS] = snapshot[SNAPSHOT.reduceMs]!;
  out[record.VALIDATION_LOSS] = snapshot[SNAPSHOT.validationLoss]!;
  for (let w = 0; w < nWorkers; w++) {
    const at = SNAPSHOT.workers + NUMBERS_PER_WORKER * w;
    out[record.computeMsOffset(w)] = snapshot[at]!;
    out[record.waitMsOffset(w)] = snapshot[at + 1]!;
  }
  toRaw(theta, info.scaling, out.subarray(record.parametersOffset(nWorkers)));
  return out;
};

const totalsMs = (nWorkers: number, snapshot: Float64Array): Float64Array<ArrayBuffer> => {
  const totals = new Float64Array(2 * nWorkers + 1);
  for (let w = 0; w < nWorkers; w++) {
    const at = SNAPSHOT.workers + NUMBERS_PER_WORKER * w;
    totals[2 * w] = snapshot[at + 2]!;
    totals[2 * w + 1] = snapshot[at + 3]!;
  }
  totals[2 * nWorkers] = snapshot[SNAPSHOT.totalReduceMs]!;
  return totals;
};

/** A trace is thinned out while it is read, now and then. */
const READ_ATTEMPTS = 100;

/** All records that are kept, and the newest step where it is not among them. */
export const keptRecords = (info: RunInfo, trace: TraceMemory, snapshot: Float64Array): Float64Array => {
  const { recordLength } = trace;
  for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
    const part = readTracePart(trace, 0, null);
    if (!part) continue;
    const theta = snapshotTheta(info.nWorkers);
    const latest = latestRecord(info, snapshot, snapshot.slice(theta, snapshotGradient(info.nWorkers, nParameters(info))));
    const lastStep = part.records[part.records.length - recordLength] ?? -1;
    if (!(latest[record.STEP]! > lastStep)) return part.records;
    const all = new Float64Array(part.records.length + recordLength);
    all.set(part.records);
    all.set(latest, part.records.length);
    return all;
  }
  throw new Error('The trace could not be read.');
};

export const createFrameReader = (
  info: RunInfo,
  block: ControlBlock,
  trace: SharedArrayBuffer,
  readNewest: () => Float64Array,
  readState: () => RunState,
): (() => MetricFrame) => {
  const { nWorkers } = info;
  const recordLength = record.recordLength(nWorkers, nParameters(info));
  const readTrace = createTraceReader(
    openTrace(trace, block.ints, recordLength),
    Math.max(1, Math.min(MOST_RECORDS, Math.floor(MOST_NUMBERS / recordLength))),
  );
  return () => {
    // Before the figures: a run that is found paused here shows the step at which it stands.
    const state = readState();
    const { stride, records: fresh } = readTrace();
    const snapshot = readNewest();
    const theta = snapshotTheta(nWorkers);
    const gradient = snapshotGradient(nWorkers, nParameters(info));
    const parameters = snapshot.slice(theta, gradient);
    return {
      runId: info.runId,
      state,
      stride,
      recordLength,
      records: fresh,
      latest: latestRecord(info, snapshot, parameters),
      theta: parameters,
      gradient: snapshot.slice(gradient),
      learningRate: block.learningRate[0]!,
      totalsMs: totalsMs(nWorkers, snapshot),
    };
  };
};
