import { expect, test, vi } from 'vitest';

import { KnownLanguages } from '#translation/known-languages.ts';
import { TranslationError } from '#translation/translation.ts';
import type { TranslationLanguage } from '#translation/translation.ts';

import { stopClocks } from '../virtual-time.ts';

const minuteMs = 60_000;
const language = (code: string): TranslationLanguage => ({ code, targets: undefined });

/** The languages of a service that says `told` to each look; undefined for one that is away. */
function known(told: (look: number) => readonly TranslationLanguage[] | undefined) {
  stopClocks();
  const closing = new AbortController();
  let looks = 0;
  const service = {
    async languages() {
      looks += 1;
      const languages = told(looks);
      if (!languages) throw new TranslationError('unreachable');
      return languages;
    },
  };
  const languages = new KnownLanguages(service, closing.signal);
  const look = async (afterMs = 0) => {
    vi.advanceTimersByTime(afterMs);
    languages.look();
    // The answer is there after a few turns of the microtasks.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    return looks;
  };
  return { languages, look, closing };
}

test('the languages of a service are asked for once an hour, and those of before count until then', async () => {
  const { languages, look } = known((at) => [language(at === 1 ? 'en' : 'de')]);
  expect(await look()).toBe(1);
  expect(await look(59 * minuteMs)).toBe(1);
  expect(languages.targets()).toEqual(['en']);
  expect(await look(minuteMs)).toBe(2);
  expect(languages.targets()).toEqual(['de']);
});

test('a service that is away is asked again in a minute, and not before', async () => {
  const { languages, look } = known((at) => (at === 1 ? undefined : [language('en')]));
  expect(await look()).toBe(1);
  expect(languages.targets()).toBeUndefined();
  expect(await look(minuteMs - 1)).toBe(1);
  expect(await look(1)).toBe(2);
  expect(languages.sources()).toEqual(['en']);
  expect(await look(59 * minuteMs)).toBe(2);
});

test('languages that a service told once count while it is away, and nobody asks a bot that ends', async () => {
  const { languages, look, closing } = known((at) => (at === 1 ? [language('en')] : undefined));
  await look();
  await look(60 * minuteMs);
  expect(languages.targets()).toEqual(['en']);
  closing.abort();
  expect(await look(60 * minuteMs)).toBe(2);
});
