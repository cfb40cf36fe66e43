import { join, resolve } from 'node:path';

/** The folder's name: that of the application. */
const NAME = 'fall-line';

export interface Surroundings {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  home: string;
}

/**
 * Where Fall Line keeps what is a person's own: FALL_LINE_HOME, or the folder that the window uses on this platform
 * (Electron's userData).
 */
export const dataFolder = ({ platform, env, home }: Surroundings): string => {
  const given = env['FALL_LINE_HOME'];
  if (given !== undefined && given !== '') return resolve(given);
  switch (platform) {
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), NAME);
    case 'darwin':
      return join(home, 'Library', 'Application Support', NAME);
    default:
      return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), NAME);
  }
};
