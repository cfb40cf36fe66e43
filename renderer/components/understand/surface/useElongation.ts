import { computed, type ComputedRef } from 'vue';
import { slopeOn, type Plane } from '../../../../workers/core/explain/plane';
import { elongation } from '../../../../workers/core/explain/section';
import { useSlope } from '../../../understand/useSlope';

/** How many times as long as wide the bowl is on each of the planes, which share their origin; null while it is not known. */
export function useElongation(slot: string, planes: () => readonly Plane[]): ComputedRef<(number | null)[] | null> {
  const question = computed(() => {
    const sections = planes();
    const theta = sections[0]?.origin;
    if (theta === undefined) return null;
    return { theta, sections, vectors: sections.flatMap(({ first, second }) => [first.direction, second.direction]) };
  });
  const { answer } = useSlope(slot, () => question.value);
  return computed(() => {
    if (answer.value === null || answer.value.reply.products.length === 0) return null;
    const { question: asked, reply } = answer.value;
    const length = asked.theta.length;
    const product = (k: number): Float64Array => reply.products.subarray(k * length, (k + 1) * length);
    return asked.sections.map((plane, index) => {
      const { x: xx, y: xy } = slopeOn(plane, product(2 * index));
      return elongation({ xx, xy, yy: slopeOn(plane, product(2 * index + 1)).y });
    });
  });
}
