import { join, resolve } from 'node:path';

const out = resolve(import.meta.dirname, '../../out');

/** What `npm run build` made. */
export const tasksDirectory = join(out, 'main/tasks');
export const kernelPath = join(out, 'wasm/kernels.wasm');
