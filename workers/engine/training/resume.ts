import { FallLineError, type RunInfo } from '../../core/schema';
import { nParameters } from '../../core/training/parameterShape';
import * as record from '../../core/training/record';
import type { SavedState } from '../../core/training/savedState';
import type { TraceReading } from '../../core/training/trace';
import type { Checkpoint } from './keepsake';

/** A run to go on with: what was told of it, where it stood, and the records before that. */
export interface ResumePoint {
  info: RunInfo;
  checkpoint: Checkpoint;
  trace: TraceReading;
}

/** The order of the fields of an object does not count. */
const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** What must be the same for the same bits. */
const essence = ({ settings, scaling, nSamples, nValidation, nFeatures, nOutputs, isFactored, classNames }: RunInfo): string =>
  JSON.stringify([settings, scaling, nSamples, nValidation, nFeatures, nOutputs, isFactored, classNames], inOrder);

/** Where the arrays of workers are among what is saved: workers/tasks/training/descent.ts. */
const PENDING = 1;
const COMPUTE_MS = 3;
const WAIT_MS = 4;

const resized = (array: Float64Array, length: number): Float64Array<ArrayBuffer> => {
  const out = new Float64Array(length);
  out.set(array.subarray(0, length));
  return out;
};

/** Records of a run by so many workers as those of one by others: the times of those that are no longer there are left out. */
const recordsOf = (records: Float64Array, from: number, to: number, length: number): Float64Array<ArrayBuffer> => {
  const [before, after] = [record.recordLength(from, length), record.recordLength(to, length)];
  const [head, kept] = [record.parametersOffset(to), Math.min(record.parametersOffset(from), record.parametersOffset(to))];
  const n = records.length / before;
  const out = new Float64Array(n * after);
  for (let k = 0; k < n; k++) {
    const one = records.subarray(k * before, (k + 1) * before);
    out.set(one.subarray(0, kept), k * after);
    out.set(one.subarray(record.parametersOffset(from)), k * after + head);
  }
  return out;
};

/** Throws FallLineError where the run to go on with is another one than `info` tells of. */
export const checkSameRun = (info: RunInfo, point: ResumePoint): void => {
  if (essence(info) === essence(point.info)) return;
  throw new FallLineError(
    'file-changed',
    'The run cannot go on as it was: its rows or columns come out otherwise than when it was kept. Start it anew with its settings.',
  );
};

/** The same for the number of workers of `info`. */
export const pointFor = (info: RunInfo, { info: kept, checkpoint, trace }: ResumePoint): Pick<ResumePoint, 'checkpoint' | 'trace'> => {
  const [from, to, length] = [kept.nWorkers, info.nWorkers, nParameters(info)];
  if (from === to) return { checkpoint, trace };
  const arrays: SavedState['arrays'] = checkpoint.arrays.map((array, k) => {
    if (k === PENDING) return recordsOf(array, from, to, length);
    return k === COMPUTE_MS || k === WAIT_MS ? resized(array, to) : array;
  });
  return {
    checkpoint: { ...checkpoint, arrays },
    trace: { stride: trace.stride, records: recordsOf(trace.records, from, to, length) },
  };
};
