import { createServer as createTcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, onTestFinished, test } from 'vitest';

import { openai } from '#speech/openai/openai.ts';
import { withRetry } from '#speech/retry.ts';
import type { Speech } from '#speech/speech.ts';

import { listening, mp3, never, rawServed, request, served, sound } from './served.ts';

/** Asks again as the bot does. */
function careful(speech: Speech): Speech {
  return withRetry(speech, { maxWaitMs: 2_000, maxAttempts: 3 });
}

describe('what is no sound', () => {
  test.each([
    'text/html; charset=utf-8',
    'application/json',
    'text/event-stream',
    'application/xml',
  ])('%s', async (type) => {
    const { client } = await served((response) => {
      response.writeHead(200, { 'content-type': type });
      response.end('<html>or the like');
    });
    await expect(client.speak(request, { signal: never })).rejects.toMatchObject({
      failure: 'bad-audio',
    });
  });

  test('text that never ends, whose connection is not kept for it', async () => {
    let isOver = false;
    const { client } = await served((response) => {
      response.once('close', () => {
        isOver = true;
      });
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('<html>');
    });
    await expect(client.speak(request, { signal: never })).rejects.toMatchObject({
      failure: 'bad-audio',
    });
    await expect.poll(() => isOver).toBe(true);
  });

  test('nothing', async () => {
    const { client } = await served((response) => mp3(response));
    await expect(sound(client)).rejects.toMatchObject({ failure: 'bad-audio' });
  });

  test('a sound that is cut short', async () => {
    const { client } = await served((response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': '1000' });
      response.write('first', () => response.destroy());
    });
    await expect(sound(client)).rejects.toMatchObject({ failure: 'bad-audio' });
  });

  test('a sound that is announced to be a gigabyte', async () => {
    const { client } = await served((response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': `${2 ** 30}` });
      response.write('first');
    });
    await expect(sound(client)).rejects.toMatchObject({ failure: 'endless' });
  });

  test('a sound that never ends', async () => {
    const { client } = await served((response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg' });
      const chunk = Buffer.alloc(1_000_000);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const { bytes } = await client.speak(request, { signal: never });
    let sizeBytes = 0;
    const reading = (async () => {
      for await (const chunk of bytes) sizeBytes += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({ failure: 'endless' });
    expect(sizeBytes).toBeLessThanOrEqual(100_000_000);
  });

  test('a sound that stalls', async () => {
    const { client } = await served(
      (response) => {
        response.writeHead(200, { 'content-type': 'audio/mpeg' });
        response.write('first');
      },
      { deadlines: { stallMs: 60 } },
    );
    await expect(sound(client)).rejects.toMatchObject({ failure: 'timeout' });
  });
});

describe('servers in trouble', () => {
  test('one that refuses is quoted without key and text', async () => {
    const { client } = await served(
      (response, { json }) => {
        response.writeHead(400, { 'content-type': 'application/json' });
        const { input } = json as { input: string };
        response.end(
          JSON.stringify({ error: { message: `sk-12345678 says ${input}`, param: 'input' } }),
        );
      },
      { key: 'sk-12345678' },
    );
    await expect(sound(client)).rejects.toMatchObject({
      failure: 'refused',
      facts: { fields: { input: ['[hidden] says [hidden]'] } },
    });
  });

  test('one that redirects is not followed', async () => {
    const { client, heard } = await served((response) => {
      response.writeHead(307, { location: '/elsewhere' });
      response.end();
    });
    await expect(sound(client)).rejects.toMatchObject({ failure: 'bad-answer' });
    expect(heard).toHaveLength(1);
  });

  test('one that is not there is unavailable', async () => {
    const server = createTcpServer();
    const url = await listening(server);
    server.close();
    const client = openai({ url });
    onTestFinished(() => client.close());
    await expect(sound(client)).rejects.toMatchObject({
      failure: 'unavailable',
      facts: { retryable: true },
    });
  });

  test('one that breaks off before it answers is not asked again', async () => {
    let asked = 0;
    const client = await rawServed((socket) => {
      asked += 1;
      socket.destroy();
    });
    await expect(sound(client)).rejects.toMatchObject({ failure: 'maybe-submitted' });
    expect(asked).toBe(1);
  });

  test('one that never answers may have spoken', async () => {
    const { client, heard } = await served(() => {}, { deadlines: { answerMs: 60 } });
    await expect(sound(careful(client))).rejects.toMatchObject({ failure: 'maybe-submitted' });
    expect(heard).toHaveLength(1);
  });

  test.each([408, 500, 502, 503, 504, 520, 522, 524, 529])(
    'one that answers %i may have spoken and is not asked again',
    async (status) => {
      const { client, heard } = await served((response) => response.writeHead(status).end());
      await expect(sound(careful(client))).rejects.toMatchObject({ failure: 'maybe-submitted' });
      expect(heard).toHaveLength(1);
    },
  );

  test.each<[number, Record<string, string>]>([
    [425, {}],
    [429, { 'retry-after-ms': '5' }],
    [503, { 'retry-after': '0' }],
    [521, {}],
    [523, {}],
    [525, {}],
    [526, {}],
  ])('one that answers %i %j has not begun and is asked again', async (status, headers) => {
    let asked = 0;
    const { client } = await served((response) => {
      asked += 1;
      if (asked > 1) mp3(response, 'spoken');
      else response.writeHead(status, headers).end();
    });
    expect(await sound(careful(client))).toBe('spoken');
    expect(asked).toBe(2);
  });

  test('one that complains without an end is not listened to', async () => {
    const { client } = await served((response) => {
      response.writeHead(500, { 'content-type': 'text/html' });
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(100_000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await expect(sound(client)).rejects.toMatchObject({ failure: 'maybe-submitted' });
  });
});

describe('aborting', () => {
  test.each(['before', 'while waiting', 'while hearing'])(
    '%s ends it at once with the reason',
    async (when) => {
      const aborting = new AbortController();
      const reason = new Error('skipped');
      const { client } = await served((response) => {
        if (when === 'while waiting') aborting.abort(reason);
        else response.writeHead(200, { 'content-type': 'audio/mpeg' }).write('first');
      });
      if (when === 'before') aborting.abort(reason);
      const speaking = (async () => {
        const { bytes } = await client.speak(request, { signal: aborting.signal });
        for await (const _ of bytes) aborting.abort(reason);
      })();
      await expect(speaking).rejects.toBe(reason);
    },
  );

  test('a sound that nobody reads takes nothing down', async () => {
    const aborting = new AbortController();
    const { client } = await served((response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg' }).write('first');
    });
    const { bytes } = await client.speak(request, { signal: aborting.signal });
    const reason = new Error('skipped');
    aborting.abort(reason);
    await sleep(20);
    await expect(bytes[Symbol.asyncIterator]().next()).rejects.toBe(reason);
  });
});
