import { describe, expect, it } from 'vitest';
import {
  chunkCount,
  chunkRows,
  partialsOffset,
  planShards,
  partialLength,
  PROBE_WORKSPACE,
  REPLAY_WORKSPACE,
  RUN_WORKSPACE,
  scratchOffset,
  segmentsOf,
  SHARD_LIMIT_BYTES,
  SWEEP_WORKSPACE,
  thetaOffset,
  tileBytes,
  tileOffset,
  TWIN_WORKSPACE,
  vectorOffset,
  type PlanOptions,
  type ShardPlan,
} from '../../../../workers/core/shards/layout';

const plan = (
  nSamples: number,
  nFeatures: number,
  nThreads = 2,
  nSeats = 4,
  limitBytes?: number,
): ShardPlan => {
  const made = planShards(nSamples, nFeatures, {
    nThreads,
    nSeats,
    ...(limitBytes === undefined ? {} : { limitBytes }),
  });
  if (!made) throw new Error('no plan');
  return made;
};

describe('chunks', () => {
  it('are whole tiles, at least 1,024 rows and at most 256 of them', () => {
    for (const nSamples of [
      1, 16, 17, 1_024, 1_025, 5_000, 262_144, 262_145, 1_000_000, 10_000_000, 123_456_789,
    ]) {
      expect(chunkRows(nSamples) % 16).toBe(0);
      expect(chunkRows(nSamples)).toBeGreaterThanOrEqual(1_024);
      expect(chunkCount(nSamples)).toBeLessThanOrEqual(256);
    }
  });

  it('are five for the classic 5,000 rows, and 256 of 3,920 for a million', () => {
    expect(chunkCount(5_000)).toBe(5);
    // 1,000,000 / (256 * 16) = 244.14, so 245 tiles a chunk.
    expect(chunkRows(1_000_000)).toBe(3_920);
    expect(chunkCount(1_000_000)).toBe(256);
  });
});

describe('a plan of shards', () => {
  it('covers every row once, whatever the number of shards', () => {
    for (const nThreads of [1, 2, 3, 8, 64]) {
      const { shards, nChunks } = plan(40_961, 3, nThreads);
      expect(shards.length).toBe(Math.min(nThreads, nChunks));
      let row = 0;
      for (const shard of shards) {
        expect(shard.rowStart).toBe(row);
        expect(shard.rowEnd).toBeGreaterThan(row);
        row = shard.rowEnd;
      }
      expect(row).toBe(40_961);
    }
  });

  it('cuts the same chunks for any number of threads and seats', () => {
    const chunks = [1, 2, 7].map((n) => [plan(123_457, 5, n, n).chunkRows, plan(123_457, 5, n, n).nChunks]);
    expect(new Set(chunks.map(String)).size).toBe(1);
  });

  it('makes more shards where one would pass the limit of a memory', () => {
    // 200 million rows of 20 features and a target: 33.6 GB of tiles, so at least 8 memories of 4 GiB.
    const { shards } = plan(200_000_000, 20, 2);
    expect(shards.length).toBeGreaterThanOrEqual(8);
    expect(Math.max(...shards.map((shard) => shard.byteLength))).toBeLessThanOrEqual(SHARD_LIMIT_BYTES);
  });

  it('is refused where not even one chunk fits', () => {
    expect(planShards(5_000, 5, { nThreads: 1, nSeats: 1, limitBytes: 1_000 })).toBeNull();
  });

  it.each([
    { nOutputs: 1, storage: 'float64' },
    { nOutputs: 3, storage: 'float64' },
    { nOutputs: 1, storage: 'float32' },
  ] satisfies Partial<PlanOptions>[])(
    'keeps what the workspaces of $nOutputs outputs need apart, below $storage tiles and aligned for SIMD',
    (options) => {
      const nSeats = 3;
      const made = planShards(5_003, 7, { nThreads: 2, nSeats, ...options });
      if (!made) throw new Error('no plan');
      const nParameters = options.nOutputs * 8;
      for (const shard of made.shards) {
        const regions: [number, number][] = [];
        for (let workspace = RUN_WORKSPACE; workspace < SWEEP_WORKSPACE + nSeats; workspace++) {
          const seats = [RUN_WORKSPACE, REPLAY_WORKSPACE, TWIN_WORKSPACE, PROBE_WORKSPACE].includes(workspace) ? nSeats : 1;
          for (let seat = 0; seat < seats; seat++) {
            regions.push([thetaOffset(made, shard, workspace, seat), 8 * nParameters]);
            regions.push([vectorOffset(made, shard, workspace, seat), 8 * nParameters]);
            // Two lanes a sum; for each output a column of 16 rows for theta and one for the vector; losses; targets.
            const scratchBytes = 16 * (nParameters + 1) + 128 * (2 * options.nOutputs + 2);
            regions.push([scratchOffset(made, shard, workspace, seat), scratchBytes]);
          }
          const nChunks = shard.chunkEnd - shard.chunkStart;
          regions.push([partialsOffset(made, shard, workspace), 8 * nChunks * partialLength(nParameters)]);
        }
        regions.sort((a, b) => a[0] - b[0]);
        regions.forEach(([offset, length], i) => {
          expect(offset % 64).toBe(0);
          expect(offset + length).toBeLessThanOrEqual(regions[i + 1]?.[0] ?? shard.tilesOffset);
        });
        expect(shard.tilesOffset % 64).toBe(0);
        expect(tileBytes(made)).toBe(16 * 8 * (options.storage === 'float32' ? 4 : 8));
        expect(tileOffset(made, shard, shard.rowStart + 32)).toBe(shard.tilesOffset + 2 * tileBytes(made));
        const nTiles = Math.ceil((shard.rowEnd - shard.rowStart) / 16);
        expect(shard.byteLength).toBe(shard.tilesOffset + nTiles * tileBytes(made));
      }
    },
  );

  it('deals all chunks to any number of workers, each once and in order', () => {
    const made = plan(40_961, 3, 2);
    for (const nWorkers of [1, 2, 3, 4, 40]) {
      const segments = Array.from({ length: nWorkers }, (_, worker) =>
        segmentsOf(made, worker, nWorkers),
      ).flat();
      let chunk = 0;
      let row = 0;
      for (const segment of segments) {
        expect([segment.chunkStart, segment.rowStart]).toEqual([chunk, row]);
        chunk = segment.chunkEnd;
        row = segment.rowEnd;
      }
      expect([chunk, row]).toEqual([made.nChunks, 40_961]);
    }
  });
});
