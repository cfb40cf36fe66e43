import type { Engine } from '../workers/engine/api';

/** Why a command is to end early: its exit code, and the line to say on stderr (null: nothing). */
export class Ending {
  constructor(
    readonly exitCode: number,
    readonly message: string | null,
  ) {}
}

/** Everything a command touches outside itself. */
export interface Io {
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  stderrIsTerminal: boolean;
  terminalWidth: () => number;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Aborted with an Ending. */
  signal: AbortSignal;
  openEngine: (maxWorkers?: number) => Promise<Engine>;
  version: () => string;
  /** Where what is kept of runs lies. */
  dataFolder: string;
  /** Show stacks of failures. */
  debug: boolean;
}
