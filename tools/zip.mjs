/**
 * A folder as a ZIP file, the same bytes for the same files: what WordPress takes under Plugins, Add New, Upload.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 1980, the first day a ZIP file knows: times of a checkout say nothing. */
const TIME = [0, 0x21];
/** Names are UTF-8. */
const FLAGS = 0x0800;

/** @returns {Buffer} the files of `folder`, inside a folder called `name`. */
export function zip(folder, name) {
  const files = readdirSync(folder, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
  const parts = [];
  const entries = [];
  let offset = 0;
  for (const path of files) {
    const content = readFileSync(join(folder, path));
    const packed = deflateRawSync(content, { level: 9 });
    const title = Buffer.from(`${name}/${path}`);
    // What both headers say: flags, method, time, date, checksum, sizes, length of the name.
    const facts = Buffer.alloc(24);
    facts.writeUInt16LE(FLAGS, 0);
    facts.writeUInt16LE(8, 2);
    facts.writeUInt16LE(TIME[0], 4);
    facts.writeUInt16LE(TIME[1], 6);
    facts.writeUInt32LE(crc32(content), 8);
    facts.writeUInt32LE(packed.length, 12);
    facts.writeUInt32LE(content.length, 16);
    facts.writeUInt16LE(title.length, 20);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), facts, title, packed]);
    // Made on Unix, so that the rights of a file are read: rw-r--r--.
    const end = Buffer.alloc(14);
    end.writeUInt32LE(0o100644 * 0x10000, 6);
    end.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 3, 20, 0]), facts, end, title]));
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(files.length, 8);
  last.writeUInt16LE(files.length, 10);
  last.writeUInt32LE(directory.length, 12);
  last.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, last]);
}
