import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

// The command line and the worker entries are built beside the main process: all of them run in Node.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20',
      externalizeDeps: true,
      rollupOptions: {
        input: {
          index: at('electron/main/index.ts'),
          cli: at('cli/index.ts'),
          engine: at('workers/engine/index.ts'),
          'tasks/data': at('workers/tasks/data.ts'),
          'tasks/exact': at('workers/tasks/exact.ts'),
          'tasks/exports': at('workers/tasks/exports.ts'),
          'tasks/scan': at('workers/tasks/scan.ts'),
          'tasks/train': at('workers/tasks/train.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload is one CommonJS file.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    build: {
      outDir: at('out/renderer'),
      target: 'chrome130',
      rollupOptions: { input: { index: at('renderer/index.html') } },
    },
    plugins: [vue()],
  },
});
