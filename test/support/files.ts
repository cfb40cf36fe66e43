import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RunningApp } from './app';

/** Writes a file into the test's folder and returns its path. */
export async function fileIn(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Rows of y = 3 x1 - 2 x2 + 1 for two columns that are not alike. */
export function planeCsv(nRows: number): string {
  const rows = Array.from({ length: nRows }, (_, i) => {
    const [x1, x2] = [i % 7, (i * 5) % 11];
    return `${x1},${x2},${3 * x1 - 2 * x2 + 1}`;
  });
  return `x1,x2,y\n${rows.join('\n')}\n`;
}

/**
 * Drops the file on the window. Playwright fills a file input with a File that has a path; that very File is
 * put into the drop, so that the preload finds its path as it does for a drop of the system.
 */
export async function dropFile(app: RunningApp, path: string): Promise<void> {
  const { page } = app;
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'dropped-by-a-test';
    document.body.append(input);
  });
  await page.setInputFiles('#dropped-by-a-test', path);
  const name = await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#dropped-by-a-test');
    const file = input?.files?.[0];
    if (!file) throw new Error('The input holds no file.');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    const target = document.querySelector('main');
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
    input.remove();
    return file.name;
  });
  if (name !== basename(path)) throw new Error(`${name} was dropped instead of ${path}.`);
}
