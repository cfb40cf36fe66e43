import { DEFAULT_SELECTION } from '../support/selection';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planShards, TILE_ROWS, tileOffset, WASM_PAGE_BYTES } from '../../workers/core/shards/layout';
import type { Shards } from '../../workers/core/shards/matrix';
import { compileKernels, newSharedMemory, type KernelModule } from '../../workers/core/shards/webAssembly';
import { kernelPath } from '../support/built';
import { createDataBench, failureOf, type DataBench } from '../support/data';

let bench: DataBench;
let kernelModule: KernelModule;
beforeAll(async () => {
  bench = await createDataBench();
  kernelModule = compileKernels(await readFile(kernelPath));
});
afterAll(() => bench.dispose());

const allocate = (nSamples: number, nFeatures: number, nThreads: number): Shards => {
  const plan = planShards(nSamples, nFeatures, { nThreads, nSeats: 1 });
  if (!plan) throw new Error('No plan.');
  const pages = ({ byteLength }: { byteLength: number }): number => Math.ceil(byteLength / WASM_PAGE_BYTES);
  return { plan, memories: plan.shards.map((shard) => newSharedMemory(pages(shard), pages(shard))) };
};

/** Every row as [features..., target], read back from the tiles. */
const rowsOf = ({ plan, memories }: Shards): number[][] =>
  plan.shards.flatMap((shard, k) =>
    Array.from({ length: shard.rowEnd - shard.rowStart }, (_, i) => {
      const lane = i % TILE_ROWS;
      const tile = tileOffset(plan, shard, shard.rowStart + i - lane);
      const values = new Float64Array(memories[k]!.buffer, tile, TILE_ROWS * (plan.nFeatures + 1));
      return Array.from({ length: plan.nFeatures + 1 }, (_, j) => values[j * TILE_ROWS + lane]!);
    }),
  );

describe('columns that are built into shards', () => {
  const nRows = 5_003;
  const cell = (i: number, j: number): string => ((i + j) % 500 === 0 ? '' : String(Math.sin(i * 3 + j)));
  const text = (): string =>
    `a,name,b,y\n${Array.from({ length: nRows }, (_, i) => [cell(i, 0), `t${i}`, cell(i, 1), cell(i, 2)].join(',')).join('\n')}\n`;

  it('are the complete rows in the order of the file, the features as chosen and the target last', async () => {
    const { id } = await bench.open(await bench.file('shards.csv', text()));
    let shards: Shards | undefined;
    const built = await bench.engine.buildShards(id, { ...DEFAULT_SELECTION, target: 3, features: [2, 0], standardize: false }, ({ nTraining: nSamples }) => {
      shards = allocate(nSamples, 2, 3);
      return { kernelModule, shards, validation: null };
    });
    const expected = Array.from({ length: nRows }, (_, i) => [cell(i, 1), cell(i, 0), cell(i, 2)])
      .filter((cells) => !cells.includes(''))
      .map((cells) => cells.map(Number));
    expect(built.rowsSkipped).toBe(nRows - expected.length);
    expect(built.summary.scaling).toEqual({ means: [0, 0], scales: [1, 1] });
    expect(rowsOf(shards!)).toEqual(expected);
  });
  it('keep every row where none is missing a value in a chosen column', async () => {
    const { id } = await bench.open(await bench.file('whole.csv', 'x,other,y\n1,,2\n3,5,4\n'));
    let shards: Shards | undefined;
    const built = await bench.engine.buildShards(id, { ...DEFAULT_SELECTION, target: 2, features: [0], standardize: false }, ({ nTraining: nSamples }) => {
      shards = allocate(nSamples, 1, 1);
      return { kernelModule, shards, validation: null };
    });
    expect(built.rowsSkipped).toBe(0);
    expect(rowsOf(shards!)).toEqual([[1, 2], [3, 4]]);
  });
  it('are not begun where the rows do not suffice, nor where the work was cancelled', async () => {
    const { id } = await bench.open(await bench.file('few.csv', 'x,y\n1,2\n'));
    const selection = { ...DEFAULT_SELECTION, target: 1, features: [0], standardize: true };
    const refuse = (): never => {
      throw new RangeError('too few');
    };
    await expect(bench.engine.buildShards(id, selection, refuse)).rejects.toThrow('too few');
    const cancelled = bench.engine.buildShards(id, selection, refuse, { signal: AbortSignal.abort() });
    expect((await failureOf(cancelled)).code).toBe('cancelled');
  });
});
