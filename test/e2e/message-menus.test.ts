import type { Person, Place } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { similarity } from '@crier/rehearsal/hearing/similarity.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { OggOpusDecoder } from 'ogg-opus-decoder';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import { closeClean, freshSentence, heardLike, openRoom, soonMs, told } from './room.ts';

// The menu of a message: whoever points at it hears it, in the call or as a voice message.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(async () => {
  await closeClean(scene);
});

const point = (name: string, target: Message, by: Person, channel: Place): Interaction =>
  scene.discord.menu({ name, target, channel, by });
const readAloud = 'Read this aloud';
const post = 'Post as voice message';

test('a message that somebody points at is heard in their call, although nothing is read there', async () => {
  const room = await openRoom(scene);
  const { discord, deapi } = scene;
  const bea = discord.addPerson(room.server, { name: 'bea', nick: 'Queen Bea' });
  const words = freshSentence();
  const written = discord.say({ channel: room.text, by: bea, content: words });
  const asked = point(readAloud, written, room.ann, room.text);
  const answer = await told(asked, /Spoken/);
  expect(answer).toMatchObject({ ephemeral: true });
  expect(answer.text).toContain('**Queen Bea**');
  const said = `Queen Bea said: ${words}`;
  expect(deapi.jobs.filter(({ fields }) => fields['text'] === said)).toHaveLength(1);
  expect(await heardLike(room, asked, said)).toBeGreaterThan(0.9);
  await discord.botIn(room.server, room.call);
});

test('who refuses to be read, and words that are filtered, are not heard by a menu either', async () => {
  const room = await openReadingRoom(scene, { on: false });
  const bea = scene.discord.addPerson(room.server, { name: 'Bea' });
  await room.set('filter add', { words: 'grumpy' });
  const filtered = room.write('You grumpy thing.', bea);
  await told(point(readAloud, filtered, room.ann, room.text), /Spoken/);
  expect(room.spoken().join(' ')).toMatch(/You .*thing/);
  expect(room.spoken().join(' ')).not.toMatch(/grumpy/i);
  await told(room.use('privacy opt-out', {}, bea), /./);
  const refused = room.write('Not for your ears.', bea);
  for (const menu of [readAloud, post]) {
    const asked = point(menu, refused, room.ann, room.text);
    expect(await told(asked, /not read here/)).toMatchObject({ ephemeral: true });
    expect(asked.followUps.some(({ voiceMessage }) => voiceMessage)).toBe(false);
  }
  expect(room.spoken().join(' ')).not.toMatch(/ears/);
});

test('a message is posted as a voice message, in a server and where only the person has the bot', async () => {
  const { discord } = scene;
  const here = await openRoom(scene);
  const server = discord.addGuild({ bot: false });
  const ann = discord.addPerson(server, { name: 'Ann' });
  const bob = discord.addPerson(server, { name: 'Bob' });
  const elsewhere = server.addText();
  const letters = discord.directMessages(here.ann);
  for (const [channel, by, author, name] of [
    [here.text, here.ann, here.ann, 'Ann said: '],
    [elsewhere, ann, bob, 'Bob said: '],
    // Their own words, in their own voice.
    [letters, here.ann, here.ann, ''],
  ] as const) {
    const words = freshSentence();
    const asked = point(post, discord.say({ channel, by: author, content: words }), by, channel);
    const { attachments, ephemeral } = await asked.followUp(
      ({ voiceMessage }) => voiceMessage,
      soonMs,
    );
    expect(ephemeral).toBe(false);
    expect((await told(asked, /AI voice/)).text).toContain(words);
    expect(await likenessOf(attachments[0]!.bytes, `${name}${words}`)).toBeGreaterThan(0.9);
  }
});

test('where the bot can be in no call, a message is posted in place of being read aloud, and why is told', async () => {
  const { discord } = scene;
  const server = discord.addGuild({ bot: false });
  const [ann, bob] = [
    discord.addPerson(server, { name: 'Ann' }),
    discord.addPerson(server, { name: 'Bob' }),
  ];
  // In a call of a server that the bot isn't in.
  discord.join(server.addVoice(), ann);
  for (const [channel, by] of [
    [server.addText(), bob],
    [discord.directMessages(ann), ann],
    [discord.privateChannel([ann, bob]), bob],
  ] as const) {
    const written = discord.say({ channel, by, content: freshSentence() });
    const asked = point(readAloud, written, ann, channel);
    await asked.followUp(({ voiceMessage }) => voiceMessage, soonMs);
    expect((await told(asked, /AI voice/)).text).toContain(
      'There is no voice channel here that I can join.',
    );
  }
});

test('who refuses to be read is heard by no app of a person’s own either', async () => {
  const { discord } = scene;
  const server = discord.addGuild({ bot: false });
  const [ann, bea] = [
    discord.addPerson(server, { name: 'Ann' }),
    discord.addPerson(server, { name: 'Bea' }),
  ];
  const group = discord.privateChannel([ann, bea]);
  // Wherever she says so: here it is her own app, too.
  const refusing = discord.command({ name: 'privacy opt-out', channel: group, by: bea });
  expect(await told(refusing, /./)).toMatchObject({ ephemeral: true });
  const before = scene.deapi.jobs.length;
  for (const channel of [server.addText(), group])
    for (const menu of [readAloud, post]) {
      const refused = discord.say({ channel, by: bea, content: freshSentence() });
      const asked = point(menu, refused, ann, channel);
      expect(await told(asked, /not read/)).toMatchObject({ ephemeral: true });
      expect(asked.followUps).toEqual([]);
    }
  expect(scene.deapi.jobs).toHaveLength(before);
});

/** How alike a voice message is to what the service made of the words. */
async function likenessOf(bytes: Uint8Array, words: string): Promise<number> {
  const job = scene.deapi.jobs.findLast(({ fields }) => fields['text'] === words);
  const decoder = new OggOpusDecoder();
  await decoder.ready;
  const { channelData } = await decoder.decodeFile(new Uint8Array(bytes));
  decoder.free();
  // It decodes at 48 kHz, and the service keeps its sound at 24.
  const sound = channelData[0]!.filter((_, at) => at % 2 === 0);
  return similarity(sound, job?.pcm ?? new Float32Array(), { sampleRate: 24_000 });
}
