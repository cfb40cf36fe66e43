import { count, duration } from './format';
import type { Io } from './io';

/** What is under way: `done` of `total` in whatever unit `detail` shows. */
export interface ProgressState {
  label: string;
  done: number;
  total: number;
  detail: string;
  remainingMs: number | null;
}

export interface Progress {
  update: (state: ProgressState) => void;
  /** Takes the bar away and leaves one line in its place. */
  finish: (line: string) => void;
  /** Takes the bar away. */
  clear: () => void;
}

const REDRAW_MS = 50;
const PLAIN_LINE_MS = 5000;
const BAR_CELLS = 24;
const CLEAR_LINE = '\r\u001b[K';

const percent = ({ done, total }: ProgressState): string =>
  total > 0 ? `${Math.floor((100 * Math.min(done, total)) / total)} %` : '';

const remaining = ({ remainingMs }: ProgressState): string =>
  remainingMs === null ? '' : `, ${duration(remainingMs)} left`;

/** One line, not wider than the terminal. */
export const barLine = (state: ProgressState, terminalWidth: number): string => {
  const share = state.total > 0 ? Math.min(1, state.done / state.total) : 0;
  const filled = Math.round(share * BAR_CELLS);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)}`;
  const line = `${state.label} ${bar} ${percent(state).padStart(5)}  ${state.detail}${remaining(state)}`;
  return [...line].slice(0, Math.max(0, terminalWidth - 1)).join('');
};

const plainLine = (state: ProgressState): string =>
  `${state.label}: ${percent(state)}, ${state.detail}${remaining(state)}`;

const silent: Progress = { update: () => undefined, finish: () => undefined, clear: () => undefined };

/** A bar where stderr is a terminal; elsewhere a line every few seconds and one at the end of each part. */
export const createProgress = (io: Io, quiet: boolean): Progress => {
  if (quiet) return silent;
  let lastShown = io.stderrIsTerminal ? -Infinity : io.now();
  let barIsShown = false;
  const clear = (): void => {
    if (barIsShown) io.stderr(CLEAR_LINE);
    barIsShown = false;
  };
  return {
    update: (state) => {
      const now = io.now();
      if (now - lastShown < (io.stderrIsTerminal ? REDRAW_MS : PLAIN_LINE_MS)) return;
      lastShown = now;
      if (io.stderrIsTerminal) io.stderr(`${CLEAR_LINE}${barLine(state, io.terminalWidth())}`);
      else io.stderr(`${plainLine(state)}\n`);
      barIsShown = io.stderrIsTerminal;
    },
    finish: (line) => {
      clear();
      io.stderr(`${line}\n`);
    },
    clear,
  };
};

/** `1,204 of 5,000 steps` */
export const ofTotal = (done: number, total: number, noun: string): string =>
  `${count(done)} of ${count(total)} ${noun}`;
