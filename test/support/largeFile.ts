import { open } from 'node:fs/promises';

const ROWS_PER_BLOCK = 20_000;
const nothing = 'x'.repeat(24);

/** Writes a CSV of about that many bytes, quickly: the same rows over and over, of two numbers and a text. */
export async function writeLargeCsv(path: string, bytes: number): Promise<void> {
  const rows = Array.from(
    { length: ROWS_PER_BLOCK },
    (_, i) => `${i % 1009},${(i * 7) % 997}.25,${nothing}\n`,
  );
  const block = Buffer.from(rows.join(''));
  const file = await open(path, 'w');
  try {
    await file.write('x,y,filler\n');
    for (let written = 0; written < bytes; written += block.length) await file.write(block);
  } finally {
    await file.close();
  }
}
