import { penaltyOf } from '../../core/losses/penalty';
import type { LossTrace } from '../../core/schema';
import { toTraining } from '../../core/training/parameters';
import { nParameters } from '../../core/training/parameterShape';
import { LOSS, STEP, VALIDATION_LOSS } from '../../core/training/record';
import type { Run } from '../api';
import { keptRecords } from '../training/lanes';

/** The losses of the data on the way of a run that has ended, and has not been disposed of. */
export const lossTraceOf = (run: Run): LossTrace => {
  const { info } = run;
  const { penalty } = info.settings;
  const records = keptRecords(run);
  const theta = new Float64Array(nParameters(info));
  const dataLoss = (record: Float64Array): number => {
    toTraining(record.subarray(record.length - theta.length), info.scaling, theta);
    return record[LOSS]! - penaltyOf(penalty, info, theta);
  };
  return {
    steps: records.map((record) => record[STEP]!),
    training: records.map(dataLoss),
    validation: records.map((record) => record[VALIDATION_LOSS]!),
  };
};
