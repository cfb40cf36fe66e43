import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { FallLineApi } from '../../electron/contract';

declare global {
  interface Window {
    api: FallLineApi;
  }
}

export interface RunningApp {
  electron: ElectronApplication;
  page: Page;
  /** Folder for the files of this test; removed at the end. */
  folder: string;
  /** What the page and the main process wrote as errors so far. */
  errors: string[];
  /** The next open dialogs answer with these paths in turn, and with a closed dialog after that. */
  chooseInOpenDialog(...paths: string[]): Promise<void>;
  chooseInSaveDialog(...paths: string[]): Promise<void>;
  /** Clicks an item of the application menu, named by its labels from the top. */
  clickMenu(...labels: string[]): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Further arguments, such as a file to open. */
  args?: string[];
  /** To come back to the settings of an earlier launch. */
  userData?: string;
  /** Changes to the environment. */
  env?: Record<string, string>;
}

/** The built application: the project, unless FALL_LINE_APP names another folder with `out/` in it. */
const applicationFolder = resolve(process.env['FALL_LINE_APP'] ?? join(import.meta.dirname, '..', '..'));
const CLOSE_BOUND_MS = 10_000;

const runtimeArguments = (): string[] => (process.env['FALL_LINE_ELECTRON_ARGS'] ?? '').split(' ').filter(Boolean);

const environment = (changes: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...process.env, ...changes }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** How the built application is started, followed by arguments of one's own. */
export function appCommand(args: string[]): { executablePath: string; args: string[] } {
  const executablePath = process.env['FALL_LINE_ELECTRON'];
  if (!executablePath) {
    throw new Error('FALL_LINE_ELECTRON names no Electron executable. Run the tests with npm test.');
  }
  return { executablePath, args: [...runtimeArguments(), applicationFolder, ...args] };
}

/** Starts the built application in a real Electron with settings of its own. */
export async function launchApp({ args = [], userData, env = {} }: LaunchOptions = {}): Promise<RunningApp> {
  const folder = await mkdtemp(join(tmpdir(), 'fall-line-ui-'));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  const electron = await _electron
    .launch({
      ...appCommand([`--user-data-dir=${userData ?? join(folder, 'userData')}`, ...args]),
      env: environment(env),
      // Playwright would otherwise hold every page to light, whatever the application says.
      colorScheme: null,
      timeout: 60_000,
    })
    .catch(async (error: unknown) => {
      await removeFolder();
      throw error;
    });
  // Playwright no longer knows it once the application has ended by itself.
  const child = electron.process();
  const close = async (): Promise<void> => {
    await closeElectron(electron, child);
    await removeFolder();
  };
  try {
    const page = await electron.firstWindow({ timeout: 60_000 });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.waitForLoadState('load');
    return {
      electron,
      page,
      folder,
      errors,
      chooseInOpenDialog: (...paths) => stubOpenDialog(electron, paths),
      chooseInSaveDialog: (...paths) => stubSaveDialog(electron, paths),
      clickMenu: (...labels) => clickMenu(electron, labels),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs a test in an application of its own, which is gone afterwards whatever happens. */
export async function withApp(options: LaunchOptions, test: (app: RunningApp) => Promise<void>): Promise<void> {
  const app = await launchApp(options);
  try {
    await test(app);
  } finally {
    await app.close();
  }
}

/** Asks it to quit, and ends the process where it does not. */
async function closeElectron(electron: ElectronApplication, child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const bound = setTimeout(() => child.kill('SIGKILL'), CLOSE_BOUND_MS);
  await electron.close().catch(() => child.kill('SIGKILL'));
  clearTimeout(bound);
}

const stubOpenDialog = (electron: ElectronApplication, paths: string[]): Promise<void> =>
  electron.evaluate(({ dialog }, answers) => {
    const left = [...answers];
    dialog.showOpenDialog = () => {
      const path = left.shift();
      return Promise.resolve({ canceled: path === undefined, filePaths: path === undefined ? [] : [path] });
    };
  }, paths);

const stubSaveDialog = (electron: ElectronApplication, paths: string[]): Promise<void> =>
  electron.evaluate(({ dialog }, answers) => {
    const left = [...answers];
    dialog.showSaveDialog = () => {
      const path = left.shift();
      return Promise.resolve({ canceled: path === undefined, filePath: path ?? '' });
    };
  }, paths);

const clickMenu = (electron: ElectronApplication, labels: string[]): Promise<void> =>
  electron.evaluate(({ Menu, BrowserWindow }, path) => {
    let items = Menu.getApplicationMenu()?.items ?? [];
    for (const [depth, label] of path.entries()) {
      const item = items.find((candidate) => candidate.label.replace('&', '') === label);
      if (!item) throw new Error(`The menu has no item "${label}".`);
      if (depth === path.length - 1) item.click(undefined, BrowserWindow.getAllWindows()[0]);
      items = item.submenu?.items ?? [];
    }
  }, labels);
