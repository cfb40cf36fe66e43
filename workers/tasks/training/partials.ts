import { reducePairwise } from '../../core/reduce/pairwise';
import { partialLength, partialsOffset } from '../../core/shards/layout';
import type { Shards } from '../../core/shards/matrix';
import type { Workspace } from '../../core/shards/layout';

/** The sum over chunks of their partial sums of `length` numbers each, at the head of what is returned. */
export type ReducePartials = (chunkStart: number, chunkEnd: number, length: number) => Float64Array;

/** Collects the partial sums of a part from its shards and adds them pairwise in the order of the chunks. */
export const createReducer = (
  { plan, memories }: Shards,
  workspace: Workspace,
  nParameters: number,
): ReducePartials => {
  const most = partialLength(nParameters);
  let sums = new Float64Array(most);
  const views = plan.shards.map((shard, k) => {
    const count = (shard.chunkEnd - shard.chunkStart) * most;
    return new Float64Array(memories[k]!.buffer, partialsOffset(plan, shard, workspace), count);
  });
  return (chunkStart, chunkEnd, length) => {
    const nChunks = chunkEnd - chunkStart;
    if (sums.length < nChunks * length) sums = new Float64Array(nChunks * length);
    for (let k = 0; k < views.length; k++) {
      const shard = plan.shards[k]!;
      const from = Math.max(chunkStart, shard.chunkStart);
      const to = Math.min(chunkEnd, shard.chunkEnd);
      if (from >= to) continue;
      const view = views[k]!;
      const at = (from - shard.chunkStart) * length;
      const into = (from - chunkStart) * length;
      const count = (to - from) * length;
      for (let i = 0; i < count; i++) sums[into + i] = view[at + i]!;
    }
    reducePairwise(sums, nChunks, length);
    return sums;
  };
};
