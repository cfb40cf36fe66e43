import { readFileSync } from 'node:fs';
import { availableParallelism, homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { FallLineError } from '../workers/core/schema';
import { writeFailure } from '../workers/engine/files/writeFailure';
import { dataFolder } from '../workers/engine/store/dataFolder';
import { Ending, type Io } from './io';

/** The built files lie in out/main beside this one, package.json two folders up. */
const outDirectory = import.meta.dirname;

const readVersion = (): string => {
  const text = readFileSync(join(outDirectory, '../../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};

/** A reader that has gone ends the command quietly, anything else with a message. */
const endingOf = (error: NodeJS.ErrnoException): Ending => {
  if (error.code === 'EPIPE' || error.code === 'EOF') return new Ending(0, null);
  const failure = writeFailure('stdout', error);
  return new Ending(1, failure instanceof FallLineError ? failure.message : error.message);
};

const writer = (
  stream: NodeJS.WriteStream,
  onClosed: (error: NodeJS.ErrnoException) => void,
): ((text: string) => void) => {
  let closed = false;
  stream.on('error', (error) => {
    closed = true;
    onClosed(error);
  });
  return (text) => {
    if (!closed) stream.write(text);
  };
};

/**
 * The command line's view of this process. A second Ctrl+C ends it at once, since each signal is caught only
 * once.
 */
export const processIo = (): Io => {
  const controller = new AbortController();
  const end = (ending: Ending) => (): void => controller.abort(ending);
  process.once('SIGINT', end(new Ending(130, 'Cancelled.')));
  process.once('SIGTERM', end(new Ending(143, 'Ended by the system.')));
  process.once('SIGHUP', end(new Ending(129, null)));
  return {
    stdout: writer(process.stdout, (error) => controller.abort(endingOf(error))),
    stderr: writer(process.stderr, () => undefined),
    stderrIsTerminal: process.stderr.isTTY,
    terminalWidth: () => process.stderr.columns,
    now: () => performance.now(),
    signal: controller.signal,
    version: readVersion,
    dataFolder: dataFolder({ platform: process.platform, env: process.env, home: homedir() }),
    debug: process.env['FALL_LINE_DEBUG'] === '1',
    // Loaded when first needed: help and wrong use answer without it.
    openEngine: async (maxWorkers) => {
      const { createEngine } = await import('../workers/engine');
      return createEngine({
        tasksDirectory: join(outDirectory, 'tasks'),
        kernelPath: join(outDirectory, '../wasm/kernels.wasm'),
        scratchDirectory: tmpdir(),
        maxWorkers: Math.max(maxWorkers ?? 1, availableParallelism()),
        applicationVersion: readVersion(),
        now: () => new Date(),
      });
    },
  };
};
