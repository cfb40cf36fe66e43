import type { RaceLane } from '../../core/schema';
import { toTraining } from '../../core/training/parameters';
import { nParameters } from '../../core/training/parameterShape';
import { LOSS, STEP } from '../../core/training/record';
import type { Run } from '../api';

const MOST_STEPS = 500;

/** At most `most` of the records, spread evenly, the first and the last among them. */
const spread = (records: Float64Array[], most: number): Float64Array[] => {
  if (records.length <= most) return records;
  const every = Math.ceil((records.length - 1) / (most - 1));
  return records.filter((_, k) => k % every === 0 || k === records.length - 1);
};

/** All that a run has kept on its way. */
const readRecords = (run: Run): Float64Array[] => {
  const kept: Float64Array[] = [];
  for (;;) {
    const { records, recordLength, stride, latest } = run.readFrame();
    for (let at = 0; at < records.length; at += recordLength) {
      const record = records.subarray(at, at + recordLength);
      if (record[STEP]! % stride === 0) kept.push(record);
    }
    if (records.length > 0) continue;
    const last = kept.at(-1);
    if (!last || last[STEP]! < latest[STEP]!) kept.push(latest);
    return kept;
  }
};

/** Some 500 of the records of a run that has ended, and has not been disposed of. */
export const keptRecords = (run: Run): Float64Array[] => spread(readRecords(run), MOST_STEPS);

/** The way of a run that has ended, and has not been disposed of: some 500 of its steps. */
export const laneOf = (run: Run): RaceLane => {
  const length = nParameters(run.info);
  const records = keptRecords(run);
  const thetas = new Float64Array(records.length * length);
  records.forEach((record, k) => {
    const raw = record.subarray(record.length - length);
    toTraining(raw, run.info.scaling, thetas.subarray(k * length, (k + 1) * length));
  });
  return {
    steps: Float64Array.from(records, (record) => record[STEP]!),
    objectives: Float64Array.from(records, (record) => record[LOSS]!),
    thetas,
  };
};
