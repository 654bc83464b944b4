import { expect, test } from 'vitest';

import { expectedMs } from '#features/wording/expected.ts';
import type { SpeechRequest } from '#speech/speech.ts';

const request = (text: string, language: string, speed = 1): SpeechRequest => ({
  text,
  language,
  speed,
  model: 'Kokoro',
  voice: { mode: 'preset', id: 'af_sky' },
});

test('a text takes as long as its letters, its language and its speed let expect', () => {
  expect(expectedMs(request('x'.repeat(150), 'en-us'))).toBe(10_000);
  expect(expectedMs(request('x'.repeat(150), 'en-us', 2))).toBe(5_000);
  expect(expectedMs(request('字'.repeat(50), 'zh-cn'))).toBe(10_000);
});

test('a text of several passages takes as long as all of them', () => {
  const passages = [
    { kind: 'speech', request: request('x'.repeat(15), 'en-us') },
    { kind: 'sound', id: 's' },
    { kind: 'speech', request: request('字'.repeat(5), 'zh-cn') },
  ] as const;
  expect(expectedMs({ ...request('all', 'en-us'), passages })).toBe(3_000);
});
