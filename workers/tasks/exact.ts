import { columnCount } from '../core/exact/basis';
import type { ExactReply, ExactTask, FitTask, LossTask } from '../core/exact/exactTask';
import type { Factor } from '../core/exact/factor';
import { factoredLoss } from '../core/exact/factoredLoss';
import { fitFactor } from '../core/exact/fit';
import { certify } from './exact/certify';
import { factorGroups } from './exact/factorGroups';
import { mergeFactors } from './exact/mergeFactors';
import { outcomeOf, type TaskOutcome } from './outcome';

const mergedFactor = ({ kernelModule, factors, basis }: FitTask | LossTask): Factor => {
  const size = columnCount(basis) + 1;
  return { size, values: mergeFactors(kernelModule, factors, size) };
};

const answer = (task: ExactTask): ExactReply => {
  switch (task.kind) {
    case 'factor':
      return { kind: 'factored', factors: factorGroups(task) };
    case 'fit': {
      const { basis, nSamples, featureNames } = task;
      return { kind: 'fitted', fit: fitFactor(mergedFactor(task), basis, nSamples, featureNames, task) };
    }
    case 'loss': {
      const { basis, nSamples, scaling, featureNames } = task;
      return { kind: 'loss', loss: factoredLoss(mergedFactor(task), basis, nSamples, scaling, featureNames) };
    }
    case 'certify':
      return certify(task);
    case 'wake':
      return { kind: 'woken' };
  }
};

/** A part of the exact solution, in a worker thread. */
export default (task: ExactTask): Promise<TaskOutcome<ExactReply>> => outcomeOf(() => answer(task));
