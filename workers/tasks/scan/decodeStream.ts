import { FallLineError, type TextEncoding } from '../../core/schema';
import { utf16Order } from '../data/detectFile';

const labelOf = (encoding: TextEncoding, head: Buffer): string => {
  if (encoding !== 'utf-16') return encoding === 'latin-1' ? 'windows-1252' : 'utf-8';
  return utf16Order(head) ?? 'utf-16le';
};

const wrong = (encoding: TextEncoding): FallLineError =>
  new FallLineError('file-not-supported', `The file is not ${encoding}. Choose another encoding.`);

/** Decodes chunks to UTF-8, without a byte order mark. */
export async function* decodeChunks(chunks: AsyncIterable<Buffer>, encoding: TextEncoding): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  const decode = (chunk: Buffer | null): Buffer => {
    try {
      return Buffer.from(chunk ? decoder!.decode(chunk, { stream: true }) : decoder!.decode(), 'utf8');
    } catch {
      throw wrong(encoding);
    }
  };
  for await (const chunk of chunks) {
    // Plain letters of UTF-16 have a zero byte each, if only those of line ends and delimiters.
    if (!decoder && encoding === 'utf-16' && !chunk.includes(0)) throw wrong(encoding);
    decoder ??= new TextDecoder(labelOf(encoding, chunk), { fatal: true });
    yield decode(chunk);
  }
  if (decoder) yield decode(null);
}
