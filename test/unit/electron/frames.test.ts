import { beforeEach, describe, expect, it } from 'vitest';
import type { MetricFrame } from '../../../electron/contract';
import {
  forwardFrames,
  FRAME_INTERVAL_MS,
  HIDDEN_INTERVAL_MS,
  LAST_FRAME_BOUND_MS,
  QUIET_INTERVAL_MS,
  type FrameForwarder,
} from '../../../electron/main/frames';
import { createTestClock, type TestClock } from './testClock';

let clock: TestClock;
let step: number;
let drained: number;
let state: MetricFrame['state'];
let isVisible: boolean;
let sent: MetricFrame[];
let nReads: number;
let mostRecords: number;
let forwarder: FrameForwarder;

/** A run whose record of a step is the step alone. */
const readFrame = (): MetricFrame => {
  nReads += 1;
  const length = Math.min(mostRecords, step - drained);
  const records = Float64Array.from({ length }, (_, index) => drained + index + 1);
  drained += length;
  return {
    runId: 'run',
    state,
    stride: 1,
    recordLength: 1,
    records,
    latest: Float64Array.of(step),
    theta: new Float64Array(1),
    gradient: new Float64Array(1),
    learningRate: 0.1,
    totalsMs: new Float64Array(1),
  };
};
const start = (): FrameForwarder =>
  forwardFrames({ readFrame, send: (frame) => sent.push(frame), isVisible: () => isVisible, clock });
const isSettled = async (promise: Promise<void>): Promise<boolean> => {
  let settled = false;
  void promise.then(() => (settled = true));
  for (let n = 0; n < 5; n++) await Promise.resolve();
  return settled;
};

beforeEach(() => {
  clock = createTestClock();
  step = drained = nReads = 0;
  mostRecords = Infinity;
  state = 'running';
  isVisible = true;
  sent = [];
  forwarder = start();
});

describe('while the run goes on', () => {
  it('sends at most sixty frames a second, however many steps are made', () => {
    for (let ms = 0; ms < 1000; ms++) {
      step += 100;
      clock.pass(1);
      forwarder.handled();
    }
    expect(sent.length).toBeLessThanOrEqual(60);
    expect(sent.length).toBeGreaterThan(50);
  });

  it('sends nothing more before the window has handled the last frame, and then loses no record', () => {
    step = 1;
    clock.pass(FRAME_INTERVAL_MS);
    expect(sent).toHaveLength(1);
    step = 500;
    clock.pass(10_000);
    expect(sent).toHaveLength(1);
    forwarder.handled();
    clock.pass(0);
    expect(sent).toHaveLength(2);
    expect(sent.flatMap((frame) => [...frame.records])).toEqual(Array.from({ length: 500 }, (_, n) => n + 1));
  });

  it('sends no frame that says nothing new', () => {
    step = 1;
    clock.pass(FRAME_INTERVAL_MS);
    forwarder.handled();
    clock.pass(500);
    expect(sent).toHaveLength(1);
  });

  it('takes an answer nobody asked for as no answer', () => {
    step = 1;
    clock.pass(FRAME_INTERVAL_MS);
    forwarder.handled();
    forwarder.handled();
    forwarder.handled();
    expect(clock.nTimers()).toBe(1);
  });

  it('slows down while the window is hidden', () => {
    isVisible = false;
    for (let n = 0; n < 100; n++) {
      step += 1;
      clock.pass(HIDDEN_INTERVAL_MS / 5);
      forwarder.handled();
    }
    expect(sent.length).toBeLessThanOrEqual(22);
    expect(sent.length).toBeGreaterThan(15);
  });
});

describe('while the run is paused', () => {
  beforeEach(() => {
    step = 1;
    clock.pass(FRAME_INTERVAL_MS);
    forwarder.handled();
    state = 'paused';
    clock.pass(FRAME_INTERVAL_MS);
    forwarder.handled();
  });

  it('says so once', () => {
    clock.pass(60_000);
    expect(sent.map((frame) => frame.state)).toEqual(['running', 'paused']);
  });

  it('looks seldom', () => {
    clock.pass(2000);
    nReads = 0;
    clock.pass(10_000);
    expect(nReads).toBeLessThanOrEqual(10_000 / QUIET_INTERVAL_MS);
  });

  it('shows a step that was asked for at the next frame', () => {
    clock.pass(60_000);
    forwarder.wake();
    step = 2;
    clock.pass(FRAME_INTERVAL_MS);
    expect(sent.at(-1)?.latest[0]).toBe(2);
  });
});

describe('at the end of the run', () => {
  it('is done once the last frame has been handled, also where that is the first', async () => {
    step = 3;
    state = 'finished';
    const done = forwarder.finish();
    expect(sent).toHaveLength(1);
    expect(await isSettled(done)).toBe(false);
    forwarder.handled();
    expect(await isSettled(done)).toBe(true);
    expect(clock.nTimers()).toBe(0);
  });

  it('waits for the frame under way before it sends the last one', async () => {
    step = 1;
    clock.pass(FRAME_INTERVAL_MS);
    step = 9;
    state = 'finished';
    const done = forwarder.finish();
    expect(sent).toHaveLength(1);
    forwarder.handled();
    expect(sent.at(-1)).toMatchObject({ state: 'finished', latest: Float64Array.of(9) });
    expect(await isSettled(done)).toBe(false);
    forwarder.handled();
    expect(await isSettled(done)).toBe(true);
  });

  it('sends frame after frame until every record has arrived', async () => {
    step = 25;
    mostRecords = 10;
    state = 'finished';
    const done = forwarder.finish();
    for (let n = 0; n < 3; n++) {
      expect(await isSettled(done)).toBe(false);
      expect(sent).toHaveLength(n + 1);
      forwarder.handled();
    }
    expect(await isSettled(done)).toBe(true);
    expect(sent.flatMap((frame) => [...frame.records])).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
    expect(clock.nTimers()).toBe(0);
  });

  it('waits no longer than its bound for a window that does not answer', async () => {
    const done = forwarder.finish();
    clock.pass(LAST_FRAME_BOUND_MS - 1);
    expect(await isSettled(done)).toBe(false);
    clock.pass(1);
    expect(await isSettled(done)).toBe(true);
    expect(clock.nTimers()).toBe(0);
  });
});

describe('once disposed', () => {
  it('keeps no timer, sends nothing and lets go who waits', async () => {
    const done = forwarder.finish();
    forwarder.dispose();
    expect(await isSettled(done)).toBe(true);
    const nSent = sent.length;
    step = 5;
    forwarder.wake();
    forwarder.handled();
    clock.pass(10_000);
    expect(sent).toHaveLength(nSent);
    expect(clock.nTimers()).toBe(0);
    expect(await isSettled(forwarder.finish())).toBe(true);
  });
});
