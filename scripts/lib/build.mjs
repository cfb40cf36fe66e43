import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { run } from './processes.mjs';
import { commandOf, outFolder, root } from './project.mjs';
import { compareStamp, hashFiles, markFiles } from './sources.mjs';

const stampFile = join(outFolder, '.build-stamp');
const kernelFile = join(outFolder, 'wasm', 'kernels.wasm');

const markSources = () => {
  const configs = readdirSync(root).filter((name) =>
    /^(tsconfig.*\.json|electron\.vite\.config\.ts)$/.test(name),
  );
  const fixed = [
    'electron',
    'renderer',
    'workers',
    'cli',
    'package.json',
    'package-lock.json',
    'scripts/lib/build.mjs',
  ];
  return markFiles(root, [...fixed, ...configs]);
};

// Others keep things in `out` too: the bundle of the benchmarks.
const markOutputs = () =>
  markFiles(
    root,
    ['main', 'preload', 'renderer', 'wasm'].map((name) => `out/${name}`),
  );

/** Whether `out` holds the build of the present sources. */
export function isBuilt() {
  const sources = markSources();
  const outputs = markOutputs();
  /** @type {import('./sources.mjs').BuildStamp} */
  let stamp;
  try {
    stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return false;
  }
  const state = compareStamp(root, stamp, sources, outputs);
  if (state === 'touched') {
    try {
      writeFileSync(stampFile, JSON.stringify({ ...stamp, sources }));
    } catch {
      // A read-only project is compared by content each time.
    }
  }
  return state !== 'stale';
}

/** Forgets the last build, so that the next command builds again. */
export function forgetBuild() {
  rmSync(stampFile, { force: true });
}

/** @param {string} what @param {readonly string[]} args */
async function step(what, args) {
  const { code, output } = await run(process.execPath, args, { cwd: root, capture: true });
  if (code === 0) return;
  const report = output
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n')
    .trim();
  throw new Failure(
    `${report}\n\n${what} failed (see above). Mend the source it names, then run the same command again.`,
  );
}

/** Compiles the AssemblyScript kernels to `out/wasm/kernels.wasm`. */
export async function buildKernels() {
  mkdirSync(join(outFolder, 'wasm'), { recursive: true });
  const entry = 'workers/wasm/assembly/index.ts';
  await step('Compiling the kernels', [
    commandOf('assemblyscript', 'asc'),
    entry,
    '--config',
    'workers/wasm/asconfig.json',
  ]);
  if (!existsSync(kernelFile)) {
    throw new Failure(
      `The kernels were not written to ${kernelFile}. Check outFile in workers/wasm/asconfig.json.`,
    );
  }
}

/**
 * Builds kernels, main process, preload, renderer and command line into `out`, and notes of which sources.
 */
export async function build() {
  forgetBuild();
  // Read before compiling: a file changed meanwhile makes the next command build again.
  const sources = markSources();
  const hash = hashFiles(root, sources);
  await buildKernels();
  await step('The build', [commandOf('electron-vite'), 'build', '--logLevel', 'warn']);
  writeFileSync(stampFile, JSON.stringify({ hash, sources, outputs: markOutputs() }));
}
