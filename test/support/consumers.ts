import { spawnSync } from 'node:child_process';

/** Programs that exports are run in; a test says so where one is not there. */

const succeeds = (command: string, args: string[]): boolean => spawnSync(command, args, { timeout: 30_000 }).status === 0;

const pythonWith = (packages: string): string | null =>
  ['/usr/bin/python3', 'python3'].find((program) => succeeds(program, ['-c', `import ${packages}`])) ?? null;

export interface Consumers {
  /** With numpy. */
  python: string | null;
  /** With scikit-learn. */
  sklearn: string | null;
  compiler: string | null;
}

const COMPILED = ['-std=c99', '-fsyntax-only', '-include', 'math.h', '-x', 'c', '/dev/null'];

export const findConsumers = (): Consumers => ({
  python: pythonWith('numpy'),
  sklearn: pythonWith('numpy, sklearn'),
  compiler: ['cc', 'gcc', 'clang'].find((program) => succeeds(program, COMPILED)) ?? null,
});

const WORDS: Record<keyof Consumers, string> = {
  python: 'Python 3 with numpy (Debian: python3-numpy)',
  sklearn: 'Python 3 with scikit-learn (Debian: python3-sklearn)',
  compiler: 'a C compiler (Debian: gcc libc6-dev)',
};

/** Prints why tests are left out, once for each program. */
export const reportMissing = (consumers: Consumers): void => {
  for (const name of Object.keys(WORDS) as (keyof Consumers)[]) {
    if (consumers[name] === null) console.warn(`Left out: exports are not run in ${WORDS[name]}, which this machine does not have.`);
  }
};
