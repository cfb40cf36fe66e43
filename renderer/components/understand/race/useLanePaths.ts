import { computed, type ComputedRef } from 'vue';
import { project, type Plane } from '../../../../workers/core/explain/plane';
import { OPTIMISERS } from '../../../../workers/core/optimisers/catalogue';
import type { MapPath } from '../surface/mapTypes';
import { keptAt } from './standings';
import type { Race } from './useRace';

/** The lanes of a race on a plane, each at the replayed step. */
export function useLanePaths(race: () => Race | null, plane: () => Plane | null, step: () => number): ComputedRef<MapPath[]> {
  const whole = computed(() => {
    const [ran, over] = [race(), plane()];
    if (ran === null || over === null) return [];
    return ran.lanes.map((lane, index) => {
      const length = over.origin.length;
      const points = Array.from(lane.steps, (_, k) => project(over, lane.thetas.subarray(k * length, (k + 1) * length)));
      const kind = ran.entrants[index]?.optimizer.kind ?? 'gradient-descent';
      return {
        lane,
        id: `lane ${index}`,
        name: OPTIMISERS[kind].title,
        color: index + 1,
        xs: Float64Array.from(points, ({ x }) => x),
        ys: Float64Array.from(points, ({ y }) => y),
      };
    });
  });
  return computed(() =>
    whole.value.map(({ lane, ...path }) => {
      const nowIndex = keptAt(lane, step());
      const [x, y] = [path.xs[nowIndex], path.ys[nowIndex]];
      return { ...path, nowIndex, now: x === undefined || y === undefined ? null : { x, y } };
    }),
  );
}
