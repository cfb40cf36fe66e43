import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root });

async function violations(layer: string, code: string): Promise<number> {
  const [result] = await eslint.lintText(code, { filePath: resolve(root, layer, 'planted.ts') });
  return result!.messages.filter((message) => message.ruleId === 'boundaries/dependencies').length;
}

/** Layer, a statement it must not contain, and what is wrong with it. */
const forbidden: [string, string, string][] = [
  ['workers/core', `import { readFileSync } from 'node:fs';`, 'the core uses no Node module'],
  ['workers/core', `import { ref } from 'vue';`, 'the core uses no npm package'],
  ['workers/core', `import type { Engine } from '../engine/api';`, 'the core knows nothing of the engine'],
  ['workers/core', `export { Engine } from '../engine/api';`, 'a re-export is an import'],
  ['workers/core', `void import('../engine/api');`, 'a dynamic import is an import'],
  ['workers/tasks', `import type { Engine } from '../engine/api';`, 'a task knows nothing of the engine'],
  ['workers/engine', `import { app } from 'electron';`, 'the engine knows nothing of Electron'],
  ['workers/engine', `import type { IpcMap } from '../../electron/contract';`, 'the engine knows no host'],
  ['workers/engine', `import { run } from '../tasks/train';`, 'the engine names tasks by path only'],
  ['electron/contract', `import { STEP } from '../../workers/core/training/record';`, 'the contract has types alone'],
  ['electron/preload', `import { readFileSync } from 'node:fs';`, 'a sandboxed preload has no Node'],
  ['electron/main', `import { DuckDBInstance } from '@duckdb/node-api';`, 'main never touches the database'],
  ['electron/main', `import { ref } from 'vue';`, 'main draws nothing'],
  ['cli', `import { app } from 'electron';`, 'the command line runs without Electron'],
  ['renderer', `import { readFileSync } from 'node:fs';`, 'the renderer never touches the file system'],
  ['renderer', `import { ipcRenderer } from 'electron';`, 'the renderer reaches main by window.api alone'],
  ['renderer', `import type { Engine } from '../workers/engine/api';`, 'the renderer knows no engine'],
  ['renderer', `import { Piscina } from 'piscina';`, 'the renderer owns no worker pool'],
];

const allowed: [string, string][] = [
  ['workers/tasks', `import { STEP } from '../core/training/record';\nimport { Piscina } from 'piscina';`],
  ['workers/engine', `import { STEP } from '../core/training/record';\nimport { join } from 'node:path';`],
  ['electron/contract', `import type { RunInfo } from '../../workers/core/schema';`],
  ['electron/main', `import type { Engine } from '../../workers/engine/api';\nimport { app } from 'electron';`],
  ['cli', `import type { Engine } from '../workers/engine/api';`],
  ['renderer', `import { ref } from 'vue';\nimport { STEP } from '../workers/core/training/record';`],
];

describe('the import rules', () => {
  it.each(forbidden)('in %s refuse %s because %s', async (layer, code) => {
    expect(await violations(layer, code)).toBe(1);
  });

  it.each(allowed)('in %s accept %s', async (layer, code) => {
    expect(await violations(layer, code)).toBe(0);
  });
});
