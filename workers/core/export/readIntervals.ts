import type { ModelFile } from '../schema';
import type { FieldReader } from './fieldReader';

/** A model of an earlier version says nothing of intervals. */
export const readIntervals = (
  field: FieldReader,
  nParameters: number,
): Pick<ModelFile, 'intervals' | 'intervalsReason'> => {
  const intervalsReason = field.has('intervalsReason') ? field.textOrNull('intervalsReason') : null;
  if (!field.has('intervals') || field.isNull('intervals')) return { intervals: null, intervalsReason };
  const basis = field.child('intervals');
  const residualStandardDeviation = basis.within('residualStandardDeviation', 'not-negative');
  const degreesOfFreedom = basis.within('degreesOfFreedom', 'count');
  const triangle = basis.numbers('triangle', (nParameters * (nParameters + 1)) / 2);
  return { intervals: { residualStandardDeviation, degreesOfFreedom, triangle }, intervalsReason };
};
