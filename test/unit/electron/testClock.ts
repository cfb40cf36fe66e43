import type { Clock } from '../../../electron/main/frames';

export interface TestClock extends Clock {
  /** Lets time pass and runs what falls due, in order. */
  pass(ms: number): void;
  nTimers(): number;
}

export function createTestClock(): TestClock {
  let time = 0;
  const timers = new Set<{ due: number; callback: () => void }>();
  return {
    now: () => time,
    after: (delayMs, callback) => {
      const timer = { due: time + delayMs, callback };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    pass: (ms) => {
      const end = time + ms;
      for (;;) {
        const [next] = [...timers].filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due);
        if (!next) break;
        timers.delete(next);
        time = next.due;
        next.callback();
      }
      time = end;
    },
    nTimers: () => timers.size,
  };
}
