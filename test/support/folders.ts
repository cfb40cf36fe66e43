import { mkdtempSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the running test's own, gone when it ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fall-line-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The same at once. */
export function temporaryFolderNow(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fall-line-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
