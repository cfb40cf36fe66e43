/**
 * Shared buffers of runs, used again. V8 does not count them when it decides to collect garbage, and an idle
 * worker thread collects none: without reuse each run would leave its trace of up to 32 MiB behind.
 */
export interface BufferPool {
  /** A buffer of at least `byteLength` bytes; it may hold what an earlier run left in it. */
  take(byteLength: number): SharedArrayBuffer;
  give(buffers: readonly SharedArrayBuffer[]): void;
}

export const createBufferPool = (): BufferPool => {
  const free: SharedArrayBuffer[] = [];
  return {
    take: (byteLength) => {
      free.sort((a, b) => a.byteLength - b.byteLength);
      const fits = free.findIndex((buffer) => buffer.byteLength >= byteLength);
      const [buffer] = fits >= 0 ? free.splice(fits, 1) : [];
      return buffer ?? new SharedArrayBuffer(byteLength);
    },
    give: (buffers) => {
      free.push(...buffers);
    },
  };
};
