import { DiscordAPIError, HTTPError } from 'discord.js';
import { expect, test } from 'vitest';

import { untilAnswered, wayOf } from '#discord/until-answered.ts';

const { signal } = new AbortController();
const http = (status: number): HTTPError =>
  new HTTPError(status, 'no', 'GET', 'https://x/', { body: undefined, files: undefined });
const refused = new TypeError('fetch failed', {
  cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
});
const unauthorized = new DiscordAPIError({ code: 0, message: '401' }, 0, 401, 'GET', 'https://x/', {
  body: undefined,
  files: undefined,
});

/** Asks until it is answered; each failure on the way, with its pause. */
async function asked(...answers: unknown[]) {
  const waits: [string, number][] = [];
  const answer = await untilAnswered(
    async () => {
      const next = answers.shift();
      if (next instanceof Error) throw next;
      return next;
    },
    { signal, pausesMs: [1, 2, 3], onWaiting: (error, ms) => waits.push([wayOf(error), ms]) },
  ).catch((error: unknown) => error);
  return { answer, waits };
}

test('what can’t be reached is asked again, with pauses that grow to their last', async () => {
  expect(await asked(refused, http(503), refused, refused, 'here')).toEqual({
    answer: 'here',
    waits: [
      ['ECONNREFUSED', 1],
      ['HTTP 503', 2],
      ['ECONNREFUSED', 3],
      ['ECONNREFUSED', 3],
    ],
  });
});

test.each([
  ['Discord’s refusal', unauthorized],
  ['somebody else’s', http(404)],
])('%s is an answer', async (_, refusal) => {
  expect(await asked(refusal, 'here')).toEqual({ answer: refusal, waits: [] });
});

test('who waits is let go when it is stopped', async () => {
  const stopping = new AbortController();
  const answer = untilAnswered(() => Promise.reject(refused), {
    signal: stopping.signal,
    onWaiting: () => stopping.abort(new Error('stopped')),
  });
  await expect(answer).rejects.toThrow(/abort/u);
});
