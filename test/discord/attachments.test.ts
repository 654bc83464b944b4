import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, expect, onTestFinished, test, vi } from 'vitest';

import { attachments, mayFetch } from '#discord/attachments.ts';
import type { FileBound } from '#discord/attachments.ts';
import { UserError } from '#errors.ts';
import { ownWords } from '#i18n/text.ts';

const bound = (maxBytes = 10_000): FileBound => ({
  maxBytes,
  tooLarge: ownWords('It is too large.'),
});
const hosts = ['cdn.discordapp.com', 'media.discordapp.net', '127.0.0.1:4000', 'files.test:8443'];

test.each([
  'https://cdn.discordapp.com/attachments/1/2/clip.mp3?ex=1',
  'https://CDN.discordapp.com/attachments/1/2/clip.mp3',
  'https://cdn.discordapp.com:443/attachments/1/2/clip.mp3',
  'https://media.discordapp.net/attachments/1/2/clip.mp3',
  'https://files.test:8443/clip.mp3',
  'http://127.0.0.1:4000/clip.mp3',
])('a file is fetched from %s', (url) => {
  expect(mayFetch(new URL(url), hosts)).toBe(true);
});

test.each([
  ['another host', 'https://example.org/clip.mp3'],
  ['a host that ends alike', 'https://evilcdn.discordapp.com/clip.mp3'],
  ['a host that begins alike', 'https://cdn.discordapp.com.example.org/clip.mp3'],
  ['a host below a listed one', 'https://a.cdn.discordapp.com/clip.mp3'],
  ['the host above', 'https://discordapp.com/clip.mp3'],
  ['a listed host as user', 'https://cdn.discordapp.com@example.org/clip.mp3'],
  ['a user on a listed host', 'https://me@cdn.discordapp.com/clip.mp3'],
  ['a password on a listed host', 'https://:pw@cdn.discordapp.com/clip.mp3'],
  ['a listed host as path', 'https://example.org/cdn.discordapp.com'],
  ['a listed host as fragment', 'https://example.org#@cdn.discordapp.com/'],
  ['a backslash before a listed host', 'https://example.org\\@cdn.discordapp.com/'],
  ['another port', 'https://cdn.discordapp.com:8443/clip.mp3'],
  ['a dot at the end', 'https://cdn.discordapp.com./clip.mp3'],
  ['letters that look alike', 'https://cdn.discоrdapp.com/clip.mp3'],
  ['no encryption', 'http://cdn.discordapp.com/clip.mp3'],
  ['another service of this machine', 'http://127.0.0.1:4001/clip.mp3'],
  ['this machine without its port', 'http://127.0.0.1/clip.mp3'],
  ['this machine by another name', 'http://localhost:4000/clip.mp3'],
  ['this machine as IPv6', 'http://[::ffff:127.0.0.1]:4000/clip.mp3'],
  ['an address of a cloud’s secrets', 'http://169.254.169.254/latest/meta-data/'],
  ['an address of the own network', 'https://192.168.0.1/clip.mp3'],
  ['a file of this machine', 'file:///etc/passwd'],
  ['data', 'data:audio/mpeg;base64,SUQz'],
  ['another protocol', 'ftp://cdn.discordapp.com/clip.mp3'],
  ['another protocol of this machine', 'ftp://127.0.0.1:4000/clip.mp3'],
])('nothing is fetched from %s', async (_, url) => {
  expect(mayFetch(new URL(url), hosts)).toBe(false);
  const fetching = attachments({ hosts }).fetch(
    { url, size: 10 },
    bound(),
    AbortSignal.timeout(1_000),
  );
  await expect(fetching).rejects.toThrow('sent to Discord itself');
});

test('this machine written as one number is this machine, and only with its port', () => {
  expect(mayFetch(new URL('http://2130706433:4000/'), hosts)).toBe(true);
  expect(mayFetch(new URL('http://2130706433:4001/'), hosts)).toBe(false);
});

test.each(['', 'clip.mp3', '//cdn.discordapp.com/clip.mp3', 'https://'])(
  '“%s” is no address',
  async (url) => {
    const fetching = attachments({ hosts }).fetch(
      { url, size: 10 },
      bound(),
      AbortSignal.timeout(1_000),
    );
    await expect(fetching).rejects.toBeInstanceOf(UserError);
  },
);

let server: Server | undefined;
let asked = 0;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A file server on this machine, and how to fetch from it. */
async function serving(
  answer: RequestListener,
  { maxBytes, timeoutMs }: { maxBytes?: number; timeoutMs?: number } = {},
): Promise<(size?: number, signal?: AbortSignal) => Promise<Uint8Array>> {
  asked = 0;
  const started = createServer((incoming, response) => {
    asked += 1;
    answer(incoming, response);
  });
  server = started;
  await new Promise<void>((resolve) => {
    started.listen(0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(started.address() as AddressInfo).port}`;
  const files = attachments({ hosts: [host], ...(timeoutMs !== undefined && { timeoutMs }) });
  return (size = 10, signal = AbortSignal.timeout(5_000)) =>
    files.fetch({ url: `http://${host}/clip.mp3`, size }, bound(maxBytes), signal);
}

test('all bytes come as they are, in one request', async () => {
  const bytes = Buffer.from([0, 255, 1, 2, 3]);
  const fetch = await serving((_, response) => response.end(bytes));
  expect(Buffer.from(await fetch())).toEqual(bytes);
  expect(asked).toBe(1);
});

test.each([301, 302, 303, 307, 308])('a redirect with %i is not followed', async (status) => {
  const fetch = await serving((_, response) => {
    response.writeHead(status, { location: '/elsewhere' }).end();
  });
  await expect(fetch()).rejects.toBeInstanceOf(UserError);
  expect(asked).toBe(1);
});

test.each([404, 403, 500, 204])(
  'an answer of %i is no file, and not tried again',
  async (status) => {
    const fetch = await serving((_, response) => response.writeHead(status).end());
    await expect(fetch()).rejects.toThrow('Send it again');
    expect(asked).toBe(1);
  },
);

test('a file that Discord says is too large is not even asked for', async () => {
  const fetch = await serving((_, response) => response.end('x'), { maxBytes: 1024 * 1024 });
  await expect(fetch(1024 * 1024 + 1)).rejects.toThrow('It is too large');
  expect(asked).toBe(0);
});

test.each([
  ['is larger than it may be', 1024 * 1024, 'It is too large'],
  ['is larger than it was said to be', 10, 'larger than Discord says'],
])('a file that %s is cut off', async (_, size, refusal) => {
  let sentBytes = 0;
  let closed = false;
  const fetch = await serving(
    (_, response) => {
      response.on('close', () => (closed = true));
      const send = (): void => {
        if (closed) return;
        sentBytes += 64 * 1024;
        if (response.write(Buffer.alloc(64 * 1024))) setImmediate(send);
        else response.once('drain', send);
      };
      send();
    },
    { maxBytes: 1024 * 1024 },
  );
  await expect(fetch(size)).rejects.toThrow(refusal);
  await expect.poll(() => closed).toBe(true);
  expect(sentBytes).toBeLessThan(32 * 1024 * 1024);
});

test('a file of exactly the most bytes is taken', async () => {
  const fetch = await serving((_, response) => response.end(Buffer.alloc(1_000)), {
    maxBytes: 1_000,
  });
  expect(await fetch(1_000)).toHaveLength(1_000);
});

test('a file that never ends to come is given up', async () => {
  const fetch = await serving((_, response) => response.write('begun'), { timeoutMs: 100 });
  await expect(fetch()).rejects.toThrow('could not be fetched');
});

test('a file has fifteen seconds to come', async () => {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const givenMs: number[] = [];
  const clock = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    givenMs.push(ms);
    return timeout(50);
  });
  onTestFinished(() => clock.mockRestore());
  const fetch = await serving((_, response) => response.write('begun'));
  await expect(fetch(10, new AbortController().signal)).rejects.toThrow('could not be fetched');
  expect(givenMs).toEqual([15_000]);
});

test('a file that is cut short is no file', async () => {
  const fetch = await serving((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('begun', () => response.destroy());
  });
  await expect(fetch()).rejects.toThrow('could not be fetched');
});

test('who stops waiting gets their own reason', async () => {
  const stopping = new AbortController();
  const fetch = await serving((_, response) => {
    response.write('begun');
    stopping.abort(new Error('stopped'));
  });
  await expect(fetch(10, stopping.signal)).rejects.toThrow('stopped');
});
