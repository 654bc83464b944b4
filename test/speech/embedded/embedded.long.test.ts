import { afterAll, beforeAll, expect, test } from 'vitest';

import { engine, never, request, spoken } from './spoken.ts';

beforeAll(() => engine.warm());
afterAll(() => engine.close());

test('a text of ten thousand characters is spoken, and of one more is refused', async () => {
  const sound = await spoken(
    request({
      text: 'word '.repeat(2000),
      speed: 2,
      voice: { mode: 'preset', id: 'kal16' },
    }),
  );
  expect(sound.seconds).toBeGreaterThan(120);
  await expect(
    engine.speak(request({ text: 'word '.repeat(2000) + '!' }), { signal: never }),
  ).rejects.toMatchObject({ failure: 'refused' });
});
