import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';

import { openScene } from '../scene.ts';
import { keepDesign } from '../store/folder.ts';
import { openQuietRoom, openReadingRoom, slow } from './reading-room.ts';
import { closeClean, freshSentence, freshWords, soonMs, speechOf, told } from './room.ts';

// Messages wait to be heard in floods, and are deleted or edited meanwhile.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(async () => {
  await closeClean(scene);
});

afterEach(() => {
  scene.deapi.clearFaults();
});

test('one person’s flood leaves others their turns, and is told of once', async () => {
  const room = await openReadingRoom(scene);
  const bea = scene.discord.addPerson(room.server, { name: 'Bea' });
  scene.discord.join(room.call, bea);
  room.write(`${freshWords()} `.repeat(60));
  const flood = Array.from({ length: 59 }, () => room.write(freshWords()));
  const [second, third, last] = [flood[0], flood[1], flood.at(-1)];
  if (!second || !third || !last) throw new Error('nothing was written');
  expect((await room.why(last, /Too much/)).text).toBe('Too much was waiting to be spoken.');
  const beas = room.write(freshWords(), bea);
  await room.why(beas, /as soon as/, bea);
  const said = room.use('say', { text: freshWords() }, bea);
  // Ann's that is spoken, and Bea's message.
  await told(said, /Waiting: 2 before it/);
  await told(room.use('skip'), /Skipped/);
  await told(said, /Spoken/);
  expect((await room.why(beas, /It was read/, bea)).text).toBe('It was read.');
  expect((await room.why(second, /It was read/)).text).toBe('It was read.');
  expect((await room.why(third, /./)).text).toMatch(/as soon as/);
  // It was made without a name, and would have been taken for Bea's.
  expect(room.spoken()).toContain(`Ann said: ${second.content}`);
  const notes = scene.discord
    .messagesIn(room.text)
    .filter(({ text }) => text.includes('of your lines wait'));
  expect(notes.map(({ text }) => text.replace(/:\d+>/, '>'))).toEqual([
    `<@${room.ann.id}>: 20 of your lines wait to be spoken here, which is as many as may. Please wait until one was spoken, or use </skip>.`,
  ]);
  await told(room.use('leave'), /left/i);
});

test('what is deleted while it waits is not heard, one alone or several at once', async () => {
  const room = await openQuietRoom(scene);
  slow(scene, room, 3_000);
  const [alone, one, two, kept] = [1, 2, 3, 4].map(() => room.write(freshWords()));
  if (!alone || !one || !two || !kept) throw new Error('nothing was written');
  await room.why(kept, /as soon as/);
  scene.discord.deleteMessages(alone);
  scene.discord.deleteMessages(one, two);
  await room.why(kept, /It was read/);
  const answer = await told(room.use('autoread why'), /./);
  const deleted = answer.text.split('\n').filter((line) => /It was deleted/.test(line));
  expect(deleted).toHaveLength(3);
  expect(room.spoken()).not.toContain(two.content);
});

test('what is deleted while it is spoken falls silent', async () => {
  const room = await openQuietRoom(scene);
  const atMs = performance.now();
  const message = room.write(`${freshWords()} `.repeat(40));
  await expect
    .poll(() => speechOf(room.listener, { fromMs: atMs }).length, { timeout: soonMs })
    .toBeGreaterThan(10);
  scene.discord.deleteMessages(message);
  const next = room.write(freshWords());
  const { text } = await room.why(next, /It was read/);
  expect(text).toBe('It was read.');
  expect(speechOf(room.listener, { fromMs: atMs }).length).toBeLessThan(400);
});

test('what is edited while it waits is spoken as edited, in its place', async () => {
  const room = await openQuietRoom(scene);
  slow(scene, room, 2_000);
  slow(scene, room, 2_000);
  slow(scene, room, 2_000);
  const [before, after] = [freshWords(), freshWords()];
  const message = room.write(before);
  const last = room.write(freshWords());
  await room.why(last, /as soon as/);
  scene.discord.editMessage(message, after);
  await room.why(last, /It was read/);
  expect((await room.why(message, /It was read/)).text).toBe('It was read.');
  expect(room.spoken()).toContain(after);
  expect(room.spoken()).not.toContain(before);
});

test('what is edited into a borrowed voice is not heard once that is taken back', async () => {
  const room = await openQuietRoom(scene);
  const owner = scene.discord.addPerson(room.server, { name: 'Bo' });
  const store = await openStore({ folder: scene.bot.dataFolder });
  const { id } = await keepDesign(store, owner, 'Lent');
  await store.sharing.share(id, owner.id, room.server.id, true);
  await store.close();
  slow(scene, room, 3_000);
  const message = room.write(freshWords());
  await room.why(message, /as soon as/);
  const words = freshSentence();
  scene.discord.editMessage(message, `{voice Lent} ${words}`);
  await expect.poll(() => room.spoken(), { timeout: soonMs }).toContain(words);
  await told(room.use('clone unshare', { voice: 'Lent' }, owner), /Only you can use “Lent”/);
  expect((await room.why(message, /skipped/)).text).toMatch(/skipped/);
});

test('what is edited into something that is not read is not heard', async () => {
  const room = await openQuietRoom(scene);
  slow(scene, room, 2_000);
  const message = room.write(freshWords());
  await room.why(message, /as soon as/);
  scene.discord.editMessage(message, '; never mind');
  expect((await room.why(message, /begins with a mark/)).text).toMatch(/begins with a mark/);
});

test('when its channel is deleted, what waits from there is not heard', async () => {
  const room = await openQuietRoom(scene);
  const other = room.server.addText({ name: 'other' });
  await room.set('channel add', { channel: other });
  slow(scene, room, 2_000);
  const gone = room.write(freshWords(), room.ann, other);
  await room.why(gone, /as soon as/);
  scene.discord.deleteChannel(other);
  const next = room.write(freshWords());
  await room.why(next, /It was read/);
  expect(speechOf(room.listener).length).toBeLessThan(250);
});
