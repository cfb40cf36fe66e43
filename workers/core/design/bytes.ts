const LF = 10;
const CR = 13;

/** The parts one after the other, cut to `limit` bytes. */
export const joinBytes = (parts: readonly Uint8Array[], limit: number): Uint8Array => {
  const bytes = new Uint8Array(Math.min(limit, parts.reduce((sum, part) => sum + part.length, 0)));
  let at = 0;
  for (const part of parts) {
    const rest = part.subarray(0, bytes.length - at);
    bytes.set(rest, at);
    at += rest.length;
  }
  return bytes;
};

/** Line ends: LF, CRLF or CR. */
export const countLines = (bytes: Uint8Array): number => {
  let n = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) n++;
  }
  return n;
};
