import type { BrowserWindow } from 'electron';
import type { Emit } from './appEvents';
import { isSeen } from './window';

const INTERVAL_MS = 1000;

/** Reports the resident memory of main and engine once a second while somebody can see it. */
export function reportMemory(window: BrowserWindow, emit: Emit): void {
  const timer = setInterval(() => {
    if (isSeen(window)) emit('app/memory', { rssBytes: process.memoryUsage.rss() });
  }, INTERVAL_MS);
  window.once('closed', () => clearInterval(timer));
}
