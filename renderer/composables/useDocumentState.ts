import { computed, onScopeDispose, watch } from 'vue';
import { useDataset } from '../stores/dataset';
import { useImporting } from '../stores/importing';
import { useRun } from '../stores/run';

type DocumentState =
  | 'empty'
  | 'importing'
  | 'ready'
  | 'running'
  | 'paused'
  | 'finished'
  | 'diverged'
  | 'failed';

/** Keeps `<html data-state>` at what the window shows, once it has been drawn. */
export function useDocumentState(): void {
  const dataset = useDataset();
  const importing = useImporting();
  const run = useRun();

  const state = computed<DocumentState>(() => {
    if (importing.isOpen || importing.isWorking) return 'importing';
    if (run.phase === 'idle') return dataset.summary === null ? 'empty' : 'ready';
    return run.phase === 'starting' ? 'running' : run.phase;
  });

  let request = 0;
  watch(
    [state, () => run.version],
    () => {
      cancelAnimationFrame(request);
      // The first frame draws what has changed, the second comes after it.
      request = requestAnimationFrame(() => {
        request = requestAnimationFrame(() => (document.documentElement.dataset['state'] = state.value));
      });
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => cancelAnimationFrame(request));
}
