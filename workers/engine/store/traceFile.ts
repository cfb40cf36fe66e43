import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FallLineError } from '../../core/schema';
import type { KeptRecords } from '../../core/keptRuns/keptTrace';

/**
 * The records of a trace as they are, little-endian float64 behind a header: the magic word with the version, then as float64 the
 * stride and the length of a record. Its name holds the stride: where the stride of a run doubles, a new file is made and the old
 * one stays until a checkpoint goes with the new one. While the stride lasts, records are only ever added, so that what a reader
 * finds is whole but for the last record, which it leaves out.
 */
const MAGIC = Buffer.from('FLTRACE1');
const HEADER_BYTES = 24;
/** As long as the longest trace of a run: workers/core/training/trace.ts. */
const MOST_BYTES = 1024 * 2 ** 20;

const NAME = /^trace-(\d{1,16})\.f64$/;
export const traceName = (stride: number): string => `trace-${stride}.f64`;

/** Strides of the trace files in the folder of a run, the largest first. */
export const strides = async (folder: string): Promise<number[]> =>
  (await readdir(folder)).flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number).sort((a, b) => b - a);

export const encodeTrace = ({ stride, recordLength, records }: KeptRecords): Uint8Array[] => [
  MAGIC,
  bytesOf(Float64Array.of(stride, recordLength)),
  bytesOf(records),
];

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array<ArrayBuffer>): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);

/** Adds records behind the first `count`; what a writer before left half done is written over. */
export const appendRecords = async (path: string, count: number, { recordLength, records }: KeptRecords): Promise<void> => {
  const file = await open(path, 'r+');
  try {
    const at = HEADER_BYTES + 8 * count * recordLength;
    await file.truncate(at);
    await file.write(bytesOf(records), 0, 8 * records.length, at);
    await file.sync();
  } finally {
    await file.close();
  }
};

const damaged = (): FallLineError =>
  new FallLineError('file-damaged', 'The curves of the run are damaged. Its settings and last figures can still be seen.');

/** At most `count` records where that is given. Throws FallLineError 'file-damaged' where it is no trace, or has fewer. */
export const readTrace = async (folder: string, stride: number, count: number | null): Promise<KeptRecords> => {
  const bytes = await readFile(join(folder, traceName(stride)));
  if (bytes.length < HEADER_BYTES || bytes.length > MOST_BYTES || !bytes.subarray(0, 8).equals(MAGIC)) throw damaged();
  const header = [bytes.readDoubleLE(8), bytes.readDoubleLE(16)];
  const [, recordLength] = header;
  if (header[0] !== stride || !Number.isSafeInteger(recordLength) || recordLength! < 10) throw damaged();
  const n = Math.floor((bytes.length - HEADER_BYTES) / (8 * recordLength!));
  if (count !== null && n < count) throw damaged();
  const end = HEADER_BYTES + 8 * recordLength! * (count ?? n);
  const records = new Float64Array(new Uint8Array(bytes.subarray(HEADER_BYTES, end)).buffer);
  return { stride, recordLength: recordLength!, records };
};
