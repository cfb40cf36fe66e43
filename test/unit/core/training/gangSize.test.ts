import { describe, expect, it } from 'vitest';
import { chooseGangSize } from '../../../../workers/core/training/gangSize';

const classic = { nSamples: 5_000, nFeatures: 5, nOutputs: 1, nChunks: 5, maxWorkers: 8 };
const large = { nSamples: 1_000_000, nFeatures: 20, nOutputs: 1, nChunks: 256, maxWorkers: 8 };

describe('the size of a gang', () => {
  it('goes by the work: one worker for 5,000 x 5, all for 1,000,000 x 20', () => {
    expect(chooseGangSize('auto', classic)).toEqual({ nWorkers: 1, notes: [] });
    expect(chooseGangSize('auto', large)).toEqual({ nWorkers: 8, notes: [] });
    expect(chooseGangSize('auto', { ...classic, nSamples: 100_000, nChunks: 98 }).nWorkers).toBe(2);
    // Three classes are three times the work.
    expect(chooseGangSize('auto', { ...classic, nSamples: 100_000, nOutputs: 3, nChunks: 98 }).nWorkers).toBe(7);
  });

  it('is the number asked for, up to the chunks and the seats there are, and says where it is less', () => {
    expect(chooseGangSize(3, classic)).toEqual({ nWorkers: 3, notes: [] });
    expect(chooseGangSize(7, classic)).toEqual({
      nWorkers: 5,
      notes: ['5 of the 7 workers asked for are used: the 5,000 rows make 5 chunks.'],
    });
    expect(chooseGangSize(20, large)).toEqual({
      nWorkers: 8,
      notes: ['8 of the 20 workers asked for are used: this session has seats for 8.'],
    });
  });
});
