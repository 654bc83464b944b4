import { setTimeout as delay } from 'node:timers/promises';

import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import { similarity } from '@crier/rehearsal/hearing/similarity.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { OggOpusDecoder } from 'ogg-opus-decoder';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { keepTempo, openReadingRoom } from './reading-room.ts';
import {
  asksFor,
  begins,
  closeClean,
  freshSentence,
  freshWords,
  heardLike,
  nextIsHeard,
  openRoom,
  soonMs,
  speechOf,
  told,
} from './room.ts';
import { stretches } from './stretches.ts';

// Where speech gets to: the right words, in the right order, to the right people, by the right way.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

test.concurrent('what several people say at once is heard in the order of their asking, whatever each takes to be made', async () => {
  const room = await openReadingRoom(scene, { joined: false });
  await keepTempo(room);
  const people = ['Bob', 'Cem', 'Dan', 'Eve'].map((name) =>
    scene.discord.addPerson(room.server, { name }),
  );
  for (const person of people) scene.discord.join(room.call, person);
  const timesMs = [1_200, 100, 900, 0, 500];
  const asked = [room.ann, ...people].map((person, at) => {
    const words = freshWords();
    scene.deapi.next({ job: { time: timesMs[at] ?? 0 }, when: asksFor(words) });
    return { words, interaction: room.use('say', { text: words }, person) };
  });
  await Promise.all(asked.map(async ({ interaction }) => told(interaction, /Spoken/)));
  // The last packets may still be under way.
  await delay(300);
  const spoken = stretches(room.listener.heard);
  for (const { words } of asked) expect(await begins(scene, spoken, words)).toBe(true);
  expect(spoken).toEqual([]);
});

test.concurrent('each of three servers hears its own words, at the same time', async () => {
  const rooms = await Promise.all([openRoom(scene), openRoom(scene), openRoom(scene)]);
  const alike = rooms.map(async (room) => {
    const words = freshSentence();
    return heardLike(room, room.use('say', { text: words }), words);
  });
  expect(Math.min(...(await Promise.all(alike)))).toBeGreaterThan(0.95);
});

test.concurrent('with nobody left in its call the bot moves to whoever speaks', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  await told(room.use('join'), /^I’m in/);
  await room.listener.leave();
  const other = room.server.addVoice({ name: 'other' });
  const listener = await discord.listen(other, room.ann);
  const words = freshWords();
  const interaction = room.use('say', { text: words });
  expect(await heardLike({ ...room, listener }, interaction, words)).toBeGreaterThan(0.95);
  expect(discord.voiceState(room.server, discord.bot)?.channelId).toBe(other.id);
});

test.concurrent('a moderator moves the bot in the middle of a sentence, and the sentence is heard there', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  const other = room.server.addVoice({ name: 'other' });
  const listener = await discord.listen(other, discord.addPerson(room.server, { name: 'Bob' }));
  const words = freshSentence();
  const interaction = room.use('say', { text: words });
  await speechBegins(room.listener, interaction.sentAtMs, soonMs);
  await discord.move(discord.bot, other);
  expect(await heardLike({ ...room, listener }, interaction, words)).toBeGreaterThan(0.95);
});

test.concurrent('a moderator sends the bot away in the middle of a sentence: it says so once, and comes again when asked', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  const interaction = room.use('say', { text: freshSentence() });
  await speechBegins(room.listener, interaction.sentAtMs, soonMs);
  await discord.kick(room.server, discord.bot);
  await told(interaction, /I was disconnected/);
  expect(discord.voiceState(room.server, discord.bot)).toBeUndefined();
  expect(await nextIsHeard(room)).toBe(true);
  const lines = discord.messagesIn(room.text).filter(({ text }) => /I was disconnected/.test(text));
  expect(lines).toHaveLength(1);
});

test.concurrent('muted by a moderator it waits, says so, and begins the sentence again', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  const words = freshSentence();
  const interaction = room.use('say', { text: words });
  await speechBegins(room.listener, interaction.sentAtMs, soonMs);
  discord.setVoiceState(room.server, discord.bot, { mute: true });
  await discord.nextMessage(room.text, ({ text }) => text.includes('I am muted'), {
    timeoutMs: soonMs,
  });
  await told(interaction, /I am muted in this server/);
  discord.setVoiceState(room.server, discord.bot, { mute: false });
  expect(await heardLike(room, interaction, words, { begunAgain: true })).toBeGreaterThan(0.95);
});

test.concurrent('in the audience of a Stage it says at once that nobody would hear it, and posts the speech', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  const stage = room.server.addStage({ name: 'stage' });
  await discord.move(room.ann, stage);
  const bob = discord.addPerson(room.server, { name: 'Bob' });
  discord.join(stage, bob);
  const audience = /I am in the audience of this Stage/;
  const join = room.use('join');
  // While it isn't known yet whether it may speak, what is said waits.
  await discord.botIn(room.server, stage, soonMs);
  const early = room.use('say', { text: freshWords() }, bob);
  // Discord said no: that is known long before the time is over in which it may still say yes.
  await join.shown(({ text }) => audience.test(text), 3_000);
  await early.shown(({ text }) => audience.test(text), 3_000);
  const late = room.use('say', { text: freshWords() });
  // Nothing is made or waited for any more.
  await late.shown(({ text }) => audience.test(text), 3_000);
  const posted = await told(late, /AI voice/);
  expect(posted.attachments.length + late.followUps.length).toBeGreaterThan(0);
  discord.setVoiceState(room.server, discord.bot, { suppress: false });
  await told(early, /Spoken/);
});

test.concurrent('whoever only has the bot for themselves gets the speech posted, in a server without it', async () => {
  const { discord } = scene;
  const server = discord.addGuild({ bot: false });
  const ann = discord.addPerson(server, { name: 'Ann' });
  const channel = server.addText();
  const interaction = discord.command({
    name: 'say',
    options: { text: freshWords() },
    channel,
    by: ann,
  });
  await told(interaction, /AI voice/);
  const files = [interaction.original, ...interaction.followUps].flatMap(
    (message) => message?.attachments ?? [],
  );
  expect(files).toHaveLength(1);
});

test.concurrent('a voice message is mono Opus, as long and as loud as it says, and says the words', async () => {
  const room = await openRoom(scene);
  const words = freshSentence();
  const interaction = room.use('say', { text: words, as: 'voice message' });
  const { attachments, content } = await interaction.followUp(
    ({ voiceMessage }) => voiceMessage,
    soonMs,
  );
  expect(content).toBe('');
  const [file] = attachments;
  const { bytes, durationSecs = 0, waveform = '' } = file!;
  const decoder = new OggOpusDecoder();
  await decoder.ready;
  const { channelData, samplesDecoded } = await decoder.decodeFile(new Uint8Array(bytes));
  decoder.free();
  // It decodes at 48 kHz, and the service keeps its sound at 24.
  const sound = channelData[0]!.filter((_, at) => at % 2 === 0);
  const job = scene.deapi.jobs.find(({ fields }) => fields['text'] === words);
  expect(similarity(sound, job!.pcm!, { sampleRate: 24_000 })).toBeGreaterThan(0.95);
  expect(Math.abs(samplesDecoded / 48_000 - durationSecs)).toBeLessThan(0.1);
  // RFC 7845: the count of channels is the tenth byte of the identification header.
  expect(bytes[Buffer.from(bytes).indexOf('OpusHead') + 9]).toBe(1);
  const levels = [...Buffer.from(waveform, 'base64')];
  expect(levels.length).toBeGreaterThan(durationSecs * 5);
  expect(levels.length).toBeLessThanOrEqual(256);
  expect(Math.max(...levels)).toBe(255);
  expect(Math.min(...levels)).toBeLessThan(100);
});

test.concurrent('where no voice messages are allowed a file is posted, and where no files are, a sentence says so', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  discord.setPermissions(room.text, room.server, { deny: ['SendVoiceMessages'] });
  const asFile = room.use('say', { text: freshWords(), as: 'voice message' });
  const posted = await asFile.reply(({ attachments }) => attachments.length > 0, soonMs);
  expect(posted.text).toContain('Send Voice Messages');
  discord.setPermissions(room.text, room.server, { deny: ['SendVoiceMessages', 'AttachFiles'] });
  const refused = room.use('say', { text: freshWords(), as: 'file' });
  expect(await told(refused, /I need the right \*\*Attach Files\*\*/)).toBeDefined();
});

test.concurrent('what is larger than this interaction may upload is told, not tried', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  const interaction = discord.command({
    name: 'say',
    options: { text: freshSentence(), as: 'file', format: 'mp3' },
    channel: room.text,
    by: room.ann,
    attachmentSizeLimit: 4_000,
  });
  expect(
    await told(interaction, /Discord takes at most .* here\. Use a shorter text\.$/),
  ).toBeDefined();
  expect(await nextIsHeard(room)).toBe(true);
});

test.concurrent('a private answer, its buttons’ answers and its voice message are seen by nobody else', async () => {
  const room = await openRoom(scene);
  const spoken = room.use('say', { text: freshWords(), private: true });
  const posted = room.use('say', { text: freshWords(), private: true, as: 'voice message' });
  await posted.followUp(({ voiceMessage }) => voiceMessage, soonMs);
  await told(spoken, /Spoken/);
  expect(scene.discord.messagesIn(room.text)).toEqual([]);
});

test.concurrent('its author posts as a file what was spoken, without another job, and nobody else does', async () => {
  const { discord, deapi } = scene;
  const room = await openRoom(scene);
  const bob = discord.addPerson(room.server, { name: 'Bob' });
  const words = freshWords();
  const shown = await told(room.use('say', { text: words }), /Spoken/);
  const press = (who: Person) => discord.press(shown, 'Post as file', who);
  const refused = await told(press(bob), /^Only the person who said it can post it/);
  expect(refused.attachments).toEqual([]);
  const posting = press(room.ann);
  const posted = await posting.reply(({ attachments }) => attachments.length > 0, soonMs);
  expect(posted.attachments[0]?.filename).toBe('speech.ogg');
  expect(deapi.jobs.filter(({ fields }) => fields['text'] === words)).toHaveLength(1);
});

test.concurrent('others hear it again by the button, and can’t skip what is not theirs', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  const bob = discord.addPerson(room.server, { name: 'Bob' });
  discord.join(room.call, bob);
  const words = freshSentence();
  const first = room.use('say', { text: words });
  await speechBegins(room.listener, first.sentAtMs, soonMs);
  await told(room.use('skip', {}, bob), /^That is somebody else’s/);
  const shown = await told(first, /Spoken/);
  const again = discord.press(shown, 'Replay', bob);
  expect(await heardLike(room, again, words)).toBeGreaterThan(0.95);
});

test.concurrent('when nobody may be heard any more, nothing is left waiting', async () => {
  const room = await openRoom(scene);
  const long = room.use('say', { text: `${freshSentence()} ${freshSentence()}` });
  await speechBegins(room.listener, long.sentAtMs, soonMs);
  const waiting = [freshWords(), freshWords()].map((text) => room.use('say', { text }));
  await Promise.all(waiting.map(async (each) => told(each, /Waiting/)));
  const left = room.use('leave');
  await told(left, /^I left/);
  await Promise.all([long, ...waiting].map(async (each) => told(each, /I left the call/)));
  const after = speechOf(room.listener, { fromMs: left.sentAtMs + 1_000 });
  expect(after).toEqual([]);
});
