import type { RunInfo } from '../../electron/contract';
import { formatCount } from './number';

/** `epoch 3` while it lasts, `3 epochs` where it is just over; nothing where each step takes all rows. */
export function epochText({ settings, nSamples }: Pick<RunInfo, 'settings' | 'nSamples'>, step: number): string {
  if (settings.batchSize === null) return '';
  const perEpoch = Math.ceil(nSamples / settings.batchSize);
  const done = Math.floor(step / perEpoch);
  return step % perEpoch === 0 && done > 0
    ? `${formatCount(done)} ${done === 1 ? 'epoch' : 'epochs'}`
    : `epoch ${formatCount(done + 1)}`;
}
