import { isUtf8 } from 'node:buffer';

const LF = 10;

/** How many bytes at the end belong to a character that is not complete yet. */
const openBytes = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
};

/** Lines before the first one that is not valid. */
const linesBeforeInvalid = (bytes: Buffer): number => {
  let lines = 0;
  for (let start = 0; start < bytes.length; lines++) {
    const end = bytes.indexOf(LF, start);
    const next = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(start, next))) return lines;
    start = next;
  }
  return lines;
};

export interface Utf8Check {
  /** `line` is that of the chunk's first byte. */
  push(chunk: Buffer, line: number): void;
  /** First line that is not valid UTF-8, or null. */
  finish(): number | null;
}

/** Checks a text chunk by chunk; characters may be cut by the chunks. */
export const createUtf8Check = (): Utf8Check => {
  let rest = Buffer.alloc(0);
  let restLine = 1;
  let invalid: number | null = null;
  return {
    push: (chunk, line) => {
      if (invalid !== null) return;
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const whole = bytes.subarray(0, bytes.length - openBytes(bytes));
      const from = rest.length > 0 ? restLine : line;
      if (!isUtf8(whole)) invalid = from + linesBeforeInvalid(whole);
      rest = Buffer.from(bytes.subarray(whole.length));
      let lines = 0;
      if (rest.length > 0) for (let at = whole.indexOf(LF); at >= 0; at = whole.indexOf(LF, at + 1)) lines++;
      restLine = from + lines;
    },
    finish: () => invalid ?? (rest.length > 0 ? restLine : null),
  };
};
