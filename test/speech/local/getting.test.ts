import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { fetchArchive } from '#speech/local/getting/fetch-archive.ts';
import { getModel } from '#speech/local/getting/get-model.ts';
import { unpackArchive } from '#speech/local/getting/unpack-archive.ts';
import { knownModels, modelNamed } from '#speech/local/known-models.ts';
import type { FetchedModel } from '#speech/local/known-models.ts';
import { wholeModelsIn } from '#speech/local/model-folder.ts';

import { mayMount, tinyDisk } from '../../tiny-disk.ts';
import { archiveServer, cutting, sending } from './archive-server.ts';
import type { Answering } from './archive-server.ts';

const archives = new URL('archives/', import.meta.url);
const archive = (name: string): Buffer => readFileSync(new URL(`${name}.tar.bz2`, archives));
const whole = archive('whole');
const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const tiny: FetchedModel = {
  name: 'Tiny',
  folder: 'tiny-en',
  licence: 'MIT',
  terms: '',
};
const known: FetchedModel = { ...tiny, sizeBytes: whole.length, sha256: sumOf(whole) };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const { signal } = new AbortController();
const part = (): string => join(folder, 'tiny-en.tar.bz2');

async function getting(answering: Answering, model = tiny, until = signal) {
  const server = await archiveServer(answering);
  const get = (again = model) => getModel(again, { folder, mirror: server.url, signal: until });
  return { server, get };
}

test('a model is fetched, unpacked and there, and what it came of is noted', async () => {
  const { server, get } = await getting(sending(whole));
  expect(await get()).toContain(sumOf(whole));
  expect(server.asked.map(({ url }) => url)).toEqual(['/tiny-en.tar.bz2']);
  expect(wholeModelsIn(folder).map(({ slug, kind }) => [slug, kind])).toEqual([
    ['tiny-en', 'vits'],
  ]);
  expect(readdirSync(folder)).toEqual(['tiny-en']);
  const noted: unknown = JSON.parse(readFileSync(join(folder, 'tiny-en', 'from.json'), 'utf8'));
  expect(noted).toMatchObject({ sha256: sumOf(whole), sizeBytes: whole.length });
});

test('a mirror is named with or without a slash at its end', async () => {
  const { server } = await getting(sending(whole));
  await getModel(tiny, { folder, mirror: `${server.url}/models//`, signal });
  expect(server.asked.map(({ url }) => url)).toEqual(['/models/tiny-en.tar.bz2']);
});

test('what the table knows has to be so', async () => {
  const { get } = await getting(sending(whole), known);
  expect(await get()).toBe('Its sum is right.');
});

test('what broke off goes on where it ended', async () => {
  const { server, get } = await getting(cutting(whole, 2_000, part()), known);
  await expect(get()).rejects.toThrow(/cut off after 2000 bytes/);
  expect(readFileSync(part())).toHaveLength(2_000);
  server.answering = sending(whole);
  expect(await get()).toBe('Its sum is right.');
  // Only of the same file: the server is told which that is.
  expect(server.asked.at(-1)?.headers).toMatchObject({
    range: 'bytes=2000-',
    'if-range': expect.stringMatching(/^"[0-9a-f]{40}"$/) as string,
  });
});

test('the rest of another file is not put behind the beginning of one', async () => {
  const { server, get } = await getting(cutting(whole, 2_000, part()));
  await expect(get()).rejects.toThrow(/cut off/);
  const other = archive('large');
  server.answering = sending(other);
  expect(await get()).toContain(sumOf(other));
});

test('an archive that somebody put there is unpacked without a network', async () => {
  const { server, get } = await getting((_, response) => void response.destroy(), known);
  await expect(get()).rejects.toThrow(
    /can’t be reached .*Where there is a network, fetch http.*tiny-en\.tar\.bz2, and put it here as/,
  );
  writeFileSync(part(), whole);
  expect(await get()).toBe('Its sum is right.');
  expect(server.asked).toHaveLength(1);
});

test('each model of the table has a sum and a size, and any other archive of speech none', () => {
  for (const { sizeBytes, sha256 } of knownModels) {
    expect(sizeBytes).toBeGreaterThan(20_000_000);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
  const [pocket] = knownModels;
  expect(modelNamed('pocket')).toBe(pocket);
  expect(modelNamed(pocket?.folder ?? '')).toBe(pocket);
  const polish = 'vits-piper-pl_PL-gosia-medium';
  expect(modelNamed(polish)).toMatchObject({ folder: polish, name: polish });
  expect(modelNamed(polish)).not.toHaveProperty('sha256');
  for (const name of ['../pocket', 'vits-/../x', 'pockett', 'sherpa-onnx-whisper-tiny', ''])
    expect(modelNamed(name)).toBeUndefined();
});

test('another sum is refused, and nothing is left of it', async () => {
  const { get } = await getting(sending(whole), { ...known, sha256: sumOf(Buffer.from('other')) });
  await expect(get()).rejects.toThrow(/Its SHA-256 is .* was deleted\. If you trust/);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['fewer', whole.subarray(0, 3_000)],
  ['more', archive('large')],
])('a file of %s bytes than the table has is refused before it is fetched', async (_, other) => {
  const { get } = await getting(sending(other), known);
  await expect(get()).rejects.toThrow(
    new RegExp(`a file of ${other.length} bytes by that name, and not of ${whole.length}`),
  );
  expect(readdirSync(folder)).toEqual([]);
});

test('fewer bytes than the table has are no archive, also where nobody said how many come', async () => {
  const { get } = await getting((_, response) => {
    response.writeHead(200);
    response.end(whole.subarray(0, 3_000));
  }, known);
  await expect(get()).rejects.toThrow(/cut off after 3000 bytes/);
});

test('an archive that was cut off before it came is not unpacked', async () => {
  const { get } = await getting(sending(whole.subarray(0, 3_000)));
  await expect(get()).rejects.toThrow(/damaged/);
  expect(wholeModelsIn(folder)).toEqual([]);
});

test('an answer without an end is cut off', async () => {
  const endless: Answering = (_, response) => {
    response.writeHead(200);
    const more = (): void => {
      while (response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more);
    more();
  };
  const { server } = await getting(endless);
  const wanted = { url: `${server.url}/x`, path: part() };
  const fetching = fetchArchive(wanted, { signal, maxBytes: 5_000_000 });
  await expect(fetching).rejects.toThrow(/More came than the 5000000 bytes/);
  expect(existsSync(part())).toBe(false);
});

test('a server that falls silent is given up', async () => {
  const { server } = await getting((_, response) => {
    response.writeHead(200, { 'content-length': 9 });
    response.write('half');
  });
  const wanted = { url: `${server.url}/x`, path: part() };
  await expect(fetchArchive(wanted, { signal, silentMs: 300 })).rejects.toThrow(
    /cut off after 4 bytes/,
  );
});

test('another host is followed to by nobody, a path of the same one is', async () => {
  const { server, get } = await getting((_, response) => {
    response.writeHead(302, { location: 'http://example.invalid/tiny-en.tar.bz2' }).end();
  });
  await expect(get()).rejects.toThrow(
    /leads to http:\/\/example\.invalid, which nobody named.*--mirror/,
  );
  server.answering = (request, response) => {
    if (request.url === '/there') sending(whole)(request, response);
    else response.writeHead(302, { location: '/there' }).end();
  };
  expect(await get()).toContain(sumOf(whole));
  server.answering = (_, response) => void response.writeHead(302, { location: '/round' }).end();
  await expect(get()).rejects.toThrow(/without an end/);
});

test('a proxy of the environment is used', async () => {
  const proxy = await archiveServer((request, response) => {
    expect(request.url).toBe('http://models.invalid/tiny-en.tar.bz2');
    sending(whole)(request, response);
  });
  process.env['http_proxy'] = proxy.url;
  try {
    const got = getModel(tiny, { folder, mirror: 'http://models.invalid', signal });
    expect(await got).toContain(sumOf(whole));
  } finally {
    delete process.env['http_proxy'];
  }
});

test.each([
  ['escaping', /something outside of tiny-en/],
  ['elsewhere', /something outside of tiny-en/],
  ['linking', /links or devices/],
  ['lacking', /lacks tokens\.txt/],
])('an archive that is %s is refused', async (name, sentence) => {
  const { get } = await getting(sending(archive(name)));
  await expect(get()).rejects.toThrow(sentence);
  expect(existsSync(join(folder, '..', 'escaped.txt'))).toBe(false);
  expect(readdirSync(folder).filter((each) => each.startsWith('.'))).toEqual([]);
});

test('an archive with more in it than any model has is refused', async () => {
  const path = new URL('large.tar.bz2', archives).pathname;
  const unpacking = unpackArchive(
    path,
    { parent: folder, folder: 'tiny-en' },
    { signal, maxBytes: 2_000_000 },
  );
  await expect(unpacking).rejects.toThrow(/more in the archive/);
  expect(readdirSync(folder)).toEqual([]);
});

test('it can be cancelled, and goes on later', async () => {
  const cancelling = new AbortController();
  const cancel = (): void => cancelling.abort();
  const answering = cutting(whole, 1_000, part(), cancel);
  const { server, get } = await getting(answering, tiny, cancelling.signal);
  await expect(get()).rejects.toThrow(/cancelled.*goes on from there/);
  expect(readFileSync(part())).toHaveLength(1_000);
  expect(server.asked).toHaveLength(1);
});

test.runIf(mayMount)('a full disk is called one', async () => {
  await using disk = await tinyDisk(1);
  const { server } = await getting(sending(archive('large')));
  disk.fill();
  const got = getModel(tiny, { folder: disk.path, mirror: server.url, signal });
  await expect(got).rejects.toThrow(/disk is full/);
  disk.makeRoom();
  // The archive has room, and what is in it has none.
  await expect(getModel(tiny, { folder: disk.path, mirror: server.url, signal })).rejects.toThrow(
    /disk is full/,
  );
  expect(readdirSync(disk.path).filter((each) => each.startsWith('.'))).toEqual([]);
});
