import type { MetricFrame } from '../contract';
import { STEP } from '../../workers/core/training/record';

/** Injected so that tests own the time. */
export interface Clock {
  now(): number;
  /** Calls back once after `delayMs`; returns what cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

export interface FrameForwarderOptions {
  readFrame(): MetricFrame;
  send(frame: MetricFrame): void;
  isVisible(): boolean;
  clock: Clock;
}

export interface FrameForwarder {
  /** The window has handled the frame that was sent last. */
  handled(): void;
  /** A command was given: look often again. */
  wake(): void;
  /** Sends what is left; resolves once that has been handled, is overdue, or the forwarder was disposed. */
  finish(): Promise<void>;
  dispose(): void;
}

export const FRAME_INTERVAL_MS = 1000 / 60;
/** Nobody sees a hidden window; its history still has to be drained. */
export const HIDDEN_INTERVAL_MS = 500;
/** How often a run that stands still is looked at. */
export const QUIET_INTERVAL_MS = 250;
const QUIET_AFTER_MS = 1000;
export const LAST_FRAME_BOUND_MS = 2000;

/**
 * Carries a run's metrics to the window: at most sixty frames a second, none while the one before it is unanswered,
 * none that says nothing new.
 */
export function forwardFrames({ readFrame, send, isVisible, clock }: FrameForwarderOptions): FrameForwarder {
  let cancelTimer: (() => void) | null = null;
  let previous: MetricFrame | null = null;
  let changedAt = clock.now();
  let sentAt = -Infinity;
  let awaitingAnswer = false;
  let onFinished: (() => void) | null = null;
  let cancelBound: (() => void) | null = null;
  let ended = false;

  const interval = (): number => {
    if (!isVisible()) return HIDDEN_INTERVAL_MS;
    return clock.now() - changedAt >= QUIET_AFTER_MS ? QUIET_INTERVAL_MS : FRAME_INTERVAL_MS;
  };

  const schedule = (delayMs: number): void => {
    cancelTimer?.();
    cancelTimer = clock.after(delayMs, look);
  };

  const transmit = (frame: MetricFrame): void => {
    previous = frame;
    sentAt = changedAt = clock.now();
    awaitingAnswer = true;
    send(frame);
  };

  const look = (): void => {
    cancelTimer = null;
    const frame = readFrame();
    if (isNews(frame, previous)) transmit(frame);
    else schedule(interval());
  };

  const transmitLast = (frame: MetricFrame): void => {
    cancelTimer?.();
    cancelBound?.();
    cancelBound = clock.after(LAST_FRAME_BOUND_MS, end);
    transmit(frame);
  };

  /** A frame holds a bounded number of records, so a fast run leaves several frames behind. */
  const sendRest = (): void => {
    const frame = readFrame();
    if (isNews(frame, previous)) transmitLast(frame);
    else end();
  };

  const end = (): void => {
    if (ended) return;
    ended = true;
    cancelTimer?.();
    cancelTimer = null;
    cancelBound?.();
    onFinished?.();
  };

  schedule(FRAME_INTERVAL_MS);

  return {
    handled: () => {
      if (ended || !awaitingAnswer) return;
      awaitingAnswer = false;
      if (onFinished) sendRest();
      else schedule(Math.max(0, sentAt + interval() - clock.now()));
    },
    wake: () => {
      changedAt = clock.now();
      if (!ended && !awaitingAnswer) schedule(Math.max(0, sentAt + FRAME_INTERVAL_MS - clock.now()));
    },
    finish: () =>
      new Promise((resolve) => {
        if (ended) {
          resolve();
          return;
        }
        onFinished = resolve;
        if (!awaitingAnswer) sendRest();
        else cancelBound = clock.after(LAST_FRAME_BOUND_MS, end);
      }),
    dispose: end,
  };
}

const isNews = (frame: MetricFrame, previous: MetricFrame | null): boolean =>
  previous === null ||
  frame.records.length > 0 ||
  frame.state !== previous.state ||
  frame.latest[STEP] !== previous.latest[STEP] ||
  frame.learningRate !== previous.learningRate;
