import { dialog, type BrowserWindow, type FileFilter } from 'electron';

const ALL_FILES: FileFilter = { name: 'All files', extensions: ['*'] };
const DATA_FILES: FileFilter = {
  name: 'Data files',
  extensions: ['csv', 'tsv', 'txt', 'gz', 'parquet', 'json', 'jsonl', 'ndjson'],
};
export const JSON_FILES: FileFilter = { name: 'JSON', extensions: ['json'] };
export const CSV_FILES: FileFilter = { name: 'CSV', extensions: ['csv'] };
export const PARQUET_FILES: FileFilter = { name: 'Parquet', extensions: ['parquet'] };
export const PNG_FILES: FileFilter = { name: 'PNG image', extensions: ['png'] };
export const SVG_FILES: FileFilter = { name: 'SVG image', extensions: ['svg'] };

/** Each returns an absolute path, or null where the person closed the dialog. */
export interface Dialogs {
  chooseData(): Promise<string | null>;
  chooseModel(): Promise<string | null>;
  chooseRecipe(): Promise<string | null>;
  /** The first of the filters is the one it begins with. */
  chooseDestination(title: string, defaultPath: string, ...filters: FileFilter[]): Promise<string | null>;
}

export function createDialogs(window: () => BrowserWindow | null): Dialogs {
  const open = async (title: string, filters: FileFilter[]): Promise<string | null> => {
    const parent = window();
    const options = { title, filters, properties: ['openFile' as const] };
    const result = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
    return result.canceled ? null : (result.filePaths[0] ?? null);
  };
  return {
    chooseData: () => open('Open data', [DATA_FILES, ALL_FILES]),
    chooseModel: () => open('Open model', [JSON_FILES, ALL_FILES]),
    chooseRecipe: () => open('Open recipe', [JSON_FILES, ALL_FILES]),
    chooseDestination: async (title, defaultPath, ...filters) => {
      const parent = window();
      const options = { title, defaultPath, filters: [...filters, ALL_FILES] };
      const result = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
      return result.canceled || result.filePath === '' ? null : result.filePath;
    },
  };
}
