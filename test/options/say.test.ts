import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';

// Each option of /say, by its effect on what is heard or posted, and each button under it.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const text = 'A “2026”.';
const clip = { filename: 'me.mp3', bytes: Buffer.from('A recording.') };

test.each<[string, Readonly<Record<string, OptionValue>>, object]>([
  ['/say text', { text }, { text, voice: { id: 'af_alloy' }, speed: 1 }],
  ['/say voice', { text, voice: 'Sky' }, { voice: { mode: 'preset', id: 'af_sky' } }],
  ['/say language', { text, language: 'de' }, { language: 'German' }],
  ['/say speed', { text, speed: 1.25 }, { speed: 1.25 }],
  ['/say style', { text, voice: 'Vivian', style: 'sad' }, { voice: { style: 'sad' } }],
  ['/say as speak', { text, as: 'speak' }, { text }],
])('%s', async (_, options, heard) => {
  const room = await openRoom(bot);
  expect(await room.hear(() => room.use('say', options))).toMatchObject([heard]);
});

test.each([
  ['/say clip', {}, 'What was heard.'],
  ['/say transcript', { transcript: 'The words.' }, 'The words.'],
])('%s', async (_, options, transcript) => {
  const room = await openRoom(bot);
  const said = 'Said by the recording.';
  const asked = await told(room.use('say', { text: said, clip, ...options }), /Whose voice is it/);
  const agreed = () => bot.discord.press(asked, 'It is my own voice', room.ann);
  const [heard] = await room.hear(agreed);
  expect(heard).toMatchObject({ text: said, voice: { mode: 'clone', transcript } });
  const bytes = typeof heard === 'object' && heard.voice.mode === 'clone' && heard.voice.clip.bytes;
  expect(Buffer.from(bytes || []).toString()).toBe('A recording.');
});

test('/say design', async () => {
  const room = await openRoom(bot);
  const design = 'an old wizard with a deep voice';
  const said = { text: 'Said by a wizard.', design };
  const voice = { mode: 'design', description: design };
  expect(await room.hear(() => room.use('say', said))).toMatchObject([{ text: said.text, voice }]);
  for (const other of [{ voice: 'Sky' }, { clip }])
    await told(room.use('say', { ...said, ...other }), /instead of a voice or a clip/);
});

test('/say as voice message, /say as file, /say format', async () => {
  const room = await openRoom(bot);
  const voice = room.use('say', { text, as: 'voice message' });
  await told(voice, /AI voice/);
  expect(voice.followUps.map(({ voiceMessage }) => voiceMessage)).toEqual([true]);
  const files = async (options: Readonly<Record<string, string>>) => {
    const { attachments } = await told(room.use('say', { text, as: 'file', ...options }), /AI/);
    return attachments.map(({ filename }) => filename);
  };
  expect(await files({})).toEqual(['speech.ogg']);
  expect(await files({ format: 'mp3' })).toEqual(['speech.mp3']);
  expect(room.heard()).toEqual([]);
});

test('/say private: nobody else sees the answer, nor what is posted', async () => {
  const room = await openRoom(bot);
  const sees = async (options: Readonly<Record<string, OptionValue>>) => {
    const saying = room.use('say', { text, ...options });
    await told(saying, /AI voice|Spoken/);
    return [saying.original, ...saying.followUps].map((each) => each?.ephemeral);
  };
  expect(await sees({ private: true })).toEqual([true]);
  expect(await sees({ private: true, as: 'voice message' })).toEqual([true, true]);
  expect(await sees({ private: false })).toEqual([false]);
});

test('say:skip, say:replay, say:post', async () => {
  const room = await openRoom(bot);
  const { discord, calls } = bot;
  calls.hold(room.server.id);
  const saying = room.use('say', { text });
  const shown = await told(saying, /Speaking/);
  discord.press(shown, 'Skip', room.ann);
  const skipped = await told(saying, /Skipped/);
  calls.go(room.server.id);
  expect(room.heard()).toEqual([]);
  // By a hand that shakes.
  const again = () => {
    discord.press(skipped, 'Replay', room.ann);
    return discord.press(skipped, 'Replay', room.ann).acknowledged;
  };
  expect(await room.hear(again)).toMatchObject([{ text }]);
  const posted = await told(discord.press(skipped, 'Post as file', room.ann), /AI voice/);
  expect(posted.attachments.map(({ filename }) => filename)).toEqual(['speech.ogg']);
});

test('say:permitted, say:again, say:cancel: of a recording that speaks once', async () => {
  const room = await openRoom(bot);
  const { discord, store } = bot;
  const ask = (words: string) =>
    told(room.use('say', { text, clip: { ...clip, bytes: Buffer.from(words) } }), /Whose voice/);
  const none = await ask('Cancelled.');
  await told(discord.press(none, 'Cancel', room.ann), /Nothing of the recording is kept/);
  expect(await store.personalData.about(room.ann.id)).toMatchObject({ consents: [] });
  const asked = await ask('Permitted.');
  bot.renderedFiles.hold();
  const spoken = () => discord.press(asked, 'I may use this voice', room.ann);
  expect(await room.hear(spoken)).toMatchObject([{ voice: { mode: 'clone' } }]);
  const { consents } = await store.personalData.about(room.ann.id);
  expect(consents).toMatchObject([{ basis: 'permitted' }]);
  bot.renderedFiles.go();
});

test('/skip, /leave, /join, /help', async () => {
  const room = await openRoom(bot);
  const { calls, discord } = bot;
  const { id } = room.server;
  calls.hold(id);
  for (const words of ['Skipped.', 'Heard of both.']) room.use('say', { text: words });
  await soon(() => expect(calls.queue(id)).toHaveLength(2));
  await told(room.use('skip'), /Skipped/);
  calls.go(id);
  await soon(() => expect(room.heard()).toMatchObject([{ text: 'Heard of both.' }]));
  await told(room.use('leave'), /I left/);
  expect(calls.channelOf(id)).toBeUndefined();
  await told(room.use('join'), /I’m in/);
  expect(calls.channelOf(id)).toBe(room.call.id);
  expect((await told(room.use('help'), /\/say/)).ephemeral).toBe(true);
  expect(discord.pings).toEqual([]);
});

test('/help command', async () => {
  const room = await openRoom(bot);
  const shown = await told(room.use('help', { command: 'autoread' }), /Reads messages of chosen/);
  expect(shown.text).toContain('`/autoread person mute`');
  await told(room.use('help', { command: 'sing' }), /There is no such command/);
});
