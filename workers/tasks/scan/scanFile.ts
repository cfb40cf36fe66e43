import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { createRecordScanner, type RecordScanner } from '../../core/design/recordScanner';
import type { Control } from '../data/control';
import { decodeChunks } from './decodeStream';
import type { ScanReport, ScanRequest } from './messages';
import { createUtf8Check } from './utf8Check';

const CHUNK_BYTES = 1_048_576;

const damageOf = (error: unknown): string | null => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return 'it ends before its packed data does';
  return code?.startsWith('Z_') ? 'its packed data is damaged' : null;
};

/** Reads a file once, from beginning to end, and tells what DuckDB does not: hash, damage, lines, records, encoding. */
export const scanFile = async (request: ScanRequest, control: Control): Promise<ScanReport> => {
  const { path, compressed, rules, wanted, decodeTo } = request;
  const { size } = await stat(path);
  const hash = createHash('sha256');
  const scanner: RecordScanner | null = rules && createRecordScanner(rules, wanted ?? undefined);
  const utf8 = createUtf8Check();
  const copy = decodeTo && (await open(decodeTo.path, 'w'));
  let done = 0;

  async function* counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      control.check();
      hash.update(chunk);
      done += chunk.length;
      control.report(done, size);
      yield chunk;
    }
  }
  const take = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of decodeTo ? decodeChunks(chunks, decodeTo.encoding) : chunks) {
      control.check();
      if (!scanner) continue;
      if (!decodeTo) utf8.push(chunk, scanner.line);
      scanner.push(chunk);
      await copy?.appendFile(chunk);
    }
  };
  let damage: string | null = null;
  try {
    const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    if (compressed) await pipeline(file, counted, createGunzip({ chunkSize: CHUNK_BYTES }), take);
    else await pipeline(file, counted, take);
  } catch (error) {
    damage = damageOf(error);
    if (damage === null) throw error;
  } finally {
    await copy?.close();
  }
  return {
    sha256: hash.digest('hex'),
    damage,
    invalidUtf8Line: scanner && !decodeTo ? utf8.finish() : null,
    text: scanner?.finish() ?? null,
  };
};
