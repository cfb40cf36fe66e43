import { open } from 'node:fs/promises';

const HEAD_BYTES = 4_096;

/** What a file is, by its beginning: models and recipes name their format in it; anything else is data. */
export async function fileKind(path: string): Promise<'data' | 'model' | 'recipe'> {
  const file = await open(path, 'r').catch(() => null);
  // The import says what is wrong with it.
  if (!file) return 'data';
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const format = /"format"\s*:\s*"fall-line-(model|recipe)"/.exec(buffer.toString('utf8', 0, bytesRead))?.[1];
    return format === 'model' || format === 'recipe' ? format : 'data';
  } finally {
    await file.close();
  }
}
