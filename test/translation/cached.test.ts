import { expect, test } from 'vitest';

import { withCache } from '#translation/cached.ts';
import type { TranslationRequest } from '#translation/translation.ts';

const { signal } = new AbortController();
const german = { texts: ['gift'], source: 'de', target: 'fr' };

/** A cache over a service that answers when it is told to, and all that this was asked for. */
function opened(maxChars = 1_000) {
  const asked: TranslationRequest[] = [];
  const answers: ((texts: readonly string[]) => void)[] = [];
  const inner = {
    translate: (request: TranslationRequest) => {
      asked.push(request);
      return new Promise<readonly string[]>((resolve) => void answers.push(resolve));
    },
    languages: () => Promise.resolve([]),
  };
  return { asked, answers, cache: withCache(inner, { maxChars, maxAgeMs: 60_000 }) };
}

test('several who want the same ask once, and it is kept', async () => {
  const { asked, answers, cache } = opened();
  const both = [cache.translate(german, signal), cache.translate(german, signal)];
  answers[0]?.(['poison']);
  expect(await Promise.all(both)).toEqual([['poison'], ['poison']]);
  expect(await cache.translate(german, signal)).toEqual(['poison']);
  expect(asked).toHaveLength(1);
});

test('the same word of another language, or into another, is another', async () => {
  const { asked, answers, cache } = opened();
  const first = cache.translate(german, signal);
  answers[0]?.(['poison']);
  await first;
  const others = [
    cache.translate({ ...german, source: 'en' }, signal),
    cache.translate({ ...german, source: undefined }, signal),
    cache.translate({ ...german, target: 'es' }, signal),
  ];
  for (const [at, answer] of answers.slice(1).entries()) answer([`other ${at}`]);
  expect(await Promise.all(others)).toEqual([['other 0'], ['other 1'], ['other 2']]);
  expect(asked).toHaveLength(4);
});

test('what was on its way when all was forgotten is kept no more', async () => {
  const { asked, answers, cache } = opened();
  const asking = cache.translate(german, signal);
  cache.forget();
  answers[0]?.(['poison']);
  expect(await asking).toEqual(['poison']);
  void cache.translate(german, signal);
  expect(asked).toHaveLength(2);
});

test('no more is kept than its characters', async () => {
  const { asked, answers, cache } = opened(60);
  for (const text of ['one', 'two', 'three']) {
    const asking = cache.translate({ ...german, texts: [text] }, signal);
    answers.at(-1)?.([text.toUpperCase()]);
    await asking;
  }
  void cache.translate({ ...german, texts: ['one'] }, signal);
  expect(asked).toHaveLength(4);
});
