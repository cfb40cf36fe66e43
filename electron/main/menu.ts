import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, RecentFile } from '../contract';

export interface MenuOptions {
  recentFiles: RecentFile[];
  isDevelopment: boolean;
  onCommand: (command: MenuCommand) => void;
  onRecentFile: (path: string) => void;
  onClearRecentFiles: () => void;
}

const isMac = process.platform === 'darwin';
const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Shows the application menu; called again whenever the list of recent files changes. */
export function showMenu(options: MenuOptions): void {
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    fileMenu(options),
    { role: 'editMenu' },
    runMenu(options),
    viewMenu(options),
    helpMenu(options),
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

const fileMenu = ({
  recentFiles,
  onCommand,
  onRecentFile,
  onClearRecentFiles,
}: MenuOptions): MenuItemConstructorOptions => ({
  label: '&File',
  submenu: [
    { label: '&Open…', accelerator: 'CmdOrCtrl+O', click: () => onCommand('open') },
    {
      label: 'Open &Recent',
      enabled: recentFiles.length > 0,
      submenu: [
        ...recentFiles.map(({ path, fileName }) => ({
          // A single ampersand would mark a key.
          label: fileName.replaceAll('&', '&&'),
          toolTip: path,
          click: () => onRecentFile(path),
        })),
        separator,
        { label: 'Clear List', click: onClearRecentFiles },
      ],
    },
    { label: 'Open &Model…', click: () => onCommand('open-model') },
    separator,
    { label: '&Export…', accelerator: 'CmdOrCtrl+E', click: () => onCommand('export') },
    separator,
    isMac ? { role: 'close' } : { role: 'quit' },
  ],
});

/** The window acts on these keys itself, where no text is being typed; the menu only tells of them. */
const runMenu = ({ onCommand }: MenuOptions): MenuItemConstructorOptions => {
  const item = (label: string, key: string, command: MenuCommand): MenuItemConstructorOptions => ({
    label,
    // macOS has no accelerator that is shown only.
    ...(isMac ? {} : { accelerator: key, registerAccelerator: false }),
    click: () => onCommand(command),
  });
  return {
    label: '&Run',
    submenu: [
      item('Run or Pause', 'Space', 'run-pause'),
      item('Single Step', '.', 'step'),
      item('Reset', 'R', 'reset'),
    ],
  };
};

const helpMenu = ({ onCommand }: MenuOptions): MenuItemConstructorOptions => ({
  role: 'help',
  submenu: [
    { label: 'Keyboard', click: () => onCommand('show-keys') },
    { label: 'Self-Test…', click: () => onCommand('self-test') },
    separator,
    { label: 'About Fall Line', click: () => app.showAboutPanel() },
  ],
});

const viewMenu = ({ isDevelopment, onCommand }: MenuOptions): MenuItemConstructorOptions => ({
  label: '&View',
  submenu: [
    { label: 'Data', accelerator: 'CmdOrCtrl+1', click: () => onCommand('show-data') },
    { label: 'Train', accelerator: 'CmdOrCtrl+2', click: () => onCommand('show-train') },
    { label: 'Understand', accelerator: 'CmdOrCtrl+3', click: () => onCommand('show-understand') },
    { label: 'Evaluate', accelerator: 'CmdOrCtrl+4', click: () => onCommand('show-evaluate') },
    { label: 'Predict', accelerator: 'CmdOrCtrl+5', click: () => onCommand('show-predict') },
    { label: 'Export', accelerator: 'CmdOrCtrl+6', click: () => onCommand('show-export') },
    { label: 'Runs', accelerator: 'CmdOrCtrl+7', click: () => onCommand('show-runs') },
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    separator,
    ...(isDevelopment ? [{ role: 'reload' as const }] : []),
    { role: 'toggleDevTools' },
  ],
});
