/*
 * Tar archives of files with short names, as any tar reads them, in a stream of any length: nothing is held but a block.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 (ustar)
 */

/** A file of an archive; `content` is read to its end before the next file is asked for. */
export interface TarFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The bytes are no archive, or not the whole of one. */
export class TarError extends Error {
  override readonly name = 'TarError';
}

const blockBytes = 512;
const maxNameBytes = 100;
/** Eleven octal digits say no more. */
const maxSizeBytes = 8 ** 11 - 1;
/** Where each field of a header begins, and how long it is. */
const fields = {
  name: [0, maxNameBytes],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  modified: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
} as const;

/** The archive of these files, for the eyes of its owner alone when it is unpacked. */
export async function* archiveOf(
  files: AsyncIterable<TarFile>,
  modifiedMs: number,
): AsyncGenerator<Uint8Array> {
  for await (const file of files) {
    yield headerOf(file, modifiedMs);
    let written = 0;
    for await (const chunk of file.content) {
      written += chunk.length;
      yield chunk;
    }
    if (written !== file.sizeBytes)
      throw new TarError(`${file.name} has ${written} bytes, and not ${file.sizeBytes}`);
    yield Buffer.alloc(paddingOf(file.sizeBytes));
  }
  yield Buffer.alloc(2 * blockBytes);
}

/** The files of an archive, one after the other. Throws a {@link TarError} where it is none, or cut off. */
export async function* filesOf(archive: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  await using bytes = new Bytes(archive);
  for (;;) {
    const header = await bytes.exactly(blockBytes);
    if (header.every((byte) => byte === 0)) return;
    const { name, sizeBytes } = readHeader(header);
    yield { name, sizeBytes, content: bytes.upTo(sizeBytes) };
    await bytes.exactly(paddingOf(sizeBytes));
  }
}

function headerOf({ name, sizeBytes }: TarFile, modifiedMs: number): Uint8Array {
  if (Buffer.byteLength(name) > maxNameBytes || sizeBytes > maxSizeBytes)
    throw new TarError(`${name} is too large for an archive, or its name too long`);
  const header = Buffer.alloc(blockBytes);
  const put = (field: keyof typeof fields, text: string): void => {
    const [start, length] = fields[field];
    header.write(text, start, length);
  };
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  put('name', name);
  put('mode', octal(0o600, 7));
  put('uid', octal(0, 7));
  put('gid', octal(0, 7));
  put('size', octal(sizeBytes, 11));
  put('modified', octal(Math.floor(modifiedMs / 1_000), 11));
  put('type', '0');
  put('magic', 'ustar\u000000');
  put('checksum', `${octal(checksumOf(header), 6)}\0 `);
  return header;
}

function readHeader(header: Buffer): { readonly name: string; readonly sizeBytes: number } {
  const text = (field: keyof typeof fields): string => {
    const [start, length] = fields[field];
    const [value = ''] = header.toString('utf8', start, start + length).split('\0');
    return value.trim();
  };
  if (
    !text('magic').startsWith('ustar') ||
    Number.parseInt(text('checksum'), 8) !== checksumOf(header)
  )
    throw new TarError('no header of a file where one should be');
  return { name: text('name'), sizeBytes: Number.parseInt(text('size'), 8) || 0 };
}

/** The sum of all bytes, in which those of the checksum count as spaces. */
function checksumOf(header: Buffer): number {
  const [start, length] = fields.checksum;
  return header.reduce(
    (sum, byte, index) => sum + (index >= start && index < start + length ? 0x20 : byte),
    0,
  );
}

function paddingOf(sizeBytes: number): number {
  return (blockBytes - (sizeBytes % blockBytes)) % blockBytes;
}

/** A stream as bytes that are taken in the amounts that are wanted. */
class Bytes {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  async exactly(count: number): Promise<Buffer> {
    const taken: Uint8Array[] = [];
    for await (const chunk of this.upTo(count)) taken.push(chunk);
    return Buffer.concat(taken);
  }

  async *upTo(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0;) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next();
        if (next.done) throw new TarError('it ends before it is whole');
        this.#rest = next.value;
      }
      const taken = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(taken.length);
      left -= taken.length;
      yield taken;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#chunks.return?.();
  }
}
