import { Collection } from 'discord.js';
import { expect, test } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { voiceNameOf } from '#features/own-voices/voice-name.ts';
import type { Translations } from '#i18n/texts.ts';

import { languages } from '../i18n/files.ts';
import { ownTexts } from '../i18n/own-texts.ts';
import { ask } from './using.ts';

test.each([
  ['of somebody else', { authorId: 'bob' }, /Only recordings that you sent yourself/],
  ['without a file', { types: [] }, /no recording in that message/],
  ['with pictures and a text alone', { types: ['image/png', 'text/plain'] }, /no recording/],
])('no voice is made of a message %s', async (_, about, sentence) => {
  const { asked, texts } = await clonedFrom(about);
  expect(texts).toEqual([expect.stringMatching(sentence)]);
  expect(asked).toEqual([]);
});

test.each([
  [['image/png', 'audio/mpeg'], [1]],
  // Its content tells what it is.
  [[null], [0]],
  [
    ['video/mp4', 'audio/mpeg'],
    [0, 1],
  ],
  [Array.from({ length: 10 }, () => 'audio/ogg'), [0, 1, 2, 3, 4]],
])('of a message with %j the voice is made of the files %j', async (types, files) => {
  const [asker, made] = (await clonedFrom({ types })).asked as [Asker, object];
  expect(asker.id).toBe('ada');
  expect(made).toEqual({
    files: files.map((at) => ({ contentType: types[at], at })),
    name: 'Clip of 1/2/26, 3:04 AM',
    isNameMadeUp: true,
    transcript: undefined,
  });
});

test.each(languages)('in %s the name has room for every date', async (language) => {
  const translations = ownTexts({});
  const when = new Date('2026-12-28T23:59:00Z');
  const name = translations(language)(($) => $.ownVoices.fromMessage.name, { when });
  expect(voiceNameOf(name)).toBe(name.replaceAll(/\p{Z}+/gu, ' '));
});

test('a name that an operator made longer than one may be is cut', async () => {
  const { asked } = await clonedFrom({
    translations: ownTexts({ en: { ownVoices: { fromMessage: { name: 'x'.repeat(50) } } } }),
  });
  expect(asked[1]).toMatchObject({ name: `${'x'.repeat(31)}…` });
});

/** Uses a command of the menu of a message; resolves with what is made of it. */
async function clonedFrom({
  authorId = 'ada',
  types = ['audio/mpeg'],
  translations,
}: {
  readonly authorId?: string;
  readonly types?: readonly (string | null)[];
  readonly translations?: Translations;
}): Promise<{ readonly asked: unknown[]; readonly texts: readonly string[] }> {
  const asked: unknown[] = [];
  const cloning = { make: async (...args: unknown[]) => void asked.push(...args.slice(0, 2)) };
  const { texts } = await ask(
    { clones: { cloning } },
    {
      kind: 'message menu',
      name: 'Clone from this clip',
      userId: 'ada',
      target: {
        author: { id: authorId },
        attachments: new Collection(types.map((contentType, at) => [`${at}`, { contentType, at }])),
        createdAt: new Date('2026-01-02T03:04:05Z'),
      },
    },
    translations,
  );
  return { asked, texts };
}
