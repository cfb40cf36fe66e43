import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** Some 10,000 lines of a usual table: types are checked on all of it. */
const HEAD_BYTES = 2_097_152;
const GZIP_MAGIC = [0x1f, 0x8b];

export interface Head {
  bytes: Buffer;
  /** The bytes are the whole file. */
  isWhole: boolean;
}

export const isGzip = (bytes: Uint8Array): boolean => GZIP_MAGIC.every((byte, i) => bytes[i] === byte);

/** The first bytes of a file, unpacked. A file that is damaged behind them does not matter here. */
export const readHead = async (path: string, compressed: boolean, limit = HEAD_BYTES): Promise<Head> => {
  const file = createReadStream(path);
  const unpacked = compressed ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => unpacked.destroy(error));
  const parts: Buffer[] = [];
  let held = 0;
  try {
    for await (const part of unpacked as AsyncIterable<Buffer>) {
      parts.push(part);
      held += part.length;
      if (held > limit) return { bytes: Buffer.concat(parts).subarray(0, limit), isWhole: false };
    }
    return { bytes: Buffer.concat(parts), isWhole: true };
  } catch (error) {
    // The scan of the whole file tells where the damage is; what came before it can be shown.
    if (compressed && held > 0) return { bytes: Buffer.concat(parts), isWhole: false };
    throw error;
  } finally {
    file.destroy();
    unpacked.destroy();
  }
};
