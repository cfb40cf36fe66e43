import { describe, expect, it } from 'vitest';
import { createMemoryPool } from '../../../workers/engine/training/memoryPool';

const PAGE = 65_536;

describe('the pool of memories', () => {
  it('gives the smallest that suffices, and else lets the largest grow', () => {
    const pool = createMemoryPool();
    const [small, large] = [pool.take(PAGE), pool.take(3 * PAGE)];
    pool.give([large, small]);
    expect(pool.take(2 * PAGE)).toBe(large);
    expect(pool.take(2 * PAGE)).toBe(small);
    expect(small.buffer.byteLength).toBe(2 * PAGE);
  });

  it('keeps a memory that cannot grow as far as it was asked to', () => {
    const pool = createMemoryPool();
    const memory = pool.take(PAGE);
    pool.give([memory]);
    // A memory ends at 65,536 pages.
    expect(() => pool.take(65_537 * PAGE)).toThrow(RangeError);
    expect(pool.take(PAGE)).toBe(memory);
  });
});
