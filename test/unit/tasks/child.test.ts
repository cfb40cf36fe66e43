import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { NO_CONTROL, type Control } from '../../../workers/tasks/data/control';
import { lastLine, runChild } from '../../../workers/tasks/exports/child';

const folder = tmpdir();
const node = (script: string, limitMs = 30_000, control: Control = NO_CONTROL, input = '') =>
  runChild(process.execPath, ['-e', script], control, { folder, limitMs, input });

/** Work that is called off after it has asked so many times whether it is. */
const cancelledAfter = (nAsked: number): Control => {
  let asked = 0;
  return { ...NO_CONTROL, isCancelled: () => ++asked > nAsked };
};

const FOREVER = 'setInterval(() => undefined, 1000)';

describe('a program that runs an export', () => {
  it('gets its input, and answers with what it wrote and its exit code', async () => {
    const end = await node('process.stdin.pipe(process.stdout); console.error("first\\nlast"); process.exitCode = 3', 30_000, NO_CONTROL, 'in ü');
    expect(end).toEqual({ code: 3, stdout: 'in ü', stderr: 'first\nlast\n', isMissing: false });
    expect(lastLine(end)).toBe('last');
  });

  it('may be missing', async () => {
    const end = await runChild('no-such-program-here', [], NO_CONTROL, { folder, limitMs: 30_000 });
    expect(end).toMatchObject({ code: null, isMissing: true });
  });

  it('is ended when its time is over', async () => {
    expect(await node(FOREVER, 200)).toMatchObject({ code: null, isMissing: false });
  });

  it.skipIf(process.platform === 'win32')('is ended with all it has started when the work is called off', async () => {
    // The grandchild holds the pipe: the end of the child alone would not end this.
    const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(FOREVER)}], { stdio: 'inherit' }); ${FOREVER}`;
    await expect(node(script, 60_000, cancelledAfter(20))).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('that does not read its input is no failure', async () => {
    expect(await node('process.exit(0)', 30_000, NO_CONTROL, 'x'.repeat(4_000_000))).toMatchObject({ code: 0 });
  });
});
