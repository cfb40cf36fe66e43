import { WASM_PAGE_BYTES } from '../../core/shards/layout';
import { newSharedMemory, type SharedMemory } from '../../core/shards/webAssembly';

/** A reservation of address space, not of memory: pages count once they are written to. */
const MAXIMUM_PAGES = 65_536;

/**
 * Shared WebAssembly memories, used again and again. V8 frees one only when every thread that saw it has
 * collected its garbage, which idle threads do not do: without the pool, rebuilding a matrix a few times
 * would fill the machine.
 */
export interface MemoryPool {
  take(byteLength: number): SharedMemory;
  give(memories: readonly SharedMemory[]): void;
}

export const createMemoryPool = (): MemoryPool => {
  const free: SharedMemory[] = [];
  return {
    take: (byteLength) => {
      free.sort((a, b) => a.buffer.byteLength - b.buffer.byteLength);
      // The smallest that suffices, else the largest, which has least to grow.
      const fits = free.findIndex((memory) => memory.buffer.byteLength >= byteLength);
      const index = fits >= 0 ? fits : free.length - 1;
      const memory = free[index];
      if (!memory) return newSharedMemory(Math.ceil(byteLength / WASM_PAGE_BYTES), MAXIMUM_PAGES);
      const missing = byteLength - memory.buffer.byteLength;
      // It stays in the pool where it cannot grow.
      if (missing > 0) memory.grow(Math.ceil(missing / WASM_PAGE_BYTES));
      free.splice(index, 1);
      return memory;
    },
    give: (memories) => {
      free.push(...memories);
    },
  };
};
