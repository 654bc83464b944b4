import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Message } from '@crier/rehearsal/discord/model.ts';
import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { openScene } from '../scene.ts';
import { freshSentence, likeness, openRoom, soonMs, speechOf, told } from './room.ts';
import type { Room } from './room.ts';

// The real bot as a child process: phrases that people saved are heard in the call that they are in, from wherever they press.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(async () => {
  const code = await scene.close();
  if (code !== 0) throw new Error(`the bot ended with exit code ${code}`);
});

afterEach(() => {
  scene.deapi.clearFaults();
  scene.discord.assertClean();
  if (scene.discord.pings.length > 0) throw new Error('a message of the bot pinged somebody');
});

const empty = { words: '', label: '', folder: '', voice: '', style: '' };

/** Saves a phrase on a board; resolves with the board. */
async function save({ ann }: Room, board: Message, words: string, label: string): Promise<Message> {
  remember(label);
  const opened = scene.discord.press(board, 'New phrase', ann);
  await opened.modal();
  const sent = await scene.discord.submitModal(opened, { ...empty, words, label });
  return told(sent, /./);
}

/** A board in somebody's direct messages with the bot. */
async function boardInLetters({ ann }: Room): Promise<Message> {
  const channel = scene.discord.directMessages(ann);
  return told(scene.discord.command({ name: 'phrases', options: {}, channel, by: ann }), /./);
}

test('a board in direct messages stays there, and speaks in the call that its owner is in', async () => {
  const room = await openRoom(scene);
  const opened = await boardInLetters(room);
  expect(opened.ephemeral).toBe(false);
  const board = await save(room, opened, freshSentence(), 'Hello');
  const pressed = scene.discord.press(board, 'Hello', room.ann);
  const heard = await speechHeard(room.listener, pressed.sentAtMs, soonMs);
  expect(heard).toMatchObject({ e2ee: true, framesLost: 0 });
  expect(heard.framesHeard).toBeGreaterThan(25);
  expect((await pressed.acknowledged).kind).toBe(6);
  expect(pressed.followUps).toEqual([]);
});

test('a board is opened by one answer, without a second call to Discord', async () => {
  const room = await openRoom(scene);
  await save(room, await boardInLetters(room), 'Something.', 'Something');
  const asked = room.use('phrases');
  expect((await told(asked, /Your phrases/)).ephemeral).toBe(true);
  expect((await asked.acknowledged).kind).toBe(4);
  const answers = scene.discord.calls.filter(({ path }) =>
    [asked.id, 'webhooks'].some((part) => path.includes(part)),
  );
  expect(answers.map(({ path }) => path)).toEqual([expect.stringContaining('callback')]);
});

test('a phrase is spoken by its name in the call that its owner is in, also from another server', async () => {
  const room = await openRoom(scene);
  const words = freshSentence();
  await save(room, await boardInLetters(room), words, 'By name');
  const other = scene.discord.addGuild();
  scene.discord.addPerson(other, { name: 'Ann' }, room.ann);
  const channel = other.addText({ name: 'elsewhere' });
  const asked = scene.discord.command({
    name: 'phrase',
    options: { phrase: 'by name' },
    channel,
    by: room.ann,
  });
  const heard = await speechHeard(room.listener, asked.sentAtMs, soonMs);
  expect(heard.framesHeard).toBeGreaterThan(25);
  expect((await told(asked, /Spoken/)).text).toContain(words);
});

test('an emoji that is sent into the call speaks a phrase of whoever sent it, without anything typed', async () => {
  const room = await openRoom(scene);
  await save(room, await boardInLetters(room), freshSentence(), 'By emoji');
  await told(room.use('phrase', { phrase: 'By emoji', tap: '👋' }), /is spoken when/);
  const sentAtMs = performance.now();
  scene.discord.sendEffect(room.call, room.ann, { emoji: '👋' });
  const heard = await speechHeard(room.listener, sentAtMs, soonMs);
  expect(heard).toMatchObject({ e2ee: true, framesLost: 0 });
  expect(heard.framesHeard).toBeGreaterThan(25);
});

test('phrases of two people and of two servers never mix', async () => {
  const [one, two] = [await openRoom(scene), await openRoom(scene)];
  const admin = scene.discord.addPerson(one.server, { name: 'Ada', permissions: ['ManageGuild'] });
  await save(one, await boardInLetters(one), 'Mine alone.', 'Mine alone');
  const ours = await told(one.use('phrases', { for: 'server' }, admin), /this server/);
  const board = await save({ ...one, ann: admin }, ours, 'Ours alone.', 'Ours alone');
  const suggested = async ({ text, ann }: Room): Promise<readonly string[]> => {
    const options = { phrase: 'alone' };
    const typing = { name: 'phrase', options, focused: 'phrase', channel: text, by: ann };
    return (await scene.discord.autocomplete(typing)).choices.map(({ name }) => name);
  };
  expect(await suggested(one)).toHaveLength(2);
  expect(await suggested(two)).toEqual([]);
  // Somebody else, in another server, with the ids of both.
  const [mine, server] = [await boardInLetters(one), board].map(
    (shown) => /phrases:speak:[^"]*/.exec(JSON.stringify(shown.components))?.[0] ?? '',
  );
  const theirs = await told(two.use('phrases'), /./);
  for (const id of [mine, server])
    await told(scene.discord.forge(theirs, id ?? '', two.ann), /no longer there/);
});

test('in no call a phrase is posted by its command, and a board says why it can’t be heard', async () => {
  const room = await openRoom(scene);
  const board = await save(room, await boardInLetters(room), freshSentence(), 'Alone here');
  await scene.discord.leave(room.server, room.ann);
  await told(
    scene.discord.press(board, 'Alone here', room.ann),
    /in no voice channel|no voice channel here/,
  );
  const asked = room.use('phrase', { phrase: 'alone here' });
  expect((await told(asked, /You are in no voice channel/)).text).toContain('AI voice');
});

/** The texts that the service was asked for, in the voices that were to speak them. */
const askedFor = (words: string): readonly unknown[] =>
  scene.deapi.jobs
    .filter(({ fields }) => fields['text'] === words)
    .map(({ fields }) => fields['voice']);

/** The pieces of speech that are kept for phrases. */
async function kept(): Promise<number> {
  const folder = join(scene.bot.dataFolder, 'phrases');
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  return files.filter((file) => file.endsWith('.frames')).length;
}

/** The same once nothing more is made of earlier phrases. */
async function settled(): Promise<number> {
  let count = await kept();
  for (;;) {
    await delay(1_000);
    const now = await kept();
    if (now === count) return now;
    count = now;
  }
}

const soon = (holds: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(holds, { timeout: soonMs, interval: 50 });

test('a phrase is made once, when it is saved, and is heard with the service down', async () => {
  const room = await openRoom(scene);
  const words = freshSentence();
  const before = await kept();
  const board = await save(room, await boardInLetters(room), words, 'Made ahead');
  await soon(async () => expect(await kept()).toBe(before + 1));
  expect(askedFor(words)).toHaveLength(1);
  scene.deapi.next({ on: 'submit', fail: 'server-error', times: Infinity });
  const pressed = scene.discord.press(board, 'Made ahead', room.ann);
  await speechHeard(room.listener, pressed.sentAtMs, soonMs);
  const packets = speechOf(room.listener, { fromMs: pressed.sentAtMs });
  expect(await likeness(scene, packets, words)).toBeGreaterThan(0.9);
  expect(askedFor(words)).toHaveLength(1);
});

test('a phrase with blanks has what is always the same made ahead', async () => {
  const room = await openRoom(scene);
  const words = freshSentence();
  await save(room, await boardInLetters(room), `${words} {date}`, 'With a date');
  await soon(() => expect(askedFor(words)).toHaveLength(1));
});

test('a phrase is made again in the voice that the server of its owner’s call has since', async () => {
  const room = await openRoom(scene);
  const admin = scene.discord.addPerson(room.server, { name: 'Ada', permissions: ['ManageGuild'] });
  const words = freshSentence();
  const board = await save(room, await boardInLetters(room), words, 'In our voice');
  await soon(() => expect(askedFor(words)).toHaveLength(1));
  const pressed = scene.discord.press(board, 'In our voice', room.ann);
  await speechHeard(room.listener, pressed.sentAtMs, soonMs);
  await told(room.use('voice server', { voice: 'am_adam' }, admin), /./);
  await soon(() => expect(askedFor(words)).toHaveLength(2));
  expect(askedFor(words)[1]).toBe('am_adam');
});

test('a phrase is made again in the voice that its owner chose since, and let go with it', async () => {
  const room = await openRoom(scene);
  const words = freshSentence();
  const before = await settled();
  const board = await save(room, await boardInLetters(room), words, 'In my voice');
  await soon(async () => expect(await kept()).toBe(before + 1));
  expect(askedFor(words)).toHaveLength(1);
  await told(room.use('voice set', { voice: 'am_adam' }), /./);
  await soon(() => expect(askedFor(words).length).toBe(2));
  expect(askedFor(words)[1]).toBe('am_adam');
  await soon(async () => expect(await kept()).toBe(before + 1));
  const menu = /phrases:more:[^"]*/.exec(JSON.stringify(board.components))?.[0] ?? '';
  const removing = await told(scene.discord.select(board, menu, ['remove'], room.ann), /Deleting/);
  const asked = await told(scene.discord.press(removing, 'In my voice', room.ann), /Delete the/);
  await told(scene.discord.press(asked, 'Delete it', room.ann), /no phrases yet/);
  await soon(async () => expect(await kept()).toBe(before));
});
