import { setTimeout as delay } from 'node:timers/promises';

import type { Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import { InteractionContextType } from 'discord-api-types/v10';
import { Events } from 'discord.js';
import { expect, onTestFinished, test, vi } from 'vitest';

import { Announcements } from '#discord/announcements.ts';
import { ownWords } from '#i18n/text.ts';

import { inLanguageOf, translations } from '../fakes/asker.ts';
import { FakeLog } from '../fakes/log.ts';
import { clientOnDiscord } from './client-on-discord.ts';

// News that people are told by a real client, and where the bot may write them.

const languages = { translations, inLanguageOf };
const wire = clientOnDiscord();
const { told, addGuild, added } = wire;

/** A server with two channels to write in, and a call. */
async function places(options: Parameters<Server['addText']>[0] = {}) {
  const server = await addGuild();
  const text = await added(() => server.addText(options));
  const call = await added(() => server.addVoice());
  const said = (place: Place): readonly string[] =>
    wire.discord.messagesIn(place).map(({ content }) => content);
  return {
    server,
    text,
    call,
    said,
    news: new Announcements(wire.client, languages, new FakeLog()),
  };
}

test('news are told where somebody last used the bot, without a sound', async () => {
  const { server, text, call, said, news } = await places();
  await news.tell(server.id, ownWords('Nobody knows where.'));
  const before = await added(() => server.addText());
  news.heardFrom(server.id, before.id);
  news.heardFrom(server.id, text.id);
  await news.tell(server.id, ownWords('I left.'), call.id);
  expect([said(before), said(text), said(call)]).toEqual([[], ['I left.'], []]);
  // SUPPRESS_NOTIFICATIONS
  expect(wire.discord.messagesIn(text).map(({ flags }) => flags & 4_096)).toEqual([4_096]);
});

test('where an answer was lost the one who asked is told, without a ping, and of many the first', async () => {
  const { server, text, call, said, news } = await places();
  const lost = (place: { readonly id: string }, userId = '7') =>
    news.tellOfLostAnswer({
      guildId: server.id,
      channelId: place.id,
      user: { id: userId },
      context: InteractionContextType.Guild,
      locale: 'en-US',
    });
  await lost(text);
  await lost(text, '8');
  await lost(call, '9');
  expect(said(text)).toEqual([expect.stringMatching(/^<@7>, my answer got lost/)]);
  expect(said(call)).toEqual([expect.stringMatching(/^<@9>, my answer got lost/)]);
  expect(wire.discord.pings).toEqual([]);
});

test.each([
  ['the bot’s own direct messages', InteractionContextType.BotDM, 1],
  ['direct messages of others', InteractionContextType.PrivateChannel, 0],
])('an answer that was lost in %s', async (_, context, count) => {
  const news = new Announcements(wire.client, languages, new FakeLog());
  const ann = wire.discord.addPerson(await addGuild());
  const { id } = wire.discord.directMessages(ann);
  await news.tellOfLostAnswer({ guildId: null, channelId: id, user: ann, context, locale: 'de' });
  expect(wire.discord.messagesIn({ id })).toHaveLength(count);
});

test('a place that was told of a lost answer is told again half a minute later, and one without sight is not', async () => {
  const now = performance.now.bind(performance);
  let passedMs = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + passedMs);
  onTestFinished(() => clock.mockRestore());
  const { server, text, said, news } = await places();
  const closed = await added(() => server.addText({ denyBot: ['SendMessages'] }));
  const lost = (place: { readonly id: string }) =>
    news.tellOfLostAnswer({
      guildId: server.id,
      channelId: place.id,
      user: { id: '7' },
      context: InteractionContextType.Guild,
      locale: 'en-US',
    });
  await lost(closed);
  await lost(text);
  for (const [laterMs, lines] of [
    [29_000, 1],
    [31_000, 2],
  ] as const) {
    // The clock by which ages are counted is read each millisecond.
    await delay(5);
    passedMs = laterMs;
    await lost(text);
    expect(said(text)).toHaveLength(lines);
  }
  expect(wire.discord.calls.filter(({ status }) => status === 403)).toEqual([]);
});

test.each([['SendMessages'], ['ViewChannel']] as const)(
  'without the right %s there, they are told in the chat of the call',
  async (right) => {
    const { server, text, call, said, news } = await places({ denyBot: [right] });
    news.heardFrom(server.id, text.id);
    await news.tell(server.id, ownWords('I left.'), call.id);
    expect([said(text), said(call)]).toEqual([[], ['I left.']]);
  },
);

test.each([
  [['SendMessages'], ['I left.'], []],
  [['SendMessagesInThreads'], [], ['I left.']],
] as const)('in a thread without the right %s', async (denyBot, inThread, inCall) => {
  const { server, text, call, said, news } = await places({ denyBot });
  const thread = await told(() => server.addThread(text), Events.ThreadCreate);
  news.heardFrom(server.id, thread.id);
  await news.tell(server.id, ownWords('I left.'), call.id);
  expect([said(thread), said(call)]).toEqual([inThread, inCall]);
  expect(wire.discord.calls.filter(({ status }) => status === 403)).toEqual([]);
});

test('a place that refused news is asked no more', async () => {
  const { server, text, call, said, news } = await places();
  news.heardFrom(server.id, text.id);
  const path = `channels/${text.id}/messages`;
  wire.discord.fail({ method: 'POST', path, status: 403, code: 50_013 });
  await news.tell(server.id, ownWords('One.'), call.id);
  await news.tell(server.id, ownWords('Two.'), call.id);
  expect([said(text), said(call)]).toEqual([[], ['One.', 'Two.']]);
});
