import type { Person, Place } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { ServerSettings } from '#store/server-settings.ts';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// The menu of a message: what it says of whom, and for whom.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const readAloud = 'Read this aloud';
const post = 'Post as voice message';

function point(
  name: string,
  target: Message,
  { text }: Room,
  by: Person,
  channel: Place = text,
): Interaction {
  return bot.discord.menu({ name, target, channel, by });
}

/** Changes what the server has set. */
function set({ server, admin }: Room, reading: object, words: object = {}): Promise<unknown> {
  return bot.store.serverSettings.change(
    server.id,
    { actorId: admin.id },
    (now: ServerSettings) => ({
      ...now,
      reading: { ...now.reading, ...reading },
      words: { ...now.words, ...words },
    }),
  );
}

test('Read this aloud: a message is heard as it would be read, also where nothing is read', async () => {
  const room = await openRoom(bot);
  const { discord } = bot;
  const { ann, bea, text, server } = room;
  await set(room, { on: true }, { said: 'always' });
  const picture = { filename: 'a.png', contentType: 'image/png', bytes: new Uint8Array(9) };
  const first = room.write('The first one.', ann);
  await room.isRead(first);
  const content = `**Look**, ${ann.mention}: https://example.com/x`;
  const more = { channel: text, by: bea, content, attachments: [picture], replyTo: first };
  const words = await room.words(() => discord.say(more));
  expect(words).toEqual([expect.stringMatching(/^Bea, replying to Ann: Look, Ann.*example/)]);
  await set(room, { on: false, channelIds: [] });
  const elsewhere = server.addText();
  const again = discord.say({
    ...more,
    channel: elsewhere,
    replyTo: discord.say({ channel: elsewhere, by: ann, content: 'One.' }),
  });
  expect(
    await room.words(() => told(point(readAloud, again, room, ann, elsewhere), /Spoken/)),
  ).toEqual(words);
});

test('Read this aloud: it is a line of whoever asks, in the voice of its author', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  await bot.store.people.change(bea.id, { actorId: bea.id }, (now) => ({
    ...now,
    voice: { voice: 'am_adam' },
  }));
  const written = room.write('Mine.', bea, server.addText());
  bot.calls.hold(server.id);
  const asked = bot.discord.menu({
    name: readAloud,
    target: written,
    channel: { id: written.channelId },
    by: ann,
  });
  await soon(() => expect(bot.calls.queue(server.id)).toHaveLength(1));
  expect(bot.calls.queue(server.id)[0]).toMatchObject({ authorId: ann.id, wordsOf: bea.id });
  bot.calls.go(server.id);
  const answer = await told(asked, /Spoken/);
  expect(answer).toMatchObject({ ephemeral: true });
  expect(answer.text).toMatch(/\*\*Bea\*\* · Adam/);
  expect(room.heard().at(-1)).toMatchObject({ text: 'Mine.', voice: { id: 'am_adam' } });
});

test('Read this aloud: names are said when somebody else was heard before', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  await set(room, { on: true }, { said: 'on-change' });
  const other = server.addText();
  const [one, two] = ['One.', 'Two.'].map((words) => room.write(words, bea, other));
  const asked = (message: Message) => () =>
    told(point(readAloud, message, room, ann, other), /Spoken/);
  expect(await room.words(asked(one!))).toEqual(['Bea said: One.']);
  expect(await room.words(asked(two!))).toEqual(['Two.']);
  // The asker is not the one who was heard.
  expect(await room.words(() => room.write('Three.', ann))).toEqual(['Ann said: Three.']);
  bot.calls.hold(server.id);
  const first = point(readAloud, two!, room, ann, other);
  await soon(() => expect(bot.calls.queue(server.id)).toHaveLength(1));
  const second = point(readAloud, one!, room, ann, other);
  await soon(() => expect(bot.calls.queue(server.id)).toHaveLength(2));
  // It comes before what Ann asked for second, whose author is no longer the last who was heard.
  room.write('Four.', room.mod);
  await soon(() => expect(bot.calls.queue(server.id)).toHaveLength(3));
  const words = await room.words(async () => {
    bot.calls.go(server.id);
    await Promise.all([told(first, /Spoken/), told(second, /Spoken/)]);
  });
  expect(words).toEqual(['Bea said: Two.', 'Mo said: Four.', 'Bea said: One.']);
});

interface Refusal {
  /** Set by the server. */
  readonly reading?: object;
  readonly content?: string;
  /** This is done first. */
  readonly before?: (room: Room) => Promise<unknown>;
  readonly author?: (room: Room) => Person;
}

const notRead = /^Its author is not read here\.$/;

test.each<[string, Refusal, RegExp]>([
  [
    'who refuses to be read',
    { before: ({ use, bea }) => told(use('privacy opt-out', {}, bea), /./) },
    notRead,
  ],
  [
    'whom moderators muted',
    { before: ({ set: by, bea }) => by('autoread person mute', { person: bea }) },
    notRead,
  ],
  ['who has not agreed where that is needed', { reading: { optIn: true } }, notRead],
  [
    'whose role is ignored',
    { before: (room) => set(room, { ignoredRoleIds: [roleOf(room)] }) },
    /has a role that is not read/,
  ],
  [
    'who lacks the role that is needed',
    {
      before: ({ server, ...room }) =>
        set(
          { server, ...room },
          { requiredRoleId: bot.discord.addRole(server, 'read', [room.ann]).id },
        ),
    },
    /^Only people with the role <@&\d+> are read here\.$/,
  ],
  [
    'who is a bot',
    { author: ({ server }) => bot.discord.addPerson(server, { name: 'Beep', bot: true }) },
    /A bot wrote it/,
  ],
  ['who marked it', { content: '; not this' }, /begins with a mark/],
  [
    'whose words are all filtered',
    {
      content: 'Grumpy.',
      async before(room) {
        await room.set('autoread filter add', { words: 'grumpy' });
        await set(room, {}, { filtered: 'drop' });
      },
    },
    /holds nothing but words that are filtered here/,
  ],
])(
  'Read this aloud, Post as voice message: nothing is said of somebody %s',
  async (_, refusal, why) => {
    const room = await openRoom(bot);
    const { reading = {}, content = 'Hello.', before, author } = refusal;
    await set(room, reading);
    await before?.(room);
    const by = author?.(room) ?? room.bea;
    const message = room.write(content, by, room.server.addText());
    const [heard, posted] = [room.heard().length, bot.renderedFiles.asked.length];
    for (const name of [readAloud, post]) {
      const asked = bot.discord.menu({
        name,
        target: message,
        channel: { id: message.channelId },
        by: room.ann,
      });
      const answer = await told(asked, why);
      expect(answer).toMatchObject({ ephemeral: true });
    }
    expect(room.heard()).toHaveLength(heard);
    expect(bot.renderedFiles.asked).toHaveLength(posted);
  },
);

const roleOf = ({ server, bea }: Room): string => bot.discord.addRole(server, 'ignored', [bea]).id;

test('Read this aloud, Post as voice message: what the bot wrote is not said, and why its author is not read is told to moderators', async () => {
  const room = await openRoom(bot);
  const own = await told(room.use('help'), /./).then(() => told(room.use('skip'), /./));
  for (const name of [readAloud, post])
    expect((await told(point(name, own, room, room.ann), /./)).text).toMatch(
      /I read nothing of my own/,
    );
  await told(room.use('privacy opt-out', {}, room.bea), /./);
  const written = room.write('Hello.', room.bea);
  for (const by of [room.mod, room.bea])
    expect((await told(point(post, written, room, by), /./)).text).toBe(
      'Its author has asked not to be read.',
    );
});

test('Read this aloud: what its author takes back falls silent, and so does everything once they refuse to be read', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  const other = server.addText();
  const [one, two] = ['One.', 'Two.'].map((words) => room.write(words, bea, other));
  const asked = [];
  bot.calls.hold(server.id);
  for (const [at, message] of [one!, two!].entries()) {
    asked.push(point(readAloud, message, room, ann, other));
    await soon(() => expect(bot.calls.queue(server.id)).toHaveLength(at + 1));
  }
  bot.discord.deleteMessages(two!);
  await told(asked[1]!, /Skipped/);
  await told(room.use('privacy opt-out', {}, bea), /./);
  const skipped = await told(asked[0]!, /Skipped/);
  bot.calls.go(server.id);
  expect(room.heard()).toEqual([]);
  const again = bot.discord.press(skipped, 'Replay', ann);
  expect((await told(again, /./)).text).toMatch(/no longer know the text/);
});

test('Post as voice message: the same words and voice, behind the name of their author', async () => {
  const room = await openRoom(bot);
  const { bea, ann } = room;
  await set(room, { on: true }, { said: 'on-change' });
  const written = room.write('Good evening.', bea);
  await room.isRead(written);
  const asked = point(post, written, room, ann);
  const answer = await told(asked, /AI voice/);
  expect(answer).toMatchObject({ ephemeral: false });
  expect(asked.followUps.map(({ voiceMessage, ephemeral }) => [voiceMessage, ephemeral])).toEqual([
    [true, false],
  ]);
  expect(bot.renderedFiles.asked.at(-1)).toMatchObject({ text: 'Bea said: Good evening.' });
  bot.discord.setPermissions(room.text, room.server, { deny: ['SendVoiceMessages'] });
  const asFile = await told(point(post, written, room, ann), /AI voice/);
  expect(asFile.attachments.map(({ filename }) => filename)).toEqual(['speech.ogg']);
});

test('Post as voice message: where the bot is in no server the voice of whoever asks reads, and says whose words they are', async () => {
  const { discord, store, renderedFiles } = bot;
  const server = discord.addGuild({ bot: false });
  const channel = server.addText();
  const [ann, bea] = ['Ann', 'Bea'].map((name) => discord.addPerson(server, { name }));
  for (const [by, voice] of [
    [ann!, 'am_adam'],
    [bea!, 'bf_emma'],
  ] as const)
    await store.people.change(by.id, { actorId: by.id }, (now) => ({ ...now, voice: { voice } }));
  const written = discord.say({ channel, by: bea!, content: 'Good night.' });
  const menu = (by: Person): Interaction =>
    discord.menu({ name: post, target: written, channel, by });
  await told(menu(ann!), /AI voice/);
  expect(renderedFiles.asked.at(-1)).toMatchObject({
    text: 'Bea said: Good night.',
    voice: { id: 'am_adam' },
  });
  await told(menu(bea!), /AI voice/);
  expect(renderedFiles.asked.at(-1)).toMatchObject({
    text: 'Good night.',
    voice: { id: 'bf_emma' },
  });
  await store.people.change(bea!.id, { actorId: bea!.id }, (now) => ({ ...now, optedOut: true }));
  expect((await told(menu(ann!), /./)).text).toBe('Its author is not read here.');
});
