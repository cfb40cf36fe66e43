import type { KernelModule } from '../../core/shards/webAssembly';
import { createAbsorber } from './absorber';

/**
 * Merges neighbours, then neighbours of those, and so on: the order depends on the number of factors alone.
 */
export const mergeFactors = (
  kernelModule: KernelModule,
  factors: readonly Float64Array<ArrayBuffer>[],
  nColumns: number,
): Float64Array<ArrayBuffer> => {
  const absorber = createAbsorber(kernelModule, nColumns);
  const merged = [...factors];
  for (let distance = 1; distance < merged.length; distance *= 2) {
    for (let slot = 0; slot + distance < merged.length; slot += 2 * distance) {
      absorber.clear();
      absorber.merge(merged[slot]!);
      absorber.merge(merged[slot + distance]!);
      merged[slot] = absorber.factor();
    }
  }
  const [whole] = merged;
  if (!whole) throw new RangeError('There is no factor to merge.');
  return whole;
};
