import { describe, expect, it } from 'vitest';
import { rowsUsed, sampleRows } from '../../../../workers/core/explain/sampleRows';

const plan = { nSamples: 2_500, nChunks: 3, chunkRows: 1_024 };

describe('a sample of the rows', () => {
  it('is all of them where no fewer are asked for', () => {
    for (const most of [null, 2_500, 9_999]) {
      const rows = sampleRows(plan, most);
      expect(rows).toEqual({ rowStart: 0, rowEnd: 2_500 });
      expect(rowsUsed(rows, plan.chunkRows)).toBe(2_500);
    }
  });

  it('takes the same number of each chunk: 900 of 2,500 rows are 300 of each of 3', () => {
    const rows = sampleRows(plan, 900);
    expect(rows).toEqual({ rowStart: 0, rowEnd: 2_500, mostOfChunk: 300 });
    expect(rowsUsed(rows, plan.chunkRows)).toBe(900);
  });

  it('counts the short last chunk as it is: 452 rows of which 500 were to be taken', () => {
    expect(rowsUsed(sampleRows(plan, 1_500), plan.chunkRows)).toBe(500 + 500 + 452);
  });

  it('has a row of each chunk at least', () => {
    expect(rowsUsed(sampleRows(plan, 1), plan.chunkRows)).toBe(3);
  });
});
