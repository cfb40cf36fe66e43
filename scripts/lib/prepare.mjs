import { hasDisplay } from './display.mjs';
import { ensureElectron } from './electronRuntime.mjs';
import { ensureCompiled, ensureInstalled } from './ensureBuilt.mjs';
import { checkSandbox, ensureSystemLibraries } from './systemLibraries.mjs';

export const say = (/** @type {string} */ message) => console.log(message);

/**
 * Packages, an Electron runtime and its system libraries.
 * @returns {Promise<import('./electronRuntime.mjs').ElectronRuntime>}
 */
export async function prepareElectron() {
  await ensureInstalled(say);
  const runtime = await ensureElectron(say);
  await ensureSystemLibraries(runtime.executable, !hasDisplay(), say);
  checkSandbox(runtime.executable);
  return runtime;
}

/** Everything the window needs: what `prepareElectron` sees to, and the built application. */
export async function prepare() {
  const runtime = await prepareElectron();
  await ensureCompiled(say);
  return runtime;
}
