import { Client, Events } from 'discord.js';
import { beforeEach, expect, test } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import { Following, watchedFollowing } from '#features/attendance/following.ts';
import type { FollowingParts } from '#features/attendance/following.ts';
import { presence } from '#features/calls/presence.ts';
import { ownWords, text } from '#i18n/text.ts';
import { inEnglish } from '#i18n/texts.ts';
import { memberSettings } from '#store/person-settings.ts';

import { ann } from '../../fakes/asker.ts';
import { FakeCalls } from '../../fakes/calls.ts';
import { FakeLog } from '../../fakes/log.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';

const guildId = '1';
const asker: Asker = { ...ann, guildId, moderates: false };
const bea: Asker = { ...asker, id: 'bea' };
let calls: FakeCalls;
let whereabouts: FakeWhereabouts;
let agreed: Set<string>;
let banned: Set<string>;
let told: string[];
let closing: AbortController;

beforeEach(() => {
  calls = new FakeCalls();
  whereabouts = new FakeWhereabouts().put(asker.id, '2');
  agreed = new Set();
  banned = new Set();
  told = [];
  closing = new AbortController();
});

const parts = (): FollowingParts => ({
  calls,
  whereabouts,
  presence: presence(calls, whereabouts, closing.signal),
  bans: {
    of: ({ userId = '' }) =>
      banned.has(userId) ? { kind: 'person', id: userId, reason: '', sinceMs: 0 } : undefined,
  },
  members: {
    get: async ({ userId }) => memberSettings.parse({ letsFollow: agreed.has(userId) }),
  },
  tell: (guild, what, place) => void told.push(`${guild}/${place} ${inEnglish(what)}`),
  closing: closing.signal,
  log: new FakeLog(),
});

/** Follows whoever asks, in channel 2. */
async function open(): Promise<Following> {
  const following = new Following(parts());
  await following.follow(asker);
  return following;
}

/** They are in that channel now, or in none. */
function go(following: Following, { id }: Pick<Asker, 'id'>, channelId?: string): void {
  if (channelId === undefined) whereabouts.channels.delete(id);
  else whereabouts.put(id, channelId);
  following.look(guildId);
}

const places = (): readonly string[] => calls.joined.map(({ channelId }) => channelId);

test('it goes where they go, and not where others do', async () => {
  const following = await open();
  go(following, bea, '5');
  go(following, asker, '3');
  go(following, asker, '4');
  expect(places()).toEqual(['2', '3', '4']);
  following.end(asker);
  go(following, asker, '2');
  expect([places(), told]).toEqual([['2', '3', '4'], []]);
});

test.each<[string, (following: Following) => void, string]>([
  [
    'they leave the voice channels',
    (following) => go(following, asker),
    `1/2 <@${ann.id}> left the voice channels, so I follow them no more.`,
  ],
  [
    'it would take the voice from people who stay',
    (following) => {
      whereabouts.put(bea.id, '2');
      go(following, asker, '3');
    },
    `1/2 <@${ann.id}> went elsewhere. I stay with the people in <#2>, and follow no more.`,
  ],
  [
    'it may not speak where they go',
    (following) => {
      whereabouts.obstacles.set(
        '3',
        text(($) => $.discord.obstacles.timedOut),
      );
      go(following, asker, '3');
    },
    `1/2 I can’t follow <@${ann.id}> any more. I was timed out in this server, so I can’t join a voice channel until that ends.`,
  ],
  [
    'somebody sends it elsewhere',
    (following) => {
      calls.inChannel(guildId, '7');
      following.look(guildId);
    },
    `1/7 I was sent elsewhere, so I follow <@${ann.id}> no more.`,
  ],
])('it ends when %s, which is told once', async (_, happens, news) => {
  const following = await open();
  happens(following);
  go(following, asker, '4');
  expect(told).toEqual([news]);
  expect(places()).toEqual(['2']);
});

test('it goes along when somebody moves both', async () => {
  const following = await open();
  go(following, asker, '3');
  calls.inChannel(guildId, '3');
  following.look(guildId);
  go(following, asker, '4');
  expect([places(), told]).toEqual([['2', '3', '4'], []]);
});

test('it ends with the call, whose end is told already', async () => {
  const following = await open();
  calls.leave(guildId);
  go(following, asker, '3');
  expect([places(), told]).toEqual([['2'], []]);
  expect(() => following.end(asker)).toThrow('I follow nobody here.');
});

test('where they are is asked again when the bot has come', async () => {
  calls.joining = async () => void whereabouts.channels.delete(asker.id);
  await open();
  expect(told).toEqual([expect.stringContaining('left the voice channels')]);
});

test('a join that fails ends it, with the reason where people can do something about it', async () => {
  const following = await open();
  calls.joining = () => Promise.reject(new UserError(ownWords('It is full.')));
  go(following, asker, '3');
  await expect
    .poll(() => told)
    .toEqual([`1/undefined I can’t follow <@${ann.id}> any more. It is full.`]);
  expect(() => following.end(asker)).toThrow('I follow nobody here.');
});

test('somebody else is followed when they agreed and are in a voice channel', async () => {
  const following = new Following(parts());
  await expect(following.follow(asker, 'bea')).rejects.toThrow(
    '<@bea> has not agreed to be followed. They do that with /call me.',
  );
  agreed.add('bea');
  await expect(following.follow(asker, 'bea')).rejects.toThrow('<@bea> is in no voice channel.');
  whereabouts.put('bea', '3');
  await following.follow(asker, 'bea');
  expect(places()).toEqual(['3']);
  const other = { ...asker, id: 'cem' };
  expect(() => following.end(other)).toThrow(
    'Only <@bea>, whoever asked for it and moderators end that.',
  );
  expect(following.end({ ...other, moderates: true })).toBe('bea');
  await following.follow(asker, 'bea');
  expect(following.end(bea)).toBe('bea');
});

test('nobody who was banned is gone after any more', async () => {
  const following = new Following(parts());
  await following.follow(asker);
  banned.add(asker.id);
  whereabouts.put(asker.id, '3');
  following.look(guildId);
  banned.clear();
  following.look(guildId);
  expect(places()).toEqual(['2']);
});

test('what Discord tells of people has it go after them', async () => {
  const client = new Client({ intents: [] });
  const following = watchedFollowing(client, parts());
  await following.follow(asker);
  whereabouts.put(asker.id, '3');
  client.emit(Events.VoiceStateUpdate as string, { guild: { id: guildId } });
  whereabouts.put(asker.id, '4');
  client.emit(Events.GuildAvailable as string, { id: guildId });
  await expect.poll(places).toEqual(['2', '3', '4']);
});

test('nobody is followed any more in a server that the bot was taken out of', async () => {
  const client = new Client({ intents: [] });
  const following = watchedFollowing(client, parts());
  await following.follow(asker);
  client.emit(Events.GuildDelete as string, { id: guildId });
  expect(() => following.end(asker)).toThrow(UserError);
});
