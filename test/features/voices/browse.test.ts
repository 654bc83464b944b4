import fc from 'fast-check';
import { expect, test } from 'vitest';

import { browsePage } from '#features/voices/browse-page.ts';
import {
  decodeState,
  encodeState,
  filtered,
  keyOfReference,
  referenceOf,
} from '#features/voices/browse-state.ts';
import { browseView } from '#features/voices/browse-view.ts';
import { sampleText } from '#features/voices/samples.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { engineNames } from '#speech/engine-names.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { voiceBook } from '#voices/book.ts';
import { profileKey } from '#voices/profile-key.ts';

import { ann } from '../../fakes/asker.ts';
import { kokoro, models, qwen } from '../../voices/models.ts';

const book = voiceBook(models);
const nothing = { book, kept: [], viewerId: '1', forbidden: new Set<string>(), t: ann.t };

const anyState = fc.record(
  {
    source: fc.constantFrom(...engineNames, 'own' as const, 'shared' as const),
    language: fc.constantFrom('en', 'en-us', 'pt-br', 'zh-hant-tw'),
    gender: fc.constantFrom('female' as const, 'male' as const),
    page: fc.nat(9_999),
  },
  { requiredKeys: ['page'] },
);

test('a state survives the way through an id', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const encoded = encodeState(state);
      expect(encoded).not.toContain(':');
      expect(encoded.length).toBeLessThanOrEqual(45);
      expect(decodeState(encoded)).toEqual(state);
    }),
  );
});

test.each([...engineNames, 'own' as const, 'shared' as const])(
  'the source %s has a letter of its own',
  (source) => {
    expect(decodeState(encodeState({ source, page: 0 }))).toEqual({ source, page: 0 });
  },
);

test.each([
  ['d~~~0', 'deapi'],
  ['o~~~0', 'openai'],
  ['e~~~0', 'embedded'],
  ['m~~~0', 'own'],
  ['s~~~0', 'shared'],
])('a button with %s that is on a screen still filters by %s', (id, source) => {
  expect(decodeState(id)).toEqual({ source, page: 0 });
});

test('whatever somebody sends as a state gives a page that exists', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { state, pages, voices, count } = browsePage(decodeState(text), nothing);
      expect(state.page).toBeGreaterThanOrEqual(0);
      expect(state.page).toBeLessThan(pages);
      expect(voices.length > 0).toBe(count > 0);
    }),
  );
});

test('who turns to a page that is no longer there sees the last', () => {
  const last = browsePage({ page: 1 }, nothing).pages - 1;
  expect(last).toBeGreaterThan(0);
  const gone = browsePage({ page: 9_999 }, nothing);
  expect(gone.state.page).toBe(last);
  expect(gone.voices).toEqual(browsePage({ page: last }, nothing).voices);
});

test('a filter begins on the first page, and is taken off by anything that is none', () => {
  const state = filtered({ page: 7, gender: 'male' }, 'language', 'en-gb');
  expect(state).toEqual({ language: 'en-gb', gender: 'male', page: 0 });
  expect(filtered(state, 'gender', '')).toEqual({ language: 'en-gb', page: 0 });
  expect(filtered(state, 'language', '<@1>')).toEqual({ gender: 'male', page: 0 });
});

test.each([
  [{ language: 'en-gb' }, ['Emma', 'George']],
  [{ language: 'en-gb', gender: 'male' }, ['George']],
  [{ source: 'embedded' }, ['Standard']],
  [{ source: 'own' }, []],
  [{ source: 'shared' }, []],
  [{ language: 'de' }, ['Vivian', 'Serena', 'Ryan', 'Default']],
  [{ language: 'en', gender: 'male' }, ['Adam', 'George', 'Standard']],
] as const)('%j shows %j', (state, names) => {
  const { voices } = browsePage({ ...state, page: 0 }, nothing);
  expect(voices.map(({ name }) => name)).toEqual(names);
});

test('the language that is filtered by can be seen, also when voices speak only its regions', () => {
  const british = { ...nothing, book: voiceBook([kokoro]) };
  const view = browseView(browsePage({ language: 'en', page: 0 }, british), undefined, ann.t);
  expect(JSON.stringify(view)).toContain('{"label":"English","value":"en","default":true}');
});

test('a voice of many languages is listed once, with the first of them', () => {
  const { voices } = browsePage({ page: 1 }, nothing);
  expect(voices.find(({ name }) => name === 'Vivian')?.languages).toBe(
    'English, German and 1 more',
  );
});

test('voices of two models are two, though they go by the same name', () => {
  const other = { ...kokoro, slug: 'Kokoro2', name: 'Kokoro 2' };
  const both = { ...nothing, book: voiceBook([kokoro, other]) };
  const { voices } = browsePage({ page: 0, language: 'en-gb', gender: 'male' }, both);
  expect(voices.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    expect.stringMatching(/^George: .*Kokoro(?! 2)/),
    expect.stringMatching(/^George: .*Kokoro 2/),
  ]);
});

test.each([
  [{}, ['Mine', 'My Sky', 'Shared']],
  [{ source: 'own' }, ['Mine', 'My Sky']],
  [{ source: 'shared' }, ['Shared']],
  // A clone speaks the languages of its model; a preset under another name is still that preset.
  [{ source: 'own', language: 'de' }, ['Mine']],
  [{ source: 'own', language: 'en-us' }, ['Mine', 'My Sky']],
  [{ source: 'own', language: 'xx' }, []],
  [{ source: 'own', gender: 'female' }, ['My Sky']],
  [{ source: 'shared', gender: 'female' }, []],
  [{ source: 'embedded' }, []],
] as const)('of kept voices %j shows %j', (state, names) => {
  const clip = { hash: 'c', format: 'mp3', durationMs: 5_000, sizeBytes: 9 } as const;
  const clone = { mode: 'clone', clip } as const;
  const profile = (name: string, ownerId: string, sound: VoiceProfile['sound']): VoiceProfile => ({
    id: name,
    name,
    ownerId,
    sound,
    servers: [],
    createdAtMs: 0,
  });
  const kept = [
    profile('Mine', '1', clone),
    profile('My Sky', '1', { mode: 'preset', voice: 'af_sky/en-us/Kokoro' }),
    profile('Shared', '2', clone),
  ];
  const { voices } = browsePage({ ...state, page: 0 }, { ...nothing, kept });
  const shown = voices.filter(({ languages }) => languages === 'Kept voice');
  expect(shown.map(({ name }) => name)).toEqual(names);
  expect(shown.flatMap(({ othersId }) => othersId ?? [])).toEqual(
    names.filter((name) => name === 'Shared'),
  );
});

test.each([
  [{}, 1],
  [{ language: 'de' }, 1],
  [{ language: 'en' }, 0],
] as const)('with the filters %j the German voice in use is marked %i times', (state, times) => {
  const inUse = book.offers.find(
    ({ voice, language }) => voice.slug === 'Ryan' && language.tag === 'de',
  );
  const page = browsePage({ ...state, page: 0 }, { ...nothing, book: voiceBook([qwen]) });
  const marked = JSON.stringify(browseView(page, inUse?.key, ann.t)).split('Yours now').length - 1;
  expect(marked).toBe(times);
});

test('a forbidden voice is not there', () => {
  const forbidden = new Set(['bf_emma/en-gb/Kokoro']);
  const { voices } = browsePage({ language: 'en-gb', page: 0 }, { ...nothing, forbidden });
  expect(voices.map(({ name }) => name)).toEqual(['George']);
});

test.each('ar da de el en es fi fr he hi it ja ko ms nl no pl pt ru sv sw tr zh'.split(' '))(
  'a voice of deAPI that speaks %s lets that be heard',
  (tag) => {
    expect(sampleText(tag) === sampleText('en')).toBe(tag === 'en');
  },
);

test('a voice of a region is heard in the words of its language', () => {
  expect(sampleText('pt-br')).toBe(sampleText('pt'));
});

test('every voice is found by its reference, and nothing else is', () => {
  for (const { key } of book.offers) expect(keyOfReference(referenceOf(key), book)).toBe(key);
  expect(keyOfReference(referenceOf('sky/xx/Gone'), book)).toBeUndefined();
  expect(keyOfReference(referenceOf(profileKey('abc')), book)).toBe(profileKey('abc'));
});

/** The worst that a service could send: long names, 60 languages, names made of markup. */
const monstrous: SpeechModel = {
  ...kokoro,
  slug: 's'.repeat(90),
  name: '**'.repeat(200),
  languages: Array.from({ length: 60 }, (_, index) => ({
    slug: `l${index}`,
    name: `Language ${index} ${'x'.repeat(200)}`,
    tag: `l${index}`,
    voices: Array.from({ length: 5 }, (_, voice) => ({
      slug: `v${index}-${voice}-${'y'.repeat(80)}`,
      name: '👩‍👩‍👧'.repeat(60),
      gender: 'female' as const,
    })),
  })),
};

test('a panel keeps Discord’s limits, whatever the service and people call their voices', () => {
  const kept = Array.from({ length: 7 }, (_, index): VoiceProfile => ({
    id: `0198c0de-0000-4000-8000-00000000000${index}`,
    ownerId: '1',
    name: '_'.repeat(100),
    sound: { mode: 'design', description: 'x' },
    servers: [],
    createdAtMs: 0,
  }));
  for (const page of [0, 1, 2, 30, 9_999]) {
    const shown = browsePage({ page }, { ...nothing, book: voiceBook([monstrous, kokoro]), kept });
    const facts = measured(browseView(shown, undefined, ann.t));
    expect(facts.components).toBeLessThanOrEqual(40);
    expect(facts.text).toBeLessThanOrEqual(4_000);
    expect(Math.max(...facts.ids.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(new Set(facts.ids).size).toBe(facts.ids.length);
    expect(Math.max(...facts.labels.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(Math.max(...facts.options)).toBeLessThanOrEqual(25);
  }
});

function measured(view: unknown) {
  const ids: string[] = [];
  const labels: string[] = [];
  const options: number[] = [];
  let components = 0;
  let text = 0;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) visit(part);
    else if (typeof value === 'object' && value !== null) {
      const part = value as Record<string, unknown>;
      if (typeof part['type'] === 'number') components += 1;
      if (typeof part['content'] === 'string') text += part['content'].length;
      if (typeof part['custom_id'] === 'string') ids.push(part['custom_id']);
      if (part['type'] === 2) labels.push(String(part['label']));
      if (Array.isArray(part['options'])) options.push(part['options'].length);
      visit(part['components']);
    }
  };
  visit((view as { components: unknown }).components);
  return { ids, labels, options, components, text };
}

test('where there is no choice there is no menu', () => {
  const [language] = qwen.languages;
  const one = voiceBook([{ ...qwen, languages: language ? [language] : [] }]);
  const view = JSON.stringify(
    browseView(browsePage({ page: 0 }, { ...nothing, book: one }), undefined, ann.t),
  );
  expect(view).toContain('voice:gender:');
  expect(view).not.toContain('voice:source:');
  expect(view).not.toContain('voice:language:');
});
