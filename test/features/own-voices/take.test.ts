import { expect, test } from 'vitest';

import { makeTake } from '#features/own-voices/take.ts';
import type { DesignRequest } from '#features/own-voices/take.ts';
import { SpeechError } from '#speech/speech.ts';
import type { Speech } from '#speech/speech.ts';

const request: DesignRequest = {
  text: 'Hello!',
  model: 'm',
  language: 'English',
  voice: { mode: 'design', description: 'Calm' },
  speed: 1,
};

test('a take that does not end is given up, and not held in memory', async () => {
  let sentBytes = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (; sentBytes < 64 * 2 ** 20; sentBytes += 2 ** 20) yield new Uint8Array(2 ** 20);
  }
  const speech: Speech = {
    speak: async () => ({ format: 'mp3', bytes: endless(), engine: 'deapi' }),
  };
  const taking = makeTake(request, speech, { signal: new AbortController().signal });
  const error = await taking.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SpeechError);
  expect(error).toMatchObject({ failure: 'endless' });
  expect(sentBytes).toBeLessThan(10 * 2 ** 20);
});
