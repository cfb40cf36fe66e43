import { spawn, type ChildProcess } from 'node:child_process';
import { FallLineError } from '../../core/schema';
import type { Control } from '../data/control';

const POLL_MS = 20;
const MAX_OUTPUT = 256 * 1024 * 1024;

export interface ChildOptions {
  folder: string;
  input?: string;
  limitMs: number;
}

export interface ChildEnd {
  /** null where it did not end by itself: it took too long, said too much, or could not be started. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** There is no such program. */
  isMissing: boolean;
}

/** A group of its own, so that what a program has started, as a compiler does, ends with it. */
const HAS_GROUPS = process.platform !== 'win32';

const end = (child: ChildProcess): void => {
  try {
    if (HAS_GROUPS && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended already.
  }
};

/** Runs a program to its end, without a shell. Cancelling ends it and throws FallLineError 'cancelled'; so does nothing else. */
export const runChild = (
  command: string,
  args: readonly string[],
  control: Control,
  { folder, input = '', limitMs }: ChildOptions,
): Promise<ChildEnd> =>
  new Promise((resolve, reject) => {
    control.check();
    const options = { cwd: folder, detached: HAS_GROUPS, windowsHide: true } as const;
    const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    const texts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    const endsAt = performance.now() + limitMs;
    let nBytes = 0;
    const timer = setInterval(() => {
      if (control.isCancelled() || performance.now() > endsAt) end(child);
    }, POLL_MS);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (part: Buffer) => {
        nBytes += part.length;
        if (nBytes > MAX_OUTPUT) end(child);
        else texts[name].push(part);
      });
    }
    const settle = (code: number | null, isMissing: boolean): void => {
      clearInterval(timer);
      if (control.isCancelled()) return reject(new FallLineError('cancelled', 'Cancelled.'));
      const [stdout, stderr] = [texts.stdout, texts.stderr].map((parts) => Buffer.concat(parts).toString('utf8'));
      resolve({ code, stdout: stdout!, stderr: stderr!, isMissing });
    };
    child.once('error', (error: NodeJS.ErrnoException) => settle(null, error.code === 'ENOENT' || error.code === 'EACCES'));
    child.once('close', (code) => settle(code, false));
    // It may end before it has read all: its exit code says so.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });

/** The last line that a program wrote, for a sentence. */
export const lastLine = ({ stderr, stdout }: ChildEnd): string =>
  (stderr.trim() || stdout.trim()).split('\n').at(-1)!.slice(0, 300);
