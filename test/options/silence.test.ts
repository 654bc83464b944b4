import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { soon, told, wordsOf } from './room.ts';
import type { Room } from './room.ts';
import { ends, isQueued, openTwo, shareClone } from './two-rooms.ts';

// Voices that may no longer speak, by ear: what is spoken, waits, or is being posted in them ends, there and nowhere else.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

/** Each way of taking a voice from a server, by whoever may. */
const ways: readonly [
  way: string,
  take: (room: Room, voice: string, owner: Person) => Promise<unknown>,
][] = [
  ['/voice forbid voice', (room, voice) => room.set('voice forbid', { voice })],
  ['/voice forbid person', (room, _, person) => room.set('voice forbid', { person })],
  ['/voice server clones forbid', (room) => room.set('voice server', { clones: 'forbid' })],
  ['/voice server clones approval', (room) => room.set('voice server', { clones: 'approval' })],
  ['the button Silence it here', silencedByReport],
  ['the button Forbid all of this person’s', bannedByReport],
];

async function reported(room: Room, voice: string) {
  const report = { voice, reason: 'It is mine.' };
  await told(room.use('clone report', report, room.mod), /Thank you/);
  return told(room.use('clone requests', {}, room.admin), /was reported/);
}

async function silencedByReport(room: Room, voice: string): Promise<unknown> {
  const list = await reported(room, voice);
  return told(bot.discord.press(list, 'Silence it here', room.admin), /doesn’t speak here/);
}

async function bannedByReport(room: Room, voice: string): Promise<unknown> {
  const list = await reported(room, voice);
  const ban = bot.discord.press(list, 'Forbid all of this person’s', room.admin);
  return told(ban, /None of the voices of/);
}

test.each(ways)('%s: what is spoken and waits in it falls silent, there alone', async (_, take) => {
  const [here, there] = await openTwo(bot);
  const owner = here.ann;
  const voice = await shareClone(bot, owner, here, there);
  for (const room of [here, there]) {
    bot.calls.hold(room.server.id);
    for (const text of ['The first in it.', 'The second in it.'])
      room.use('say', { text, voice }, here.bea);
    await isQueued(room, 2);
    // The same person is spoken for in another voice, and by a message.
    room.use('say', { text: 'In a voice for everybody.', voice: 'Sky' }, here.bea);
    await isQueued(room, 3);
    room.write('A message.', here.bea);
    await isQueued(room, 4);
  }
  await take(here, voice, owner);
  expect(await ends(here)).toEqual(['In a voice for everybody.', 'A message.']);
  expect(await ends(there)).toEqual([
    'The first in it.',
    'The second in it.',
    'In a voice for everybody.',
    'A message.',
  ]);
  // Nor does it begin to speak again, for its owner or for others; elsewhere it does.
  for (const by of [owner, here.bea])
    await told(here.use('say', { text: 'Once more in it.', voice }, by), /voice|“Lent/);
  expect(bot.calls.queue(here.server.id)).toEqual([]);
  const again = () => there.use('say', { text: 'Once more in it.', voice }, here.bea);
  expect(await there.words(again)).toEqual(['Once more in it.']);
});

test.each(ways)('%s: what is being posted in it is not posted, there alone', async (_, take) => {
  const [here, there] = await openTwo(bot);
  const { ann: owner, bea, mod } = here;
  const voice = await shareClone(bot, owner, here, there);
  bot.renderedFiles.hold();
  const before = bot.renderedFiles.asked.length;
  const options = { text: 'Posted in it.', voice, as: 'file' };
  // Three people ask, since one person's postings are made one after the other.
  const posting = here.use('say', options, bea);
  const elsewhere = there.use('say', options, there.bea);
  const other = here.use('say', { ...options, voice: 'Sky' }, mod);
  await soon(() => expect(bot.renderedFiles.asked.slice(before)).toHaveLength(3));
  await take(here, voice, owner);
  bot.renderedFiles.go();
  const stopped = await told(posting, /stopped/);
  for (const each of [elsewhere, other])
    expect((await told(each, /AI voice/)).attachments).toHaveLength(1);
  expect(stopped.attachments).toEqual([]);
  expect(posting.followUps.flatMap(({ attachments }) => attachments)).toEqual([]);
});

test.each(ways)(
  '%s: nothing is heard or posted again of what was said in it, there alone',
  async (_, take) => {
    const [here, there] = await openTwo(bot);
    const { ann: owner, bea } = here;
    const voice = await shareClone(bot, owner, here, there);
    const say = async (room: Room) =>
      told(room.use('say', { text: 'Said before.', voice }, bea), /Spoken/);
    const [silent, spoken] = [await say(here), await say(there)];
    await take(here, voice, owner);
    for (const button of ['Replay', 'Post as file']) {
      const refused = bot.discord.press(silent, button, bea);
      const answer = await refused.message(({ text }) => !text.includes('Said before.'));
      expect(answer.attachments).toEqual([]);
    }
    expect(wordsOf(here.heard())).toEqual(['Said before.']);
    const again = () => bot.discord.press(spoken, 'Replay', bea);
    expect(await there.words(again)).toEqual(['Said before.']);
  },
);

test.each(ways)(
  '%s: messages that wait in it are not heard, those of others are',
  async (_, take) => {
    const [room] = await openTwo(bot);
    const { ann: owner, bea } = room;
    const voice = await shareClone(bot, owner, room);
    await told(room.use('voice set', { voice }, bea), new RegExp(voice));
    bot.calls.hold(room.server.id);
    for (const by of [owner, bea, owner]) room.write(`Written by ${by.name}.`, by);
    await isQueued(room, 3);
    await take(room, voice, owner);
    expect(await ends(room)).toEqual(['Written by Ann.', 'Written by Ann.']);
  },
);

test.each<[string, (room: Room, id: string, owner: Person) => Promise<unknown>]>([
  [
    'taken back',
    ({ server }, id, owner) => bot.store.sharing.share(id, owner.id, server.id, false),
  ],
  [
    'refused',
    ({ server, admin }, id) => bot.store.sharing.decide(id, server.id, 'refused', admin.id),
  ],
  [
    'banned with its owner',
    ({ server, admin }, _, owner) => bot.store.voiceBans.ban(server.id, owner.id, admin.id),
  ],
])(
  'a voice that was %s while nobody knew what it had said says nothing of it again, there alone',
  async (_, take) => {
    const [here, there] = await openTwo(bot);
    const { ann: owner, bea } = here;
    const voice = await shareClone(bot, owner, here, there);
    const id = (await bot.store.voices.ownedBy(owner.id))[0]?.id ?? '';
    const say = async (room: Room) =>
      told(room.use('say', { text: 'Said before.', voice }, bea), /Spoken/);
    const [silent, spoken] = [await say(here), await say(there)];
    // In the store alone, as it is for words that are just being chosen.
    await take(here, id, owner);
    for (const button of ['Replay', 'Post as file']) {
      const refused = bot.discord.press(silent, button, bea);
      const answer = await refused.message(({ text }) =>
        text.includes('may no longer be used here'),
      );
      expect(answer.attachments).toEqual([]);
    }
    expect(wordsOf(here.heard())).toEqual(['Said before.']);
    expect(await there.words(() => bot.discord.press(spoken, 'Replay', bea))).toEqual([
      'Said before.',
    ]);
  },
);

let recorded = 0;

/** Recordings that speak once end when nobody may have approved of them, or their owner is banned. */
const forRecordings = ways.filter(([way]) => !/forbid voice|Silence it here/.test(way));

test.each(forRecordings)('%s: a recording that speaks once falls silent, too', async (_, take) => {
  const [here, there] = await openTwo(bot);
  const { ann: owner } = here;
  const voice = await shareClone(bot, owner, here, there);
  const clip = { filename: 'me.mp3', bytes: Buffer.from(`A recording ${(recorded += 1)}.`) };
  const sayOnce = async (room: Room, as: 'speak' | 'file') => {
    const options = { text: `Said once by ${as}.`, clip, transcript: 'Its words.', as };
    const saying = room.use('say', options, owner);
    const asked = await saying.message(({ text }) => /Whose voice is it|Said once by/.test(text));
    // The statement is asked for once.
    const button = 'It is my own voice';
    return asked.text.includes('Whose voice') ? bot.discord.press(asked, button, owner) : saying;
  };
  for (const room of [here, there]) {
    bot.calls.hold(room.server.id);
    await sayOnce(room, 'speak');
    await isQueued(room, 1);
    room.use('say', { text: 'In a voice for everybody.', voice: 'Sky' }, owner);
    await isQueued(room, 2);
  }
  bot.renderedFiles.hold();
  const before = bot.renderedFiles.asked.length;
  const posting = await sayOnce(here, 'file');
  await soon(() => expect(bot.renderedFiles.asked.slice(before)).toHaveLength(1));
  await take(here, voice, owner);
  bot.renderedFiles.go();
  expect(await ends(here)).toEqual(['In a voice for everybody.']);
  expect(await ends(there)).toEqual(['Said once by speak.', 'In a voice for everybody.']);
  await posting.message(({ text }) => text.includes('stopped'));
  const elsewhere = await sayOnce(there, 'file');
  await elsewhere.message(({ attachments }) => attachments.length === 1);
  const posted = [posting.original, ...posting.followUps];
  expect(posted.flatMap((message) => message?.attachments ?? [])).toEqual([]);
});
