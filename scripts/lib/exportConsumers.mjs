import { spawnSync } from 'node:child_process';
import { explain, Interrupted } from './failure.mjs';
import { isRoot } from './project.mjs';
import { hasApt, installPackages } from './systemLibraries.mjs';

const limitMs = 30_000;

/** @param {string} command @param {readonly string[]} args */
const succeeds = (command, args) => spawnSync(command, args, { timeout: limitMs }).status === 0;

/** @param {string} packages */
const pythonHas = (packages) =>
  ['/usr/bin/python3', 'python3'].some((program) => succeeds(program, ['-c', `import ${packages}`]));

/**
 * The programs that the tests run exports in, and the Debian packages that bring them.
 * @type {{ what: string, packages: string[], isThere: () => boolean }[]}
 */
const consumers = [
  { what: 'numpy', packages: ['python3-numpy'], isThere: () => pythonHas('numpy') },
  { what: 'scikit-learn', packages: ['python3-sklearn'], isThere: () => pythonHas('numpy, sklearn') },
  {
    what: 'a C compiler',
    packages: ['gcc', 'libc6-dev'],
    isThere: () => succeeds('cc', ['-std=c99', '-fsyntax-only', '-include', 'math.h', '-x', 'c', '/dev/null']),
  },
];

/**
 * Installs what the tests of the exports need besides Node, where that is possible without asking. It is for the tests
 * alone: where it is not to be had, they are left out, and say so.
 * @param {(message: string) => void} say
 */
export async function ensureExportConsumers(say) {
  if (process.platform !== 'linux') return;
  const missing = consumers.filter(({ isThere }) => !isThere());
  if (missing.length === 0) return;
  const words = missing.map(({ what }) => what);
  const packages = missing.flatMap((consumer) => consumer.packages);
  if (!isRoot || !hasApt()) {
    const remedy = hasApt() ? ` To run them: sudo apt-get install -y ${packages.join(' ')}` : '';
    say(`Tests that run exports in ${words.join(', ')} will be left out: not on this machine.${remedy}`);
    return;
  }
  try {
    await installPackages(words, packages, say, 'programs for tests of the exports');
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    say(`Tests that run exports in ${words.join(', ')} will be left out. ${explain(error)}`);
  }
}
