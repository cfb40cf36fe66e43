import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** Bundles the benchmarks for Node; they use the worker entries and kernels of the built application. */
export default defineConfig({
  logLevel: 'warn',
  build: {
    ssr: resolve(import.meta.dirname, 'main.ts'),
    outDir: resolve(import.meta.dirname, '../out/bench'),
    target: 'node20',
    // Not in the build stamp's way: the folder is this build's own.
    emptyOutDir: true,
  },
});
