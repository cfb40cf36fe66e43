import { join, resolve } from 'node:path';

/** The bundle lies in out/bench. */
export const projectFolder = resolve(import.meta.dirname, '../..');
export const tasksDirectory = join(projectFolder, 'out/main/tasks');
export const kernelPath = join(projectFolder, 'out/wasm/kernels.wasm');
export const resultsDirectory = join(projectFolder, 'bench/results');
