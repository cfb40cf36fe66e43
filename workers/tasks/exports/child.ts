import { spawn } from 'node:child_process';
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

/** Runs a program to its end, without a shell. Cancelling ends it and throws FallLineError 'cancelled'; so does nothing else. */
export const runChild = (
  command: string,
  args: readonly string[],
  control: Control,
  { folder, input = '', limitMs }: ChildOptions,
): Promise<ChildEnd> =>
  new Promise((resolve, reject) => {
    control.check();
    const child = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    const texts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    const endsAt = performance.now() + limitMs;
    let nBytes = 0;
    const timer = setInterval(() => {
      if (control.isCancelled() || performance.now() > endsAt) child.kill('SIGKILL');
    }, POLL_MS);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (part: Buffer) => {
        nBytes += part.length;
        if (nBytes > MAX_OUTPUT) child.kill('SIGKILL');
        else texts[name].push(part);
      });
    }
    const end = (code: number | null, isMissing: boolean): void => {
      clearInterval(timer);
      if (control.isCancelled()) return reject(new FallLineError('cancelled', 'Cancelled.'));
      const [stdout, stderr] = [texts.stdout, texts.stderr].map((parts) => Buffer.concat(parts).toString('utf8'));
      resolve({ code, stdout: stdout!, stderr: stderr!, isMissing });
    };
    child.once('error', (error: NodeJS.ErrnoException) => end(null, error.code === 'ENOENT' || error.code === 'EACCES'));
    child.once('close', (code) => end(code, false));
    // It may end before it has read all: its exit code says so.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });

/** The last line that a program wrote, for a sentence. */
export const lastLine = ({ stderr, stdout }: ChildEnd): string =>
  (stderr.trim() || stdout.trim()).split('\n').at(-1)!.slice(0, 300);
