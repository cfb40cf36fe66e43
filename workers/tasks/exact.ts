import { columnCount } from '../core/exact/basis';
import type { ExactReply, ExactTask } from '../core/exact/exactTask';
import { fitFactor } from '../core/exact/fit';
import { certify } from './exact/certify';
import { factorGroups } from './exact/factorGroups';
import { mergeFactors } from './exact/mergeFactors';
import { outcomeOf, type TaskOutcome } from './outcome';

const answer = (task: ExactTask): ExactReply => {
  switch (task.kind) {
    case 'factor':
      return { kind: 'factored', factors: factorGroups(task) };
    case 'fit': {
      const { basis, nSamples, standardize, featureNames } = task;
      const size = columnCount(basis) + 1;
      const values = mergeFactors(task.kernelModule, task.factors, size);
      return { kind: 'fitted', fit: fitFactor({ size, values }, basis, nSamples, standardize, featureNames) };
    }
    case 'certify':
      return certify(task);
  }
};

/** A part of the exact solution, in a worker thread. */
export default (task: ExactTask): Promise<TaskOutcome<ExactReply>> => outcomeOf(() => answer(task));
