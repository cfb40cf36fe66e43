import { beforeEach, describe, expect, it } from 'vitest';
import { FallLineError } from '../../../workers/core/schema';
import type { Run, WorkHooks } from '../../../workers/engine/api';
import type {
  DatasetSummary,
  ImportOptions,
  ImportProgress,
  MetricFrame,
  RunResult,
  RunSettings,
} from '../../../electron/contract';
import { createImports } from '../../../electron/main/imports';
import { createRuns } from '../../../electron/main/runs';
import { createWork, type Work } from '../../../electron/main/work';
import { createTestClock, type TestClock } from './testClock';

const OPTIONS = {} as ImportOptions;
const SETTINGS = {} as RunSettings;

let clock: TestClock;
let work: Work;
let progress: ImportProgress[];
/** What happened, in order. */
let events: string[];

/** Lets every promise that can go on do so. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const at = (done: number, phase: ImportProgress['phase'] = 'read'): ImportProgress => ({
  phase,
  done,
  total: 100,
  unit: 'rows',
  elapsedMs: 0,
  remainingMs: null,
});
const cancelled = (): FallLineError => new FallLineError('cancelled', 'Cancelled.');
/** Waits until it is told to go on, or is aborted. */
const gate = (signal?: AbortSignal): { open: () => void; passed: Promise<void> } => {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve;
    signal?.addEventListener('abort', () => reject(cancelled()));
  });
  return { open, passed };
};

beforeEach(() => {
  clock = createTestClock();
  progress = [];
  events = [];
  work = createWork((report) => progress.push(report), clock.now);
});

describe('work under way', () => {
  it('reports about twenty times a second, each new phase, and the end', async () => {
    await work.run('import', async ({ onProgress }) => {
      for (let done = 0; done < 100; done++) {
        onProgress(at(done));
        clock.pass(10);
      }
      onProgress(at(1, 'profile'));
      onProgress(at(2, 'profile'));
      onProgress(at(100, 'profile'));
    });
    expect(progress.filter((report) => report.phase === 'read')).toHaveLength(20);
    expect(progress.filter((report) => report.phase === 'profile').map((report) => report.done)).toEqual([1, 100]);
  });

  it('is cancelled all at once, and reports nothing after that', async () => {
    const started: WorkHooks[] = [];
    const task = async (context: WorkHooks): Promise<void> => {
      started.push(context);
      await gate(context.signal).passed;
    };
    const ends = [work.run('import', task), work.run('profile', task)];
    work.cancelAll();
    started[0]?.onProgress?.(at(1));
    for (const end of ends) await expect(end).rejects.toMatchObject({ code: 'cancelled' });
    expect(progress).toEqual([]);
  });

  it('goes on in the background when what a person waits for is cancelled', async () => {
    const { open, passed } = gate();
    const profile = work.run('profile', async ({ signal }) => {
      await passed;
      return signal.aborted;
    });
    const awaited = work.run('import', ({ signal }) => gate(signal).passed);
    work.cancelAwaited();
    open();
    await expect(awaited).rejects.toMatchObject({ code: 'cancelled' });
    expect(await profile).toBe(false);
  });

  it('gives way to new work of the same kind only', async () => {
    const task = ({ signal }: WorkHooks): Promise<void> => gate(signal).passed;
    const first = work.run('import', task);
    let isProfileAborted = false;
    void work.run('profile', ({ signal }) => {
      signal.addEventListener('abort', () => (isProfileAborted = true));
      return gate().passed;
    });
    await work.run('import', async () => undefined);
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(isProfileAborted).toBe(false);
  });
});

describe('the open data set', () => {
  const importsOf = (importFile: (path: string, hooks: WorkHooks) => Promise<void>) =>
    createImports({
      work,
      disposeRun: async () => {
        events.push('run disposed');
      },
      engine: {
        importFile: async (path, _options, hooks = {}) => {
          await importFile(path, hooks);
          events.push(`imported ${path}`);
          return { id: path } as DatasetSummary;
        },
        closeDataset: async (id) => {
          events.push(`closed ${id}`);
        },
      },
    });

  it('is closed, its run first, only when the next one is whole', async () => {
    const imports = importsOf(async () => undefined);
    await imports.start('a', OPTIONS);
    await imports.start('b', OPTIONS);
    expect(events).toEqual(['imported a', 'imported b', 'run disposed', 'closed a']);
    expect(imports.current()?.id).toBe('b');
  });

  it('stays open when the next import fails or is cancelled', async () => {
    const imports = importsOf(async (path, { signal }) => {
      if (path === 'bad') throw new FallLineError('import-failed', 'Row 2 is bad.');
      if (path === 'slow') await gate(signal).passed;
    });
    await imports.start('a', OPTIONS);
    await expect(imports.start('bad', OPTIONS)).rejects.toMatchObject({ code: 'import-failed' });
    const slow = imports.start('slow', OPTIONS);
    work.cancelAll();
    await expect(slow).rejects.toMatchObject({ code: 'cancelled' });
    expect(imports.current()?.id).toBe('a');
    expect(events).toEqual(['imported a']);
  });

  it('is not replaced by an import that ended just after it was cancelled', async () => {
    const { open, passed } = gate();
    const imports = importsOf((path) => (path === 'late' ? passed : Promise.resolve()));
    await imports.start('a', OPTIONS);
    const late = imports.start('late', OPTIONS);
    work.cancelAll();
    open();
    await expect(late).rejects.toMatchObject({ code: 'cancelled' });
    expect(imports.current()?.id).toBe('a');
    expect(events).toEqual(['imported a', 'imported late', 'closed late']);
  });
});

describe('the run', () => {
  interface FakeRun extends Run {
    end(stopReason: RunResult['stopReason']): void;
  }
  let made: FakeRun[];
  let sent: MetricFrame[];

  const makeRun = (): FakeRun => {
    const runId = `run ${made.length + 1}`;
    let isOver = false;
    let end: (result: RunResult) => void = () => undefined;
    const finished = new Promise<RunResult>((resolve) => {
      end = (result) => {
        isOver = true;
        resolve(result);
      };
    });
    const run: FakeRun = {
      info: { runId } as Run['info'],
      control: (command) => events.push(`${runId}: ${command.kind}`),
      // One step a millisecond, until it ends.
      readFrame: () => {
        const latest = Float64Array.of(isOver ? -1 : clock.now());
        return { runId, records: new Float64Array(0), latest } as unknown as MetricFrame;
      },
      finished,
      snapshot: () => ({ runId }) as RunResult,
      keep: async () => null,
      dispose: async () => {
        events.push(`${runId} disposed`);
        end({ runId, stopReason: 'stopped' } as RunResult);
      },
      end: (stopReason) => end({ runId, stopReason } as RunResult),
    };
    made.push(run);
    return run;
  };
  const nothing = async (): Promise<void> => undefined;
  const runsOf = (prepare: (hooks: WorkHooks) => Promise<void> = nothing, check: () => Promise<void> = nothing) =>
    createRuns({
      work,
      clock,
      keep: null, isVisible: () => true,
      sendFrame: (frame) => sent.push(frame),
      onFinished: (result) => events.push(`${result.runId} ${result.stopReason}`),
      engine: {
        checkStart: check,
        startRun: async (_datasetId, _settings, hooks = {}) => {
          await prepare(hooks);
          return makeRun();
        },
      },
    });
  beforeEach(() => {
    made = [];
    sent = [];
  });

  it('reports its end after its last frame was handled, and stays open for the model', async () => {
    const runs = runsOf();
    await runs.start('d', SETTINGS);
    made[0]?.end('max-steps');
    await settle();
    expect(sent).toHaveLength(1);
    expect(events).toEqual([]);
    runs.frameHandled('run 1');
    await settle();
    expect(events).toEqual(['run 1 max-steps']);
    runs.control('run 1', { kind: 'stop' });
    expect(events).toEqual(['run 1 max-steps', 'run 1: stop']);
  });

  it('is disposed before the next one starts, and its end is not reported', async () => {
    const runs = runsOf();
    await runs.start('d', SETTINGS);
    await runs.start('d', SETTINGS);
    await settle();
    expect(events).toEqual(['run 1 disposed']);
    expect(() => runs.control('run 1', { kind: 'pause' })).toThrow(/no longer open/);
    runs.control('run 2', { kind: 'pause' });
    await runs.dispose('run 1');
    await runs.dispose('run 2');
    expect(events).toEqual(['run 1 disposed', 'run 2: pause', 'run 2 disposed']);
    expect(clock.nTimers()).toBe(0);
  });

  it('stays open, and can be told to go on, where the next one is refused before it', async () => {
    const refuse = () => Promise.reject(new FallLineError('too-few-rows', 'There are 3 rows.'));
    const runs = runsOf(nothing, refuse);
    await runs.start('d', SETTINGS);
    await expect(runs.start('d', SETTINGS)).rejects.toMatchObject({ code: 'too-few-rows' });
    expect([made.length, runs.isOpen('run 1'), runs.isOpen('run 2')]).toEqual([1, true, false]);
    runs.control('run 1', { kind: 'resume' });
    expect(events).toEqual(['run 1: resume']);
  });

  it('takes no answer to the frame of an earlier run', async () => {
    const runs = runsOf();
    await runs.start('d', SETTINGS);
    clock.pass(20);
    expect(sent).toHaveLength(1);
    await runs.start('d', SETTINGS);
    clock.pass(20);
    runs.frameHandled('run 1');
    clock.pass(1000);
    expect(sent.map((frame) => frame.runId)).toEqual(['run 1', 'run 2']);
  });

  it('that cannot be prepared leaves the place free for the next', async () => {
    let isFirst = true;
    const runs = runsOf(async () => {
      if (isFirst) {
        isFirst = false;
        throw new FallLineError('setting-invalid', 'The learning rate must be above 0.');
      }
    });
    await expect(runs.start('d', SETTINGS)).rejects.toMatchObject({ code: 'setting-invalid' });
    await runs.start('d', SETTINGS);
    expect(made).toHaveLength(1);
  });

  it('whose shards are being built can be cancelled', async () => {
    const runs = runsOf(({ signal }) => gate(signal).passed);
    const starting = runs.start('d', SETTINGS);
    await settle();
    work.cancelAll();
    await expect(starting).rejects.toMatchObject({ code: 'cancelled' });
    expect(made).toEqual([]);
  });
});
