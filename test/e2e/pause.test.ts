import { setTimeout as delay } from 'node:timers/promises';

import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { closeClean, freshSentence, freshWords, openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';
import { sequenceStep } from './stretches.ts';

// A call is paused in the middle of a word, and goes on there.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

/** The frames of speech that were heard between two times; throws where a packet is missing or was sent twice. */
function framesHeard({ listener }: Room, fromMs: number, toMs = Infinity): readonly string[] {
  const packets = listener.heard.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const steps = packets.slice(1).map((packet, at) => sequenceStep(packets[at] ?? packet, packet));
  expect(steps.filter((step) => step !== 1)).toEqual([]);
  const speech = packets.filter(({ silence }) => !silence);
  return speech.map(({ opus }) => Buffer.from(opus).toString('hex'));
}

test('it falls silent at once, and goes on without a lost or a repeated sound; what waits keeps its order', async () => {
  const room = await openRoom(scene);
  const bob = scene.discord.addPerson(room.server, { name: 'Bob' });
  scene.discord.join(room.call, bob);
  const text = freshSentence();
  const whole = room.use('say', { text });
  await told(whole, /Spoken/);
  await delay(300);
  const wanted = framesHeard(room, whole.sentAtMs);
  // The speech is kept: the same frames are heard again.
  const said = room.use('say', { text });
  await speechBegins(room.listener, said.sentAtMs, soonMs);
  await delay(700);
  const paused = await told(room.use('pause', {}, bob), /has paused me/);
  expect(paused.text).toContain(`<@${bob.id}>`);
  await delay(200);
  const silentFromMs = performance.now();
  await told(said, /has paused me/);
  const next = room.use('say', { text: freshWords() }, bob);
  await told(next, /has paused me/);
  const panel = await told(room.use('queue', {}, bob), /has paused me/);
  expect(panel.text).toMatch(/1\. \*\*Ann\*\*.*\n2\. \*\*You/);
  await delay(1_500);
  const resumed = room.use('resume');
  expect(framesHeard(room, silentFromMs, resumed.sentAtMs)).toEqual([]);
  await told(resumed, /I go on/);
  await told(said, /Spoken/);
  await told(next, /Spoken/);
  await delay(300);
  const before = framesHeard(room, said.sentAtMs, silentFromMs).length;
  expect([before > 20, before < wanted.length - 20]).toEqual([true, true]);
  const heard = framesHeard(room, said.sentAtMs);
  expect(heard.slice(0, wanted.length)).toEqual(wanted);
  expect(heard.length).toBeGreaterThan(wanted.length + 10);
});

test('it goes on by itself when whoever paused it leaves, and tells why', async () => {
  const room = await openRoom(scene);
  const bob = scene.discord.addPerson(room.server, { name: 'Bob' });
  scene.discord.join(room.call, bob);
  const said = room.use('say', { text: freshSentence() });
  await speechBegins(room.listener, said.sentAtMs, soonMs);
  await told(room.use('pause', {}, bob), /has paused me/);
  await scene.discord.leave(room.server, bob);
  await told(said, /Spoken/);
  const news = scene.discord
    .messagesIn(room.text)
    .filter(({ text }) => text.includes('had paused me and left'));
  expect(news).toHaveLength(1);
});

test('the buttons of /queue hold it back and let it go on, in the middle of a word', async () => {
  const room = await openRoom(scene);
  const said = room.use('say', { text: freshSentence() });
  await speechBegins(room.listener, said.sentAtMs, soonMs);
  await delay(500);
  const panel = await told(room.use('queue'), /1\. \*\*You/);
  const paused = await told(scene.discord.press(panel, 'Pause', room.ann), /has paused me/);
  await delay(200);
  const silentFromMs = performance.now();
  const before = framesHeard(room, said.sentAtMs, silentFromMs).length;
  await delay(1_000);
  const resumed = scene.discord.press(paused, 'Go on', room.ann);
  expect(framesHeard(room, silentFromMs, resumed.sentAtMs)).toEqual([]);
  await told(said, /Spoken/);
  await delay(300);
  expect(framesHeard(room, said.sentAtMs).length).toBeGreaterThan(before + 20);
});
