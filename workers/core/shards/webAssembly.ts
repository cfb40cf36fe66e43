/**
 * The few parts of the WebAssembly API that are used. TypeScript declares them with the DOM only, which no
 * worker has.
 */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  /** Returns the number of pages before. */
  grow(pages: number): number;
}

/** A compiled module; it can be sent to another thread. */
export type KernelModule = object;

interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => KernelModule;
  Instance: new (
    module: KernelModule,
    imports: Record<string, Record<string, SharedMemory>>,
  ) => { readonly exports: Record<string, unknown> };
  Memory: new (descriptor: { initial: number; maximum: number; shared: true }) => SharedMemory;
}

const api = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

export const compileKernels = (bytes: Uint8Array): KernelModule => new api.Module(bytes);

export const instantiate = (module: KernelModule, memory: SharedMemory): Record<string, unknown> =>
  new api.Instance(module, { env: { memory } }).exports;

export const newSharedMemory = (pages: number, maximumPages: number): SharedMemory =>
  new api.Memory({ initial: pages, maximum: maximumPages, shared: true });
