import { FallLineError } from '../../workers/core/schema';
import type { Engine, ResumePoint, Run, TracePosition } from '../../workers/engine/api';
import type { Recording } from '../../workers/engine/store/recorder';
import type { MetricFrame, RunCommand, RunInfo, RunResult, RunSettings } from '../contract';
import { forwardFrames, type Clock, type FrameForwarder } from './frames';
import type { Work } from './work';

/** A kept run to go on with. */
export interface ResumedRun {
  point: ResumePoint;
  held: TracePosition;
  startedAt: string;
}

export interface RunsOptions {
  engine: Pick<Engine, 'checkStart' | 'startRun'>;
  work: Work;
  clock: Clock;
  sendFrame: (frame: MetricFrame) => void;
  isVisible: () => boolean;
  /** Begins to keep a run; null where runs are not kept. */
  keep: ((run: Run, resumed: ResumedRun | null) => Recording) | null;
  /** Called after the window has handled the run's last frame; not for a run that was disposed before its end. */
  onFinished: (result: RunResult) => void;
}

/** Owner of the one run of the window, from its start to its disposal. */
export interface Runs {
  /** The run before it is disposed only once the new one is known to be possible, as far as that can be known. */
  start(datasetId: string, settings: RunSettings, resumed?: ResumedRun): Promise<RunInfo>;
  control(runId: string, command: RunCommand): void;
  isOpen(runId: string): boolean;
  /** Whether the open run, or one that is to begin, works with the data set. */
  isUsing(datasetId: string): boolean;
  /** A run that is already gone is no error: windows and runs end in any order. */
  dispose(runId: string): Promise<void>;
  disposeCurrent(): Promise<void>;
  frameHandled(runId: string): void;
}

interface OpenRun {
  run: Run;
  frames: FrameForwarder;
  recording: Recording | null;
}

export function createRuns({ engine, work, clock, sendFrame, isVisible, keep, onFinished }: RunsOptions): Runs {
  let open: OpenRun | null = null;
  /** The data sets of runs that are to begin. */
  const awaited = new Set<{ datasetId: string }>();
  let tail: Promise<unknown> = Promise.resolve();

  /** Start and disposal never overlap: the engine seats one gang at a time. */
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const result = tail.then(task);
    tail = result.catch(() => undefined);
    return result;
  };

  const disposeOpen = async (): Promise<void> => {
    if (!open) return;
    const { run, frames, recording } = open;
    open = null;
    frames.dispose();
    await recording?.close();
    await run.dispose();
  };

  const reportEnd = async (entry: OpenRun): Promise<void> => {
    const result = await entry.run.finished;
    await entry.frames.finish();
    if (open === entry) onFinished(result);
  };

  return {
    start: async (datasetId, settings, resumed) => {
      const request = { datasetId };
      awaited.add(request);
      try {
        return await work.run('run', (context) =>
          inTurn(async () => {
            if (open) await engine.checkStart(datasetId, settings, context);
            await disposeOpen();
            const run = await engine.startRun(datasetId, settings, resumed ? { ...context, resume: resumed.point } : context);
            const frames = forwardFrames({ readFrame: () => run.readFrame(), send: sendFrame, isVisible, clock });
            open = { run, frames, recording: keep?.(run, resumed ?? null) ?? null };
            void reportEnd(open);
            return run.info;
          }),
        );
      } finally {
        awaited.delete(request);
      }
    },
    control: (runId, command) => {
      if (open?.run.info.runId !== runId) {
        throw new FallLineError('not-open', 'This run is no longer open. Press Run to start a new one.');
      }
      open.run.control(command);
      open.frames.wake();
      if (command.kind === 'pause') open.recording?.look();
    },
    isUsing: (datasetId) => open?.run.info.datasetId === datasetId || [...awaited].some((request) => request.datasetId === datasetId),
    isOpen: (runId) => open?.run.info.runId === runId,
    dispose: (runId) =>
      inTurn(async () => {
        if (open?.run.info.runId === runId) await disposeOpen();
      }),
    disposeCurrent: () => inTurn(disposeOpen),
    frameHandled: (runId) => {
      if (open?.run.info.runId === runId) open.frames.handled();
    },
  };
}
