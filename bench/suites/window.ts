import type { ElectronApplication, Page } from 'playwright';
import { withApp, type RunningApp } from '../../test/support/app';
import { figure, ratio, type SuiteResult } from '../statistics';

const START_MS = 300_000;
const WATCH_MS = 10_000;
const ROUNDS = 3;

/** Percentiles in milliseconds of how late main's event loop was over `WATCH_MS`. */
const watchMainLoop = (electron: ElectronApplication): Promise<{ p50: number; p99: number; max: number }> =>
  electron.evaluate(async (_, watchMs) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const resolutionMs = 5;
    const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
    histogram.enable();
    await new Promise((resolve) => setTimeout(resolve, watchMs));
    histogram.disable();
    // The histogram counts the timer's own interval as delay.
    const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);
    return { p50: late(histogram.percentile(50)), p99: late(histogram.percentile(99)), max: late(histogram.max) };
  }, WATCH_MS);

/** Durations in milliseconds of the chart updates and the intervals between frames over `WATCH_MS`. */
const watchWindow = (page: Page): Promise<{ updates: number[]; frames: number[] }> =>
  page.evaluate(async (watchMs) => {
    const updates: number[] = [];
    const frames: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName('chart update')) updates.push(entry.duration);
    });
    observer.observe({ type: 'measure' });
    const endsAt = performance.now() + watchMs;
    await new Promise<void>((resolve) => {
      let last = performance.now();
      const next = (now: number): void => {
        frames.push(now - last);
        last = now;
        if (now < endsAt) requestAnimationFrame(next);
        else resolve();
      };
      requestAnimationFrame(next);
    });
    observer.disconnect();
    return { updates, frames };
  }, WATCH_MS);

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? NaN;

/** Opens a sample in the window, and begins a run of so many steps that it outlasts the watch. */
const startLongRun = async (page: Page, sample: RegExp): Promise<void> => {
  await page.getByRole('button', { name: sample }).click();
  await page.waitForSelector('html[data-state="ready"]', { timeout: START_MS });
  await page.getByLabel('Stop after').fill('1000000');
  await page.getByLabel('Stop after').press('Enter');
  await page.getByRole('button', { name: /^Run/ }).click();
  await page.waitForSelector('html[data-state="running"]', { timeout: START_MS });
};

const mainMemory = (electron: ElectronApplication): Promise<number> =>
  electron.evaluate(() => process.memoryUsage().rss / 2 ** 20);

/** Bytes of the page's JavaScript heap, garbage collected first, in MiB. */
const pageMemory = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
};

/** While 1,000,000 x 20 is trained by all workers: how late main is, and what the charts cost. */
const benchMillionRows = async ({ page, electron }: RunningApp): Promise<SuiteResult> => {
  await startLongRun(page, /A million rows/);
  const main: Awaited<ReturnType<typeof watchMainLoop>>[] = [];
  const windows: Awaited<ReturnType<typeof watchWindow>>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [loop, window] = await Promise.all([watchMainLoop(electron), watchWindow(page)]);
    main.push(loop);
    windows.push(window);
  }
  const updates = windows.map((window) => window.updates);
  const frames = windows.map((window) => window.frames);
  return {
    suite: 'The window while 1,000,000 x 20 is trained by 2 workers',
    figures: [
      figure('main loop delay, p50', 'ms', main.map((loop) => loop.p50)),
      figure('main loop delay, p99 (to stay below 50)', 'ms', main.map((loop) => loop.p99)),
      figure('main loop delay, worst', 'ms', main.map((loop) => loop.max)),
      figure('chart update, p50', 'ms', updates.map((values) => percentile(values, 0.5))),
      figure('chart update, p99', 'ms', updates.map((values) => percentile(values, 0.99))),
      figure('interval between frames, p50', 'ms', frames.map((values) => percentile(values, 0.5))),
      figure('interval between frames, p99', 'ms', frames.map((values) => percentile(values, 0.99))),
      figure('memory of main, workers and shards', 'MiB', [await mainMemory(electron)]),
    ],
    ratios: [],
    notes: [`${updates.flat().length} chart updates in ${(ROUNDS * WATCH_MS) / 1_000} s, the window drawn by software.`],
  };
};

/** The classic experiment over 1,000,000 steps: what it holds early and at the end. */
const benchMillionSteps = async ({ page, electron }: RunningApp): Promise<SuiteResult> => {
  await startLongRun(page, /classic experiment/);
  // The trace has been full, and thinned, by then.
  await page.waitForFunction(() => Number(/step ([\d,]+)/.exec(document.body.innerText)?.[1]?.replaceAll(',', '')) > 100_000);
  const early = { main: await mainMemory(electron), page: await pageMemory(page) };
  await page.waitForSelector('html[data-state="finished"]', { timeout: START_MS });
  const late = { main: await mainMemory(electron), page: await pageMemory(page) };
  const mainLate = figure('main and workers at step 1,000,000', 'MiB', [late.main]);
  const mainEarly = figure('main and workers after step 100,000', 'MiB', [early.main]);
  const pageLate = figure('heap of the page at step 1,000,000', 'MiB', [late.page]);
  const pageEarly = figure('heap of the page after step 100,000', 'MiB', [early.page]);
  return {
    suite: 'Memory over 1,000,000 steps of the classic experiment',
    figures: [mainEarly, mainLate, pageEarly, pageLate],
    ratios: [ratio('main, late to early', mainLate, mainEarly, null), ratio('page, late to early', pageLate, pageEarly, null)],
    notes: [],
  };
};

/** In the real window, each in an application of its own. */
export const benchWindow = async (): Promise<SuiteResult[]> => {
  const results: SuiteResult[] = [];
  for (const bench of [benchMillionRows, benchMillionSteps]) {
    await withApp({}, async (app) => {
      results.push(await bench(app));
    });
  }
  return results;
};
