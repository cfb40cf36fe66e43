import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';
import { layoutOf, type Layout } from './layout';
import { developmentOrigin, type DevelopmentOrigin } from './origins';
import { parseStartArguments, type StartArguments } from './startArguments';

/** What is known before anything is set up. */
export interface Start {
  layout: Layout;
  version: string;
  development: DevelopmentOrigin;
  given: StartArguments;
  /** Reads the command line of another instance as this one's was read. */
  parse(argv: readonly string[], workingDirectory: string): StartArguments;
}

const versionOf = (root: string): string => {
  const description: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version = typeof description === 'object' && description && 'version' in description && description.version;
  return typeof version === 'string' ? version : 'unknown';
};

/** `mainDirectory` is the folder of the built main entry. */
export function readStart(mainDirectory: string): Start {
  const layout = layoutOf(mainDirectory);
  const applicationPaths = [app.getAppPath(), layout.root, mainDirectory, join(mainDirectory, 'index.js')];
  const parse: Start['parse'] = (argv, workingDirectory) =>
    parseStartArguments(argv, workingDirectory, applicationPaths);
  return {
    layout,
    version: versionOf(layout.root),
    development: developmentOrigin(layout.isArchived, process.env['ELECTRON_RENDERER_URL']),
    given: parse(process.argv, process.cwd()),
    parse,
  };
}

/** Own folder for settings where the command line names one: another instance then runs beside the ordinary one. */
export function useGivenUserData(): void {
  const folder = app.commandLine.getSwitchValue('user-data-dir');
  if (folder !== '') app.setPath('userData', resolve(folder));
}

/** Where runs are kept: the folder that the command line names, else FALL_LINE_HOME, else that of the settings. */
export const dataFolderOf = (userData: string): string => {
  const home = process.env['FALL_LINE_HOME'];
  return app.commandLine.getSwitchValue('user-data-dir') !== '' || !home ? userData : resolve(home);
};
