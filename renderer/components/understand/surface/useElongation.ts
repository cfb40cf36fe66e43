import { computed, type ComputedRef } from 'vue';
import type { ProbeRequest } from '../../../../electron/contract';
import { slopeOn, type Plane } from '../../../../workers/core/explain/plane';
import { elongation } from '../../../../workers/core/explain/section';
import { useProbe } from '../../../understand/useProbe';
import { MOST_ROWS } from './useObjectiveGrid';

type Request = Extract<ProbeRequest, { kind: 'slope' }>;

/** How many times as long as wide the bowl is on each of the planes, which share their origin; null while it is not known. */
export function useElongation(slot: string, planes: () => readonly Plane[]): ComputedRef<(number | null)[] | null> {
  const asked = computed(() => {
    const sections = planes();
    const theta = sections[0]?.origin;
    if (theta === undefined) return null;
    const vectors = Float64Array.from(sections.flatMap(({ first, second }) => [...first.direction, ...second.direction]));
    const request: Request = { kind: 'slope', theta, vectors, maxRows: MOST_ROWS };
    return { sections, request };
  });
  const { reply } = useProbe<Request>(slot, () => asked.value?.request ?? null);
  return computed(() => {
    const products = reply.value?.products;
    if (products === undefined || asked.value === null) return null;
    return asked.value.sections.map((plane, index) => {
      const length = plane.origin.length;
      const at = (k: number): Float64Array => products.subarray((2 * index + k) * length, (2 * index + k + 1) * length);
      const { x: xx, y: xy } = slopeOn(plane, at(0));
      return elongation({ xx, xy, yy: slopeOn(plane, at(1)).y });
    });
  });
}
