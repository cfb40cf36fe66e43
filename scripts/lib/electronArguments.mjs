import { isRoot } from './project.mjs';

const onlyWayland = Boolean(process.env.WAYLAND_DISPLAY) && !process.env.DISPLAY;

/** Switches that depend on the machine: as root Chromium's sandbox cannot work, and its default is X11. */
export const electronSwitches = [
  ...(isRoot ? ['--no-sandbox'] : []),
  ...(onlyWayland ? ['--ozone-platform=wayland'] : []),
];

export const rootNote =
  "Running as root, where Chromium's sandbox cannot work: Electron gets --no-sandbox. Use an ordinary " +
  'account for daily work.';

/** The environment of an Electron child, without the variable that would turn it into a plain Node. */
export function electronEnvironment(/** @type {NodeJS.ProcessEnv} */ env) {
  const rest = { ...env };
  delete rest['ELECTRON_RUN_AS_NODE'];
  return rest;
}

/**
 * How a test or benchmark is told which Electron to start, and how.
 * @param {string} executable
 */
export const electronVariables = (executable) => ({
  FALL_LINE_ELECTRON: executable,
  FALL_LINE_ELECTRON_ARGS: electronSwitches.join(' '),
});
