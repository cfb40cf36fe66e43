import { createHash } from 'node:crypto';
import { FallLineError } from '../../core/schema';
import { MOST_SAVED_BYTES } from '../../core/training/savedState';
import type { Checkpoint, TracePosition } from '../training/keepsake';

/**
 * A checkpoint as bytes: the magic word with the version, SHA-256 of all that follows, then little-endian float64: step, stride and
 * number of the trace's records, learning rate, number of rate changes, number of arrays, the length of each, the pairs of rate
 * changes, and the arrays one after the other. Fall Line runs on little-endian machines alone.
 */
const MAGIC = Buffer.from('FLCKPT01');
const HASH_BYTES = 32;
const HEAD_BYTES = MAGIC.length + HASH_BYTES;
const FIXED = 6;
/** With the rate changes, of which there are at most 4 MiB. */
export const MOST_CHECKPOINT_BYTES = MOST_SAVED_BYTES + 8 * 2 ** 20;

export interface KeptCheckpoint {
  checkpoint: Checkpoint;
  trace: TracePosition;
}

const hashOf = (body: Uint8Array): Buffer => createHash('sha256').update(body).digest();

export const encodeCheckpoint = ({ checkpoint, trace }: KeptCheckpoint): Buffer => {
  const { step, arrays, rateChanges, learningRate } = checkpoint;
  const fixed = [step, trace.stride, trace.count, learningRate, rateChanges.length, arrays.length];
  const parts = [Float64Array.from([...fixed, ...arrays.map(({ length }) => length)]), rateChanges, ...arrays];
  const body = Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)));
  return Buffer.concat([MAGIC, hashOf(body), body]);
};

const damaged = (): FallLineError =>
  new FallLineError('file-damaged', 'The checkpoint of the run is damaged, so that it cannot go on. Start it anew with its settings.');

const isCount = (value: number | undefined): value is number => Number.isSafeInteger(value) && value! >= 0;

/** Throws FallLineError 'file-damaged' where the bytes are not what was written. */
export const decodeCheckpoint = (bytes: Buffer): KeptCheckpoint => {
  const body = bytes.subarray(HEAD_BYTES);
  const isWhole = bytes.subarray(0, MAGIC.length).equals(MAGIC) && bytes.subarray(MAGIC.length, HEAD_BYTES).equals(hashOf(body));
  if (!isWhole || body.length % 8 !== 0 || body.length < 8 * FIXED) throw damaged();
  // A copy begins where float64 may begin.
  const numbers = new Float64Array(new Uint8Array(body).buffer);
  const [step, stride, count, learningRate = NaN, nRates, nArrays] = numbers;
  if (![step, stride, count, nRates, nArrays].every(isCount)) throw damaged();
  const lengths = [...numbers.subarray(FIXED, FIXED + nArrays!)];
  let at = FIXED + nArrays!;
  const take = (length: number): Float64Array<ArrayBuffer> => {
    const from = at;
    at += length;
    return numbers.slice(from, at);
  };
  if (!lengths.every(isCount) || lengths.reduce((sum, length) => sum + length, at + nRates!) !== numbers.length) throw damaged();
  const rateChanges = take(nRates!);
  const arrays = lengths.map(take);
  return { checkpoint: { step: step!, arrays, rateChanges, learningRate }, trace: { stride: stride!, count: count! } };
};
