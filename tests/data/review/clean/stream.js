import { once } from 'node:events';
import { createReadStream, createWriteStream, promises as fs } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { createGzip } from 'node:zlib';

const NEWLINE = 0x0a;
const DEFAULTS = Object.freeze({ concurrency: 4, suffix: '.gz', dryRun: false });

/** Splits a byte stream into lines. */
export class LineSplitter extends Transform {
  #rest = Buffer.alloc(0);

  constructor(options = {}) {
    super({ ...options, readableObjectMode: true });
  }

  _transform(chunk, _encoding, callback) {
    let data = this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk;
    let end;
    while ((end = data.indexOf(NEWLINE)) !== -1) {
      this.push(data.subarray(0, end).toString('utf8'));
      data = data.subarray(end + 1);
    }
    this.#rest = data;
    callback();
  }

  _flush(callback) {
    if (this.#rest.length > 0) this.push(this.#rest.toString('utf8'));
    callback();
  }
}

async function* walk(folder) {
  for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* walk(full);
    } else if (entry.isFile()) {
      yield full;
    }
  }
}

async function compress(file, { suffix, dryRun }) {
  const target = `${file}${suffix}`;
  if (dryRun) return { file, target, bytes: 0 };
  await pipeline(createReadStream(file), createGzip(), createWriteStream(target));
  const { size } = await fs.stat(target);
  return { file, target, bytes: size };
}

export async function compressAll(folder, options = {}) {
  const settings = { ...DEFAULTS, ...options };
  const results = [];
  const running = new Set();

  for await (const file of walk(folder)) {
    if (file.endsWith(settings.suffix)) continue;
    const job = compress(file, settings)
      .then((result) => results.push(result))
      .finally(() => running.delete(job));
    running.add(job);
    if (running.size >= settings.concurrency) await Promise.race(running);
  }
  await Promise.all(running);
  return results.sort((a, b) => a.file.localeCompare(b.file));
}

export async function countLines(file) {
  let lines = 0;
  const splitter = createReadStream(file).pipe(new LineSplitter());
  splitter.on('data', () => {
    lines += 1;
  });
  await once(splitter, 'end');
  return lines;
}

export function formatBytes(bytes) {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}

export async function readJson(file, fallback) {
  try {
    return JSON.parse(await fs.readFile(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return fallback;
    throw error;
  }
}
