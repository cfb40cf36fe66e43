import { computed } from 'vue';
import type { Eigenpair, ProbeRequest } from '../../electron/contract';
import { hasHessian } from '../../workers/core/losses/properties';
import { useExact } from '../stores/exact';
import { useRun } from '../stores/run';
import { useMoment } from './moment';
import { mostRows } from './rowsUsed';
import { useProbe } from './useProbe';

type ExtremesRequest = Extract<ProbeRequest, { kind: 'extremes' }>;

/**
 * The extreme eigenpairs of H at the moment. For squared loss H is the same everywhere and asked for once a run; for other losses while
 * the run stands. Not asked while it is not wanted.
 */
export function useExtremes(slot: string, isWanted: () => boolean = () => true) {
  const run = useRun();
  const exact = useExact();
  const store = useMoment();
  const wanted = computed<ExtremesRequest | null>(() => {
    const { info } = run;
    if (!isWanted() || info === null || !hasHessian(info.settings.loss)) return null;
    const maxRows = mostRows(info, false);
    if (info.settings.loss.kind === 'squared') {
      return { kind: 'extremes', theta: new Float64Array(info.nFeatures + 1), maxRows };
    }
    const { moment } = store;
    if (moment === null || run.phase === 'running') return null;
    return { kind: 'extremes', theta: moment.theta, maxRows };
  });
  const { reply, isWaiting, problem } = useProbe<ExtremesRequest>(slot, () => wanted.value);
  const largest = computed<Eigenpair | null>(() => reply.value?.largest ?? null);
  const least = computed<Eigenpair | null>(() => reply.value?.least ?? null);
  /** 2 / lambda_max; for other losses than the squared one it holds near this point alone. */
  const limit = computed<number | null>(() => {
    const known = run.info?.settings.loss.kind === 'squared' ? (exact.ofRun?.divergenceLimit ?? null) : null;
    if (known !== null) return known;
    const value = largest.value?.value ?? 0;
    return value > 0 ? 2 / value : null;
  });
  return { largest, least, limit, isWaiting, problem };
}
