import { expect, onTestFinished, test } from 'vitest';

import { client, context, failureOf, httpServer, json, line } from './rig.ts';

// A call that comes to nothing is there for others.

/** A client of a basic account, whose every paid request is refused. */
async function opened() {
  let submits = 0;
  const server = await httpServer((request, response) => {
    const models = [{ slug: 'WhisperLargeV3', inference_types: ['audio2text'], languages: [] }];
    const speaking = { slug: 'Kokoro', inference_types: ['txt2audio'], languages: [] };
    if (request.method === 'GET') return json(response, 200, { data: [speaking, ...models] });
    submits += 1;
    json(response, 401, {});
  });
  const speech = client({ url: server.url, tier: 'basic' });
  onTestFinished(async () => {
    await speech.close();
    await server[Symbol.asyncDispose]();
  });
  return { speech, quotas: speech.quotas, submits: () => submits };
}

test('what is not to be paid for after all has used no call, of the minute and of the day', async () => {
  const { speech, quotas, submits } = await opened();
  const onPaying = () => Promise.reject(new Error('over the budget'));
  await expect(speech.speak(line, context({ onPaying }))).rejects.toThrow('over the budget');
  expect(submits()).toBe(0);
  expect([quotas.speech.leftThisMinute, quotas.speech.leftToday]).toEqual([5, 300]);
});

test('a recording that is refused leaves the status call that was kept for it', async () => {
  const { speech, quotas, submits } = await opened();
  const recording = { bytes: Buffer.from('ID3'), format: 'mp3', durationMs: 1_000 } as const;
  const { signal } = context();
  expect((await failureOf(speech.transcribe(recording, { signal }))).failure).toBe('unauthorised');
  expect(submits()).toBe(1);
  expect(quotas.jobs.leftToday).toBe(200);
});
