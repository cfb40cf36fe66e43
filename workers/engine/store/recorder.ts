import type { Run } from '../api';
import type { Keepsake, TracePosition } from '../training/keepsake';
import type { RunOrigin, RunWriter } from './runWriter';

/** Keeps one run on the disk while it goes on. */
export interface Recording {
  /** Looks again soon: the run was paused, or told something. */
  look(): void;
  /** Writes what is new and lets the run go. It must not have been disposed of. Never rejects. */
  close(): Promise<void>;
}

export interface RecorderOptions {
  openWriter: (runId: string, origin: RunOrigin, resumed: TracePosition | null) => RunWriter;
  onChanged: () => void;
  /** Once for each run that can no longer be kept; training goes on. */
  onFailure: (error: unknown) => void;
}

export type Recorder = (run: Run, origin: RunOrigin, resumed: TracePosition | null) => Recording;

/** The first look comes sooner. */
const FIRST_MS = 500;
const INTERVAL_MS = 2_000;
/** Writing takes at most this share of the time. */
const MOST_SHARE = 1 / 20;

const isSame = (a: Keepsake | null, b: Keepsake): boolean =>
  a !== null &&
  a.hasEnded === b.hasEnded &&
  a.result.steps === b.result.steps &&
  a.checkpoint?.step === b.checkpoint?.step &&
  a.checkpoint?.learningRate === b.checkpoint?.learningRate;

/** Keeps runs: at their start, every other second, when looked at again, and at their end. */
export const createRecorder = ({ openWriter, onChanged, onFailure }: RecorderOptions): Recorder => (run, origin, resumed) => {
  let isOver = false;
  let last: Keepsake | null = null;
  let wake: () => void = () => undefined;

  /** Until it is time, or something happened. */
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const keepOnce = async (writer: RunWriter): Promise<void> => {
    const keepsake = await run.keep(writer.held());
    if (keepsake === null || isSame(last, keepsake)) return writer.touch();
    await writer.write(keepsake);
    last = keepsake;
    onChanged();
  };

  const loop = async (writer: RunWriter): Promise<void> => {
    let hasEnded = false;
    void run.finished.then(() => {
      hasEnded = true;
      wake();
    });
    await writer.begin({ info: run.info, result: run.snapshot() });
    onChanged();
    let pauseMs = FIRST_MS;
    while (!isOver && !hasEnded) {
      await wait(pauseMs);
      if (isOver || hasEnded) break;
      const startedAt = performance.now();
      await keepOnce(writer);
      pauseMs = Math.max(INTERVAL_MS, (performance.now() - startedAt) / MOST_SHARE);
    }
    await keepOnce(writer);
  };

  const keepAll = async (): Promise<void> => {
    const writer = openWriter(run.info.runId, origin, resumed);
    try {
      await loop(writer);
    } finally {
      await writer.close();
    }
  };
  const recording = keepAll().catch(onFailure).then(onChanged);

  return {
    look: () => wake(),
    close: () => {
      isOver = true;
      wake();
      return recording;
    },
  };
};
