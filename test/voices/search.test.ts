import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { SpeechModel } from '../../src/speech/catalogue.ts';
import { voiceBook } from '../../src/voices/book.ts';
import { resolve } from '../../src/voices/resolve.ts';
import { voiceSearch } from '../../src/voices/search.ts';
import { kokoro, models } from './models.ts';

const book = voiceBook(models);
const search = voiceSearch(book);

test.each([
  ['sky', 'Sky · English (US) · Kokoro · female'],
  ['Emma', 'Emma · English (UK) · Kokoro · female'],
  ['af_sky', 'Sky · English (US) · Kokoro · female'],
  ['brazil', 'Dora · Portuguese (Brazil) · Kokoro · female'],
  ['português', 'Dora · Portuguese (Brazil) · Kokoro · female'],
  ['ryan german', 'Ryan · German · Qwen3 CustomVoice'],
  ['male british', 'George · English (UK) · Kokoro · male'],
])('“%s” finds %s first', (query, name) => {
  expect(search.voices(query)[0]?.name).toBe(name);
});

test('without a query, voices of many languages are shown', () => {
  const names = search.voices('').map((choice) => choice.name);
  for (const language of ['English (US)', 'German', 'Greek', 'Chinese', 'Ukrainian'])
    expect(names.some((name) => name.includes(language))).toBe(true);
});

test('a language that was chosen narrows the voices', () => {
  const names = search.voices('', 'de').map((choice) => choice.name);
  expect(names).toHaveLength(4);
  expect(names.every((name) => name.includes('German'))).toBe(true);
  expect(search.voices('vivian', 'zh').map((choice) => choice.name)).toEqual([
    'Vivian · Chinese · Qwen3 CustomVoice',
  ]);
});

test.each([
  ['', 'en-us'],
  ['germ', 'de'],
  ['deutsch', 'de'],
  ['Ελλη', 'el'],
  ['uk', 'uk'],
])('the language “%s” is found as %s first', (query, tag) => {
  expect(search.languages(query)[0]?.value).toBe(tag);
});

test('forbidden voices leave their places to others', () => {
  const voices = Array.from({ length: 80 }, (_, at) => ({ slug: `v${at}`, name: `Voice ${at}` }));
  const english = { slug: 'en', name: 'English', tag: 'en', voices };
  const many = voiceBook([{ ...kokoro, languages: [english] }]);
  const forbidden = new Set(many.offers.slice(0, 40).map(({ key }) => key));
  for (const query of ['', 'voice']) {
    const choices = voiceSearch(many).voices(query, undefined, forbidden);
    expect(choices).toHaveLength(25);
    expect(choices.some(({ value }) => forbidden.has(value))).toBe(false);
  }
});

test('what is suggested can be resolved', () => {
  for (const { value } of search.voices(''))
    expect(resolve('hello there', { voice: value }, {}, book, search)).toBeDefined();
  for (const { value } of search.languages(''))
    expect(resolve('hello there', { language: value }, {}, book, search)).toBeDefined();
});

test('what is suggested is also found by what the person saw of it', () => {
  for (const { name, value } of search.voices('')) {
    const choice = { voice: name };
    const { offer } = resolve('A sentence that is long enough.', choice, {}, book, search);
    expect(offer.key).toBe(value);
  }
});

test('any query gives what Discord takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (query) => {
      for (const choices of [
        search.voices(query),
        search.languages(query),
        search.voices(query, query),
      ]) {
        expect(choices.length).toBeLessThanOrEqual(25);
        const lengths = choices.flatMap(({ name, value }) => [name.length, value.length]);
        expect(lengths.every((length) => length > 0 && length <= 100)).toBe(true);
      }
    }),
  );
});

test('absurdly long names still fit, and stay different', () => {
  const voices = ['a', 'b'].map((end) => ({
    slug: `${'v'.repeat(200)}${end}`,
    name: `${'👍'.repeat(100)}${end}`,
  }));
  const model: SpeechModel = { ...kokoro, languages: [{ slug: 'x', name: 'X', tag: 'x', voices }] };
  const choices = voiceSearch(voiceBook([model])).voices('');
  expect(new Set(choices.map((choice) => choice.value)).size).toBe(2);
  for (const { name, value } of choices) {
    expect(name.length).toBeLessThanOrEqual(100);
    expect(name.isWellFormed()).toBe(true);
    expect(value.length).toBeLessThanOrEqual(100);
  }
});

test('2,000 voices are searched in under 10 ms', () => {
  const languages = Array.from({ length: 100 }, (_, index) => ({
    slug: `l${index}`,
    name: `Language ${index}`,
    tag: `x${index}`,
    voices: Array.from({ length: 20 }, (_, voice) => ({
      slug: `v${index}_${voice}`,
      name: `Voice ${voice} of ${index}`,
    })),
  }));
  const many = voiceSearch(voiceBook([{ ...kokoro, languages }]));
  const times = ['v', 'voice', 'voice 19', 'language 7 voice', 'xyz', ''].flatMap((query) =>
    Array.from({ length: 5 }, () => {
      const startMs = performance.now();
      many.voices(query);
      many.voices(query, 'Language 50');
      return performance.now() - startMs;
    }),
  );
  const median = times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
  expect(median).toBeLessThan(20);
});
