import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openReadingRoom, tell } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, freshSentence, likeness, soonMs, speechOf, told } from './room.ts';

// Which messages are read and which are not, as people write them.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

/** The outcomes of the last messages of the room's channel, latest first, once nothing of them is on its way. */
async function outcomes(room: ReadingRoom, count: number): Promise<readonly string[]> {
  const known = async (): Promise<readonly string[]> => {
    const { text } = await told(room.use('autoread why'), /./);
    return text.split('\n').map((line) => line.replace(/^\S+ /, ''));
  };
  const isOver = (lines: readonly string[]): boolean =>
    lines.length === count && !lines.some((line) => /will be as soon as|Nothing has/.test(line));
  await expect.poll(known, { timeout: soonMs, interval: 200 }).toSatisfy(isOver);
  return known();
}

const picture = (name: string) => ({ filename: name, bytes: new TextEncoder().encode(name) });
const sticker = (id: string) => ({ sticker_items: [{ id, name: 'Wave', format_type: 1 }] });
const forward = (id: string) => ({
  message_reference: { type: 1, message_id: id, channel_id: '1' },
  message_snapshots: [
    {
      message: {
        type: 0,
        content: '',
        attachments: [
          {
            id,
            filename: 'cat.png',
            content_type: 'image/png',
            size: 9,
            url: 'https://cdn.discordapp.com/attachments/1/2/cat.png',
            proxy_url: 'https://media.discordapp.net/attachments/1/2/cat.png',
          },
        ],
        embeds: [],
        mentions: [],
        mention_roles: [],
        components: [],
        timestamp: '2026-01-01T00:00:00.000000+00:00',
        edited_timestamp: null,
        flags: 0,
      },
    },
  ],
});

const read = 'It was read.';

test.concurrent('three different pictures in a row are no repetition', async () => {
  const room = await openReadingRoom(scene);
  for (const name of ['one.png', 'two.png', 'three.png'])
    scene.discord.say({ channel: room.text, by: room.ann, attachments: [picture(name)] });
  expect(await outcomes(room, 3)).toEqual([read, read, read]);
});

test.concurrent.each([
  ['stickers', sticker],
  ['forwards', forward],
])(
  'three different %s in a row are no repetition, and the same three times is one',
  async (_, thing) => {
    const room = await openReadingRoom(scene);
    for (const id of ['41', '42', '43', '43', '43']) tell(scene, room, room.ann, thing(id));
    const again = 'It was the same for the third time in a row.';
    expect(await outcomes(room, 5)).toEqual([again, read, read, read, read]);
  },
);

test.concurrent('lists, figures and faces are read, and a semicolon before a letter is the only mark', async () => {
  const room = await openReadingRoom(scene);
  await room.set('words', { said: 'off' });
  for (const content of ['- milk', '-5 degrees', '-_- sure', '-# small', ';) yes', ';not this'])
    room.write(content);
  const marked =
    'It begins with a mark for messages that are not to be read (“;” before a letter).';
  expect(await outcomes(room, 5)).toEqual([marked, read, read, read, read]);
  const said = [/^milk/, /5 degrees/, /sure/, /^small/, /yes/];
  for (const words of said) expect(room.spoken()).toContainEqual(expect.stringMatching(words));
});

test.concurrent('a server’s own marks count as they are, until it goes back to the usual one', async () => {
  const room = await openReadingRoom(scene);
  const own = await room.set('options', { 'skip-marks': '- #' });
  expect(own.text).toMatch(/Not those that begin with\*\* “-” and “#”/);
  room.write('- milk');
  room.write(';not this');
  expect(await outcomes(room, 2)).toEqual([
    read,
    'It begins with a mark for messages that are not to be read (“-” and “#”).',
  ]);
  const usual = await room.set('options', { 'skip-marks': 'usual' });
  expect(usual.text).toMatch(/Not those that begin with\*\* “;” before a letter/);
  const bread = room.write('- bread');
  expect((await room.why(bread, /was read/)).text).toBe(read);
});

test.concurrent('messages that call other bots are not read, until that is switched on', async () => {
  const room = await openReadingRoom(scene, { joined: false });
  const calls = ['!play song', '?help', '.ping', '$bal', 'm!p', 't!daily'];
  const others = ['$5', '?', '???', '?? what', '...ok', '.5', '!important'];
  const called =
    /^It looks like a command for another bot, and such messages are not read here\. An admin can change that in <\/settings:\d+>\.$/;
  const [latest] = [...others, ...calls].map((content) => room.write(content)).toReversed();
  // The outcomes are those of all five calls only once the latest has come to the bot.
  await room.why(latest!, called);
  const panel = await room.set('show');
  expect(await outcomes(room, 5)).toEqual(calls.slice(1).map(() => expect.stringMatching(called)));
  const on = ['botCommands', 'callChat'];
  await told(
    scene.discord.forge(panel, 'autoread:switches:', room.admin, on),
    /Commands for other bots/,
  );
  await told(room.use('join'), /I’m in/);
  const message = room.write('!play song');
  expect((await room.why(message, /was read/)).text).toBe(read);
});

test.concurrent('who switches reading on brings the bot with a press, and the first message is heard', async () => {
  const { discord } = scene;
  const room = await openReadingRoom(scene, { on: false, joined: false });
  const hidden = room.server.addText({ name: 'hidden', denyBot: ['ViewChannel'] });
  await room.set('on', { channel: hidden });
  const on = await room.set('on');
  expect(on.ephemeral).toBe(false);
  expect(on.text).toMatch(/Nothing is heard until I’m in a call/);
  expect(on.text).toMatch(`I can’t see <#${hidden.id}>: I need the right **View Channel** there.`);
  await told(discord.press(on, 'Join now', room.ann), new RegExp(`I’m in <#${room.call.id}>`));
  const atMs = performance.now();
  room.write('The first of all messages.');
  const heard = await speechHeard(room.listener, atMs, soonMs);
  expect(heard).toMatchObject({ e2ee: true, framesLost: 0 });
  expect(() => discord.press(on, 'Join now', room.ann)).toThrow(/no button/);
  expect((await room.set('on')).text).toMatch(`I’m in <#${room.call.id}>`);
});

test.concurrent('the panel brings the bot, too, to a Stage as well', async () => {
  const { discord } = scene;
  const room = await openReadingRoom(scene, { on: false, joined: false });
  const stage = room.server.addStage({ name: 'stage' });
  const bea = discord.addPerson(room.server, { name: 'Bea', permissions: ['ManageChannels'] });
  discord.join(stage, bea);
  const shown = await told(room.use('autoread show', {}, bea), /Auto-read is off/);
  expect(() => discord.press(shown, 'Join now', bea)).toThrow(/no button/);
  const on = await told(discord.press(shown, 'Switch on', bea), /Auto-read is on/);
  const pressed = discord.press(on, 'Join now', bea);
  await discord.botIn(room.server, stage);
  discord.setVoiceState(room.server, discord.bot, { suppress: false });
  await told(pressed, /Auto-read is on/);
  const now = await told(room.use('autoread show', {}, bea), /Auto-read is on/);
  expect(() => discord.press(now, 'Join now', bea)).toThrow(/no button/);
});

// Channels of which a server wants nothing to be heard, whoever asks for it.

const menus = ['Read this aloud', 'Post as voice message'];
const never = /in this channel is ever read aloud/;

test('nothing of an excluded channel, its threads or a category is heard, and what is written beside them is', async () => {
  const room = await openReadingRoom(scene);
  const { server, text, ann, listener } = room;
  const { discord } = scene;
  const category = server.addCategory({ name: 'quiet' });
  const inside = server.addText({ name: 'inside', category });
  const beside = server.addText({ name: 'beside' });
  for (const channel of [inside, beside]) await room.set('channel add', { channel });
  for (const channel of [text, category]) await room.set('channel exclude', { channel });
  const fromMs = performance.now();
  for (const channel of [text, server.addThread(text), inside, server.addThread(inside)]) {
    const message = room.write(`${discord.bot.mention} Not for your ears.`, ann, channel);
    expect((await room.why(message, never)).text).toMatch(never);
    for (const name of menus) {
      const asked = discord.menu({ name, target: message, channel, by: ann });
      expect(await told(asked, never)).toMatchObject({ ephemeral: true });
      expect(asked.followUps.some(({ voiceMessage }) => voiceMessage)).toBe(false);
    }
  }
  expect(room.spoken()).toEqual([]);
  expect(speechOf(listener, { fromMs })).toEqual([]);

  const words = freshSentence();
  const message = room.write(words, ann, beside);
  expect((await room.why(message, /It was read/)).text).toBe('It was read.');
  expect(
    await likeness(scene, speechOf(listener, { fromMs }), `Ann said: ${words}`),
  ).toBeGreaterThan(0.9);
  const asked = discord.menu({ name: menus[0]!, target: message, channel: beside, by: ann });
  await told(asked, /Spoken/);
  const posted = discord.menu({ name: menus[1]!, target: message, channel: beside, by: ann });
  await posted.followUp(({ voiceMessage }) => voiceMessage);
});

// The first start, from the command to the ears: by the real bot, with a panel that was opened before it was started anew.

test('four presses after /setup the first message is heard', async () => {
  const room = await openReadingRoom(scene, { joined: false, on: false });
  const { discord } = scene;
  const { admin, text, listener } = room;
  discord.join(room.call, admin);
  const first = await told(room.use('setup', {}, admin), /1/);
  const second = await told(discord.select(first, 'setup:channel:', [text], admin), /2/);
  const language = `setup:language:${text.id}`;
  const third = await told(discord.select(second, language, ['usual'], admin), /3/);
  const whose = `setup:whose:${text.id}:usual`;
  const fourth = await told(discord.select(third, whose, ['inCall'], admin), /4/);
  await told(discord.press(fourth, `setup:comes:${text.id}:usual:inCall`, admin), /<#/);
  await discord.botIn(room.server, room.call);
  const fromMs = performance.now();
  const words = freshSentence();
  const message = room.write(words);
  await room.why(message, /It was read/);
  expect(
    await likeness(scene, speechOf(listener, { fromMs }), `Ann said: ${words}`),
  ).toBeGreaterThan(0.9);
});
