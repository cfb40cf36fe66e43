import { computed, type ComputedRef } from 'vue';
import type { Scaling } from '../../../../electron/contract';
import { project, readerOnRaw, type Plane, type PlaneAxis } from '../../../../workers/core/explain/plane';
import { nParameters } from '../../../../workers/core/training/parameterShape';
import { STEP } from '../../../../workers/core/training/record';
import type { Trace } from '../../../charts/trace';
import { useRun } from '../../../stores/run';
import { useMoment } from '../../../understand/moment';
import type { MapPath } from './mapTypes';

/** Where each kept step of the trace, which holds raw parameters, lies on an axis. */
function alongAxis(trace: Trace, first: number, axis: PlaneAxis, scaling: Scaling): Float64Array {
  const along = new Float64Array(trace.length).fill(axis.offset);
  for (const { index, factor } of readerOnRaw(axis, scaling)) {
    const column = trace.column(first + index);
    for (let k = 0; k < along.length; k++) along[k] = (along[k] ?? 0) + factor * (column[k] ?? NaN);
  }
  return along;
}

/** The path of the open run on a plane, with the step that is shown. */
export function useRunPath(plane: () => Plane | null): ComputedRef<MapPath[]> {
  const run = useRun();
  const moment = useMoment();
  return computed(() => {
    const over = plane();
    const now = moment.moment;
    const { info, trace } = run;
    if (over === null || now === null || info === null || trace === null) return [];
    const first = trace.recordLength - nParameters(info);
    const steps = trace.column(STEP);
    const made = steps.findLastIndex((step) => step <= now.step);
    return [
      {
        id: 'run',
        name: 'this run',
        color: 2,
        xs: alongAxis(trace, first, over.first, info.scaling),
        ys: alongAxis(trace, first, over.second, info.scaling),
        now: project(over, now.theta),
        nowIndex: made,
      },
    ];
  });
}
