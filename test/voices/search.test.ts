import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { SpeechModel } from '#speech/catalogue.ts';
import { asTyped } from '#voices/as-typed.ts';
import { voiceBook } from '#voices/book.ts';
import { resolve } from '#voices/resolve.ts';
import { voiceSearch } from '#voices/search.ts';
import type { Choice } from '#voices/search.ts';

import { translations } from '../fakes/asker.ts';
import { kokoro, models } from './models.ts';

const book = voiceBook(models);
const search = voiceSearch(book);
const t = translations();

const names = (choices: readonly Choice[]): readonly string[] => choices.map(({ name }) => t(name));

test.each([
  ['sky', 'Sky · English (US) · Kokoro · female'],
  ['Emma', 'Emma · English (UK) · Kokoro · female'],
  ['af_sky', 'Sky · English (US) · Kokoro · female'],
  ['brazil', 'Dora · Portuguese (Brazil) · Kokoro · female'],
  ['português', 'Dora · Portuguese (Brazil) · Kokoro · female'],
  ['ryan german', 'Ryan · German · Qwen3 CustomVoice'],
  ['male british', 'George · English (UK) · Kokoro · male'],
])('“%s” finds %s first', (query, name) => {
  expect(names(search.voices(query))[0]).toBe(name);
});

const manyNames = voiceBook([
  {
    ...kokoro,
    languages: [
      {
        slug: 'en',
        name: 'English',
        tag: 'en',
        voices: ['Jeremy', 'Clem', 'Emma', 'Emily', 'Mary Em', 'Amelie'].map((name) => ({
          slug: `x_${name}`,
          name,
        })),
      },
      { slug: 'emr', name: 'Emroan', tag: 'xx', voices: [{ slug: 'a', name: 'Anna' }] },
    ],
  },
  {
    ...kokoro,
    engine: 'embedded',
    slug: 'espeak',
    name: 'eSpeak NG',
    languages: [
      {
        slug: 'en',
        name: 'English',
        tag: 'en',
        voices: ['Emmo', 'Man 1', 'Man 2', 'Man 3'].map((name) => ({ slug: name, name })),
      },
    ],
  },
]);
const ofMany = voiceSearch(manyNames);

test('names that begin with what is typed come first, then words of names, and the fallback’s voices last', () => {
  const found = names(ofMany.voices('em'));
  expect(found.slice(0, 3)).toEqual([
    'Emma · English · Kokoro',
    'Emily · English · Kokoro',
    'Mary Em · English · Kokoro',
  ]);
  const apart = found.filter((name) => name.endsWith('fallback'));
  expect(apart[0]).toBe('Emmo · English · eSpeak NG · fallback');
  expect(found.slice(-apart.length)).toEqual(apart);
  expect(names(ofMany.voices('')).findIndex((name) => name.includes('fallback'))).toBe(7);
});

test('of more voices than a list holds the fallback’s keep five places', () => {
  const [first, fallback] = manyNames.models;
  const voices = Array.from({ length: 60 }, (_, at) => ({
    slug: `emil_${at}`,
    name: `Emil ${at}`,
  }));
  const crowded = voiceBook([
    { ...first!, languages: [{ slug: 'en', name: 'English', tag: 'en', voices }] },
    {
      ...fallback!,
      languages: [
        {
          slug: 'en',
          name: 'English',
          tag: 'en',
          voices: voices.map(({ slug, name }) => ({ slug: `f${slug}`, name })),
        },
      ],
    },
  ]);
  const found = names(voiceSearch(crowded).voices('emil'));
  expect(found).toHaveLength(25);
  expect(found.filter((name) => name.endsWith('fallback'))).toHaveLength(5);
});

test.each([
  ['Ema', ['Emma']],
  ['emlly', ['Emily']],
  ['jermey', ['Jeremy']],
  ['ame', ['Amelie']],
  ['Man 7', ['Man 1', 'Man 2', 'Man 3']],
  ['Sergei', []],
  ['m', []],
])('near “%s” there is %j', (typed, names) => {
  expect(ofMany.near(typed)).toEqual(names);
});

test('without a query, voices of many languages are shown', () => {
  const found = names(search.voices(''));
  for (const language of ['English (US)', 'German', 'Greek', 'Chinese', 'Ukrainian'])
    expect(found.some((name) => name.includes(language))).toBe(true);
});

test('a language that was chosen narrows the voices', () => {
  const german = names(search.voices('', { language: 'de' }));
  expect(german).toHaveLength(4);
  expect(german.every((name) => name.includes('German'))).toBe(true);
  expect(names(search.voices('vivian', { language: 'zh' }))).toEqual([
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

test.each([
  ['Griechisch', 'de', 'el'],
  ['Ukrainisch', 'de', 'uk'],
  ['ドイツ語', 'ja', 'de'],
  ['allemand', 'fr', 'de'],
  ['독일어', 'ko', 'de'],
  ['Brazil', 'de', 'pt-br'],
  ['Ελληνικά', 'de', 'el'],
])('“%s”, typed by somebody whose Discord is in %s, finds %s', (query, locale, tag) => {
  expect(search.languages(query, locale)[0]?.value).toBe(tag);
  const [voice] = search.voices(query, { locale });
  expect(book.byName.get(voice?.value ?? '')?.[0]?.language.tag).toBe(tag);
  const [narrowed] = search.voices('', { language: query, locale });
  expect(book.byName.get(narrowed?.value ?? '')?.[0]?.language.tag).toBe(tag);
});

test('voices and languages are called as the reader calls them', () => {
  const german = translations('de');
  const [voice] = search.voices('sky');
  const [language] = search.languages('Greek');
  expect(voice && german(voice.name)).toBe('Sky · Englisch (USA) · Kokoro · weiblich');
  expect(language && german(language.name)).toBe('Griechisch');
});

test('forbidden voices leave their places to others', () => {
  const voices = Array.from({ length: 80 }, (_, at) => ({ slug: `v${at}`, name: `Voice ${at}` }));
  const english = { slug: 'en', name: 'English', tag: 'en', voices };
  const many = voiceBook([{ ...kokoro, languages: [english] }]);
  const forbidden = new Set(many.offers.slice(0, 40).map(({ key }) => key));
  for (const query of ['', 'voice']) {
    const choices = voiceSearch(many).voices(query, { forbidden });
    expect(choices).toHaveLength(25);
    expect(choices.some(({ value }) => forbidden.has(value))).toBe(false);
  }
});

test('what is suggested can be resolved', () => {
  for (const { value } of search.voices(''))
    expect(
      resolve({ text: 'hello there', asked: { voice: value }, book, neighbours: search }, {}),
    ).toBeDefined();
  for (const { value } of search.languages(''))
    expect(
      resolve({ text: 'hello there', asked: { language: value }, book, neighbours: search }, {}),
    ).toBeDefined();
});

test.each(['en-US', 'de', 'ja'])(
  'what is suggested in %s is also found by what the person saw of it',
  (locale) => {
    const t = translations(locale);
    for (const { name, value } of search.voices('')) {
      const choice = asTyped({ voice: t(name) }, locale, book);
      const { offer } = resolve(
        { text: 'A sentence that is long enough.', asked: choice, book, neighbours: search },
        {},
      );
      expect(offer.key).toBe(value);
    }
  },
);

test('any query gives what Discord takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (query) => {
      for (const choices of [
        search.voices(query),
        search.languages(query),
        search.voices(query, { language: query, locale: 'de' }),
        search.languages(query, 'de'),
      ]) {
        expect(choices.length).toBeLessThanOrEqual(25);
        const lengths = choices.flatMap(({ name, value }) => [t(name).length, value.length]);
        expect(lengths.every((length) => length > 0 && length <= 100)).toBe(true);
      }
    }),
  );
});

test('absurdly long names stay different', () => {
  const voices = ['a', 'b'].map((end) => ({
    slug: `${'v'.repeat(200)}${end}`,
    name: `${'👍'.repeat(100)}${end}`,
  }));
  const model: SpeechModel = { ...kokoro, languages: [{ slug: 'x', name: 'X', tag: 'x', voices }] };
  const choices = voiceSearch(voiceBook([model])).voices('');
  expect(new Set(choices.map((choice) => choice.value)).size).toBe(2);
  for (const { name, value } of choices) {
    expect(t(name).isWellFormed()).toBe(true);
    expect(value.length).toBeLessThanOrEqual(100);
  }
});
