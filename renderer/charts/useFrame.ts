import { onScopeDispose } from 'vue';

/** Runs `work` once in the next animation frame, however often it is asked for; a hidden window has no frames. */
export function useFrame(work: () => void): () => void {
  let handle: number | null = null;
  onScopeDispose(() => {
    if (handle !== null) cancelAnimationFrame(handle);
  });
  return () => {
    handle ??= requestAnimationFrame(() => {
      handle = null;
      work();
    });
  };
}
