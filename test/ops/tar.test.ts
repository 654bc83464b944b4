import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { extract, pack } from 'tar-stream';
import { expect, test } from 'vitest';

import { archiveOf, filesOf } from '#ops/tar.ts';
import type { TarFile } from '#ops/tar.ts';

async function* given(...files: readonly TarFile[]): AsyncGenerator<TarFile> {
  yield* files;
}

const of = (name: string, bytes: Uint8Array): TarFile => ({
  name,
  sizeBytes: bytes.length,
  content: [bytes.subarray(0, 5), bytes.subarray(5)],
});
const [small, large] = [Buffer.from('hello, world'), Buffer.alloc(200_000, 'abc')];

/** The bytes in pieces that end nowhere in particular. */
async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 7_001) yield bytes.subarray(from, from + 7_001);
}

async function read(archive: AsyncIterable<Uint8Array>): Promise<Readonly<Record<string, Buffer>>> {
  const found: Record<string, Buffer> = {};
  for await (const { name, content } of filesOf(archive))
    found[name] = await buffer(Readable.from(content));
  return found;
}

test('files come out as they went in', async () => {
  const names = { 'a.json': small, [`clips/${'f'.repeat(64)}.mp3`]: large, empty: Buffer.alloc(0) };
  const files = Object.entries(names).map(([name, bytes]) => of(name, bytes));
  const whole = await buffer(archiveOf(given(...files), 0));
  expect(await read(inPieces(whole))).toEqual(names);
});

test('unpacked by hand, files are for their owner’s eyes alone', async () => {
  const modes: unknown[] = [];
  const entries = Readable.from(archiveOf(given(of('a', small)), 0)).pipe(extract());
  for await (const entry of entries) {
    modes.push(entry.header.mode);
    entry.resume();
  }
  expect(modes).toEqual([0o600]);
});

test('an archive that is cut off is told as that, wherever it is', async () => {
  const whole = await buffer(archiveOf(given(of('a', small), of('b', large)), 0));
  for (const left of [whole.length - 600, 100_000, 1_600, 700, 100])
    await expect(read(inPieces(whole.subarray(0, left)))).rejects.toMatchObject({
      name: 'TarError',
      message: 'Unexpected end of data',
    });
});

test.each([
  ['after its files', [of('a', small), of('b', large)]],
  ['from its beginning', []],
])('zeros without an end %s are refused', async (_, files) => {
  const whole = await buffer(archiveOf(given(...files), 0));
  let givenBytes = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield* inPieces(whole);
    for (;;) {
      givenBytes += 65_536;
      yield Buffer.alloc(65_536);
    }
  }
  await expect(read(endless())).rejects.toMatchObject({
    name: 'TarError',
    message: 'it goes on without another file',
  });
  expect(givenBytes).toBeLessThan(2 * 2 ** 20);
});

test('what other programs fill archives up with is taken, and so is one that comes in a single piece', async () => {
  const sizeBytes = 5 * 2 ** 20;
  const huge = { name: 'b', sizeBytes, content: [Buffer.alloc(sizeBytes)] };
  const whole = await buffer(archiveOf(given(of('a', small), huge, of('c', small)), 0));
  const filled = Buffer.concat([whole, Buffer.alloc(512 * 1024)]);
  for (const archive of [inPieces(filled), Readable.from([filled, Buffer.alloc(10_240)])])
    expect(Object.keys(await read(archive))).toEqual(['a', 'b', 'c']);
});

test('what isn’t an archive, and a link in one, are refused', async () => {
  const letters = Buffer.from('somebody’s letters'.repeat(100));
  await expect(read(inPieces(letters))).rejects.toMatchObject({ name: 'TarError' });
  const linked = pack();
  linked.entry({ name: 'a', type: 'symlink', linkname: '/etc/passwd' });
  linked.finalize();
  await expect(read(linked as AsyncIterable<Uint8Array>)).rejects.toMatchObject({
    name: 'TarError',
    message: 'a is no file',
  });
});

test('a file of another length than was said ends the archive, and what the disk says is told as it is', async () => {
  const short = { ...of('a', small), sizeBytes: 100 };
  await expect(buffer(archiveOf(given(short), 0))).rejects.toThrow('Size mismatch');
  const failure = Object.assign(new Error('EIO: it is broken'), { code: 'EIO' });
  const whole = await buffer(archiveOf(given(of('a', large)), 0));
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield whole.subarray(0, 3_000);
    throw failure;
  }
  await expect(read(broken())).rejects.toBe(failure);
});
