import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { Failure } from './failure.mjs';

// Field offsets: APPNOTE.TXT 6.3, sections 4.3.7 (local header), 4.3.12 (directory) and 4.3.16 (end).
const endSize = 22;
const maxComment = 0xffff;
const symbolicLink = 0o120000;

/**
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} method 0 stored, 8 deflated
 * @property {number} crc
 * @property {number} packedSize
 * @property {number} size
 * @property {number} mode of Unix: kind and permissions
 * @property {number} offset of the local header
 */

/** @param {import('node:fs/promises').FileHandle} file @param {number} position @param {number} length */
async function readAt(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Failure('The zip file is cut short. Delete it and fetch it again.');
  return buffer;
}

/** @param {import('node:fs/promises').FileHandle} file @returns {Promise<ZipEntry[]>} */
async function readDirectory(file) {
  const { size } = await file.stat();
  const tail = await readAt(
    file,
    Math.max(0, size - endSize - maxComment),
    Math.min(size, endSize + maxComment),
  );
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + endSize > tail.length) {
    throw new Failure('The file is not a whole zip file. Delete it and fetch it again.');
  }
  const [count, length, offset] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  if (count === 0xffff || offset === 0xffffffff) {
    throw new Failure('The zip file is of the 64-bit kind, which is not read here.');
  }
  const directory = await readAt(file, offset, length);
  /** @type {ZipEntry[]} */
  const entries = [];
  for (let at = 0; entries.length < count;) {
    if (at + 46 > length || directory.readUInt32LE(at) !== 0x02014b50) {
      throw new Failure('The zip file has a damaged directory. Delete it and fetch it again.');
    }
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: directory.readUInt16LE(at + 40),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Where an entry goes; refuses one that would leave the folder.
 * @param {string} folder
 * @param {string} name
 */
function targetOf(folder, name) {
  const base = resolve(folder);
  const target = resolve(base, name);
  if (!target.startsWith(base + sep) || name.includes('\\')) {
    throw new Failure(`The zip file wants to write "${name}", outside its folder. Do not use this file.`);
  }
  return target;
}

/**
 * @param {string} zipFile
 * @param {import('node:fs/promises').FileHandle} file
 * @param {ZipEntry} entry
 * @param {string} target
 */
async function extractEntry(zipFile, file, entry, target) {
  if (![0, 8].includes(entry.method) || (entry.mode & 0o170000) === symbolicLink) {
    throw new Failure(`The zip entry "${entry.name}" is of a kind that is not read here.`);
  }
  const header = await readAt(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  let crc = 0;
  let size = 0;
  const check = new Transform({
    transform(chunk, _encoding, done) {
      crc = zlib.crc32(chunk, crc);
      size += chunk.length;
      done(null, chunk);
    },
  });
  const output = createWriteStream(target, { mode: entry.mode & 0o777 || 0o644 });
  if (entry.packedSize === 0) {
    await pipeline([], output);
  } else {
    const packed = createReadStream(zipFile, { start, end: start + entry.packedSize - 1 });
    await pipeline(
      entry.method === 8 ? [packed, zlib.createInflateRaw(), check, output] : [packed, check, output],
    );
  }
  if (crc !== entry.crc || size !== entry.size) {
    throw new Failure(`The zip entry "${entry.name}" is damaged. Fetch the file again.`);
  }
}

/**
 * Unpacks the files of a zip file for which `choose` gives a path below `folder`; the others are skipped.
 * Entries are streamed, and their size and CRC-32 checked.
 * @param {string} zipFile
 * @param {string} folder
 * @param {(name: string) => string | null} choose
 * @returns {Promise<number>} the number of files written
 */
export async function unzip(zipFile, folder, choose) {
  const file = await open(zipFile);
  try {
    let written = 0;
    for (const entry of await readDirectory(file)) {
      const chosen = entry.name.endsWith('/') ? null : choose(entry.name);
      if (chosen === null) continue;
      const target = targetOf(folder, chosen);
      await mkdir(dirname(target), { recursive: true });
      await extractEntry(zipFile, file, entry, target);
      written++;
    }
    return written;
  } finally {
    await file.close();
  }
}
