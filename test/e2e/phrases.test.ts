import type { Message } from '@crier/rehearsal/discord/model.ts';
import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { openScene } from '../scene.ts';
import { freshSentence, openRoom, soonMs, told } from './room.ts';
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
