import { formatCount } from '../text/counted';

/**
 * Numbers that one worker reads in a fraction of a millisecond: less work than this does not pay for waking a
 * thread.
 */
export const NUMBERS_PER_WORKER = 250_000;

export interface GangSize {
  nWorkers: number;
  /** Where an explicit number could not be honoured. */
  notes: string[];
}

/**
 * How many workers share a step. 'auto' goes by the amount of work, for waking a thread costs 10 to 40
 * microseconds: 5,000 x 5 runs on one. An explicit number is honoured up to the seats and the chunks there
 * are; it may be greater than the number of cores.
 */
export const chooseGangSize = (
  wanted: number | 'auto',
  work: { nSamples: number; nFeatures: number; nOutputs: number; nChunks: number; maxWorkers: number },
): GangSize => {
  const most = Math.min(work.maxWorkers, work.nChunks);
  if (wanted === 'auto') {
    const numbers = work.nSamples * (work.nFeatures + 1) * work.nOutputs;
    return { nWorkers: Math.max(1, Math.min(most, Math.floor(numbers / NUMBERS_PER_WORKER))), notes: [] };
  }
  if (wanted <= most) return { nWorkers: wanted, notes: [] };
  const reason =
    work.nChunks < work.maxWorkers
      ? `the ${formatCount(work.nSamples)} rows make ${work.nChunks} chunks`
      : `this session has seats for ${work.maxWorkers}`;
  return { nWorkers: most, notes: [`${most} of the ${wanted} workers asked for are used: ${reason}.`] };
};
