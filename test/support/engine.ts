import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../workers/engine';
import type { Engine, EngineOptions } from '../../workers/engine/api';
import { kernelPath, tasksDirectory } from './built';

export interface TestEngine {
  engine: Engine;
  /** Removed by dispose; also a place for a test's own files. */
  directory: string;
  dispose(): Promise<void>;
}

/** An engine on the built worker entries, with a temporary folder of its own and a clock that stands still. */
export const createTestEngine = async (options: Partial<EngineOptions> = {}): Promise<TestEngine> => {
  const directory = await mkdtemp(join(tmpdir(), 'fall-line-test-'));
  const engine = createEngine({
    tasksDirectory,
    kernelPath,
    scratchDirectory: directory,
    maxWorkers: 4,
    applicationVersion: '0.0.0-test',
    now: () => new Date('2026-01-02T03:04:05.000Z'),
    ...options,
  });
  return {
    engine,
    directory,
    dispose: async () => {
      await engine.dispose();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
