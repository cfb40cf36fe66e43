import { join } from 'node:path';
import { app } from 'electron';
import type { RecentFile } from '../contract';
import type { Emit } from './appEvents';
import { createApprovedPaths, type ApprovedPaths } from './files/approvedPaths';
import { openRecentFiles, type RecentFiles } from './files/recentFiles';
import { showMenu } from './menu';
import type { Start } from './start';

/** The files a person has named, the menu that lists the latest, and what opens one from outside the window. */
export interface Documents {
  approved: ApprovedPaths;
  recentFiles: RecentFiles;
  open(path: string): void;
}

export async function openDocuments({ given, layout }: Start, emit: Emit): Promise<Documents> {
  const approved = createApprovedPaths();
  if (given.file !== null) approved.approve(given.file);

  const open = (path: string): void => emit('file/open', { path: approved.approve(path) });
  const list = (files: RecentFile[]): void => {
    for (const { path } of files) approved.approve(path);
    showMenu({
      recentFiles: files,
      isDevelopment: !layout.isArchived,
      onCommand: (command) => emit('menu/command', { command }),
      onRecentFile: open,
      onClearRecentFiles: () => void recentFiles.clear(),
    });
  };
  const recentFiles = await openRecentFiles(join(app.getPath('userData'), 'recent.json'), list);
  list(recentFiles.list());
  return { approved, recentFiles, open };
}
