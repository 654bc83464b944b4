import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Store } from '#store/store.ts';

import { anyClip, hashOf, keepClone, keepDesign } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// The sentences that people are told of what is held about them, and the files that they are given of it.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

/** The list of what is held. */
async function held({ use }: Room, by: Person): Promise<readonly string[]> {
  const { text } = await told(use('privacy show', {}, by), /What I hold about you/);
  return text.split('\n').flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : []));
}

const word = (written: string) =>
  ({ written, match: 'word', caseSensitive: false, spoken: { as: 'words', words: 'x' } }) as const;
const clip = (size: number) => anyClip(Buffer.alloc(size, size % 251));

type Live = (store: Store, who: string, others: readonly string[]) => Promise<unknown>;

/** Something that is done by or to somebody, and all that is then listed. */
const lives: readonly (readonly [live: Live, ...lines: RegExp[]])[] = [
  [
    ({ people }, who) =>
      people.change(who, { actorId: who }, (all) => ({ ...all, spokenName: 'Annie' })),
    /^what you set:/,
  ],
  [
    ({ people }, who) =>
      people.change(who, { actorId: who }, (all) => ({ ...all, voice: { speed: 2 } })),
    /^what you set:/,
  ],
  [
    ({ people }, who) =>
      people.change(who, { actorId: who }, (all) => ({
        ...all,
        proxies: [{ name: 'Luna', voice: { speed: 2 } }],
      })),
    /^1 name of a proxy that you set a voice or a spoken name for$/,
  ],
  [
    async ({ members }, who, servers) => {
      for (const guildId of servers)
        await members.change({ guildId, userId: who }, { actorId: who }, (all) => ({
          ...all,
          optedIn: true,
        }));
    },
    /^2 servers in which something is set for you$/,
  ],
  [
    async (store, who) => {
      for (const [index, size] of [1_500, 2_000].entries())
        await keepClone(store, who, `Voice *${index}*`, clip(size));
    },
    /^2 voices that you keep: “Voice \\\*0\\\*”, “Voice \\\*1\\\*”$/,
    /^2 recordings \(4 kB\)$/,
    /^2 statements of consent$/,
  ],
  [
    async (store, who) => {
      for (let index = 0; index < 10; index += 1) await keepDesign(store, { id: who }, `V${index}`);
    },
    /^10 voices that you keep: “V0”, .*“V9”$/,
  ],
  [
    ({ dictionaries }, who) =>
      dictionaries.put({ of: 'person', userId: who }, [word('a'), word('b')], who),
    /^2 words in your dictionary$/,
  ],
  [
    ({ dictionaries }, who, [guildId = '']) =>
      dictionaries.put({ of: 'server', guildId }, [word('a'), word('b')], who),
    /^2 words that you added to dictionaries of servers$/,
    /^1 entry in logs of settings$/,
  ],
  [
    async (store, who, [guildId = '']) => {
      const { id: voiceId } = await keepClone(store, guildId, 'Of another');
      await store.sharing.share(voiceId, guildId, guildId, true);
      await store.reports.file({ guildId, voiceId, reporterId: who, reason: 'Rude.' });
    },
    /^1 report that you made$/,
  ],
  [
    async ({ mutes }, who, servers) => {
      for (const guildId of servers) await mutes.mute(guildId, { userId: who }, '7');
    },
    /^2 servers where you are on the list of people who are not read$/,
    /^2 entries in logs of settings$/,
  ],
  [
    async ({ voiceBans }, who, servers) => {
      for (const guildId of servers) await voiceBans.ban(guildId, who, '7');
    },
    /^2 servers in which none of your voices may speak$/,
    /^2 entries in logs of settings$/,
  ],
];

test.each(lives.map((life, at) => [at, life] as const))(
  'what is held is listed, and nothing else (%i)',
  async (_, [live, ...lines]) => {
    const [room, other] = [await openRoom(bot), await openRoom(bot)];
    const { ann, bea } = room;
    await live(bot.store, ann.id, [room.server.id, other.server.id]);
    const listed = await held(room, ann);
    expect(listed).toEqual(lines.map((line) => expect.stringMatching(line)));
    expect(await held(room, bea)).toEqual([]);
  },
);

test.each([
  [0, 0, 'Everything I held about you is deleted.'],
  [
    1,
    0,
    'Everything I held about you is deleted. 1 server has put you on its list of people who are not read. That is its decision, so it stays.',
  ],
  [
    2,
    1,
    'Everything I held about you is deleted. 2 servers have put you on their lists of people who are not read. That is their decision, so it stays. 1 server lets none of your voices speak. That is its decision, so it stays.',
  ],
])('of %i mutes and %i bans it is said whose they are', async (mutes, bans, sentence) => {
  const rooms = [await openRoom(bot), await openRoom(bot)];
  const [{ ann, use }] = rooms as [Room];
  for (const { server } of rooms.slice(0, mutes))
    await bot.store.mutes.mute(server.id, { userId: ann.id }, '7');
  for (const { server } of rooms.slice(0, bans))
    await bot.store.voiceBans.ban(server.id, ann.id, '7');
  const sure = await told(use('privacy delete'), /Delete everything/);
  expect(sure.text).not.toContain('keep refusing');
  const gone = bot.discord.press(sure, 'Delete everything', ann);
  expect((await told(gone, /is deleted/)).text).toBe(sentence);
});

test('an export is whole, however much it is, and one’s own alone', async () => {
  const room = await openRoom(bot);
  const { ann, bea, use } = room;
  const { store } = bot;
  const words = Array.from({ length: 130 }, (_, at) => word(`word ${at}`));
  for (const { id } of [ann, bea])
    await store.dictionaries.put({ of: 'person', userId: id }, words, id);
  const mine = clip(3_000);
  await keepClone(store, ann.id, 'Mine', mine);
  await keepClone(store, bea.id, 'Hers', clip(4_000));
  const { attachments } = await use('privacy export').message(
    (each) => each.attachments.length > 0,
  );
  const files = unzipSync(attachments[0]?.bytes ?? new Uint8Array());
  const data = JSON.parse(strFromU8(files['data.json'] ?? new Uint8Array())) as Record<
    string,
    unknown
  >;
  expect(data).toEqual(JSON.parse(JSON.stringify(await store.personalData.about(ann.id))));
  expect(data['dictionary']).toHaveLength(130);
  expect(Object.keys(files).toSorted()).toEqual([`clips/${hashOf(mine)}.mp3`, 'data.json']);
  expect(Buffer.from(files[`clips/${hashOf(mine)}.mp3`] ?? [])).toEqual(Buffer.from(mine.bytes));
});

test('where no files may be posted everything is given elsewhere, and that is said', async () => {
  const room = await openRoom(bot);
  const channel = room.server.addText({ denyBot: ['AttachFiles'] });
  const asked = bot.discord.command({ name: 'privacy export', channel, by: room.ann });
  const answer = await told(asked, /./);
  expect(answer.text).toMatch(/not allowed to post files here \(\*\*Attach Files\*\*\)/);
  expect(asked.followUps.flatMap(({ attachments }) => attachments)).toEqual([]);
});
