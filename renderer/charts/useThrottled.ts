import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';

/** Digits that change more often than this cannot be read. */
const INTERVAL_MS = 100;

/**
 * Follows `source` at most ten times a second; the first change after a rest at once, and always up to the last one.
 * While `atOnce` says so, every change comes through.
 */
export function useThrottled(source: () => number, atOnce: () => boolean): Readonly<ShallowRef<number>> {
  const followed = shallowRef(source());
  let timer: ReturnType<typeof setTimeout> | null = null;

  function rest(): void {
    timer = null;
    if (followed.value !== source()) follow();
  }
  function follow(): void {
    followed.value = source();
    timer ??= setTimeout(rest, INTERVAL_MS);
  }
  watch(source, () => {
    if (timer === null || atOnce()) follow();
  });
  onScopeDispose(() => {
    if (timer !== null) clearTimeout(timer);
  });
  return followed;
}
