import type { Client } from 'discord.js';
import { expect, test } from 'vitest';

import { Announcements } from '#discord/announcements.ts';
import { ownWords } from '#i18n/text.ts';

import { translations } from '../fakes/asker.ts';
import { FakeLog } from '../fakes/log.ts';

/** A client in whose servers the bot may write everywhere, and what was posted where. */
function set() {
  const posted: { path: string; body: Record<string, unknown> }[] = [];
  const channel = {
    isTextBased: () => true,
    isThread: () => false,
    permissionsFor: () => ({ has: () => true }),
  };
  const guild = {
    members: { me: { isCommunicationDisabled: () => false } },
    channels: { cache: { get: () => channel } },
  };
  const client = {
    guilds: { cache: { get: () => guild } },
    channels: { cache: { get: () => channel } },
    rest: {
      post: async (path: string, { body }: { body: Record<string, unknown> }) =>
        void posted.push({ path, body }),
    },
  };
  return {
    posted,
    announcements: new Announcements(
      client as unknown as Client,
      { translations, inLanguageOf: async () => translations('fr') },
      new FakeLog(),
    ),
  };
}

test('whoever is named in news or told of a lost answer is not pinged', async () => {
  const { posted, announcements } = set();
  announcements.heardFrom('1', '2');
  await announcements.tell('1', ownWords('News of <@9>.'));
  await announcements.tellOfLostAnswer({
    guildId: '1',
    channelId: '3',
    context: 0,
    user: { id: '9' },
    locale: 'en-US',
  });
  expect(posted.map(({ body }) => body['allowed_mentions'])).toEqual([
    { parse: [] },
    { parse: [] },
  ]);
});

test('news are told where somebody spoke to the bot last, and without that in the chat of the call', async () => {
  const { posted, announcements } = set();
  await announcements.tell('1', ownWords('News.'), '5');
  announcements.heardFrom('1', '2');
  await announcements.tell('1', ownWords('News.'), '5');
  await announcements.tell('4', ownWords('News.'));
  expect(posted.map(({ path }) => path)).toEqual(['/channels/5/messages', '/channels/2/messages']);
});

test.each([
  ['where others read it, in the language of the server', '1', 0, 'fr'],
  ['between the two of them, in the language of the one who asked', null, 1, 'de'],
] as const)('a lost answer is told %s', async (_, guildId, context, language) => {
  const { posted, announcements } = set();
  const lost = { guildId, channelId: '3', context, user: { id: '9' }, locale: 'de' };
  await announcements.tellOfLostAnswer(lost);
  const sentence = translations(language)(($) => $.failures.answerLost, { person: '<@9>' });
  expect(posted.map(({ body }) => body['content'])).toEqual([sentence]);
});
