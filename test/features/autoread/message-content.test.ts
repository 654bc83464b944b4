import { expect, test } from 'vitest';

import { mayHaveContent } from '#features/autoread/message-content.ts';

/** Asks of an application as Discord tells of it; resolves with whether content is wanted. */
async function asked(status: number, application: object): Promise<boolean> {
  const body = JSON.stringify(application);
  const headers = { 'content-type': 'application/json' };
  const makeRequest = async () => new Response(body, { status, headers }) as never;
  const waiting = { onWaiting: () => undefined, signal: new AbortController().signal };
  return mayHaveContent('t', 'http://127.0.0.1:1/api', { makeRequest }, waiting);
}

test.each([
  ['all of it', { flags: 1 << 18 }, true],
  ['that of a bot in few servers', { flags: 1 << 19 }, true],
  ['none', { flags: 1 << 23 }, false],
])('the content of messages that the application has: %s', async (_, application, may) => {
  expect(await asked(200, application)).toBe(may);
});

test('the content is wanted where Discord does not say whether it may be had', async () => {
  expect(await asked(401, { code: 0, message: '401: Unauthorized' })).toBe(true);
});

test('while Discord is out of reach each failure is told, and the next try waits its turn', async () => {
  const answers = [500, 500, 200];
  const told: number[] = [];
  const makeRequest = async () =>
    new Response(JSON.stringify({ flags: 1 << 18 }), {
      status: answers.shift() ?? 0,
      headers: { 'content-type': 'application/json' },
    }) as never;
  const waiting = {
    onWaiting: (_: unknown, pauseMs: number) => void told.push(pauseMs),
    signal: new AbortController().signal,
    pausesMs: [1, 2],
  };
  expect(await mayHaveContent('t', 'http://127.0.0.1:1/api', { makeRequest }, waiting)).toBe(true);
  expect(told).toEqual([1, 2]);
});
