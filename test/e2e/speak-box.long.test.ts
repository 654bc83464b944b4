import { setTimeout as delay } from 'node:timers/promises';

import type { HeardPacket } from '@crier/rehearsal/discord/voice-port.ts';
import { decodeHeard } from '@crier/rehearsal/hearing/decode-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { closeClean, freshSentence, openRoom, soonMs, speechOf, told } from './room.ts';
import type { Room } from './room.ts';

// The real bot as a child process: what people hear of what is said again, louder, and as an alert in the middle of a sentence.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene, { mayPayTwice: true }));

afterEach(() => scene.deapi.clearFaults());

const bytesOf = (packets: readonly HeardPacket[]): readonly string[] =>
  packets.map(({ opus }) => Buffer.from(opus).toString('base64'));

/** The loudness of speech as a whole, in dB below full scale. */
async function levelOf(packets: readonly HeardPacket[]): Promise<number> {
  const samples = await decodeHeard(packets.map(({ opus }) => opus));
  return 10 * Math.log10(samples.reduce((sum, each) => sum + each * each, 0) / samples.length);
}

/** Says it, and resolves with what was heard of it. */
async function said(room: Room, text: string): Promise<readonly HeardPacket[]> {
  const asked = room.use('say', { text });
  await told(asked, /Spoken/);
  return speechOf(room.listener, { fromMs: asked.sentAtMs });
}

test('an alert is heard in mid-sentence, after its sound, and the rest of what was cut goes on, with nothing lost', async () => {
  const room = await openRoom(scene);
  const bea = scene.discord.addPerson(room.server, { name: 'Bea' });
  scene.discord.join(room.call, bea);
  const text = `${freshSentence()} And then there is more, which takes a while. And that is the end of it.`;
  const whole = bytesOf(await said(room, text));
  const help = freshSentence();
  const alertAlone = await said(room, help);
  const asked = room.use('say', { text });
  await room.listener.next(({ silence }) => !silence, {
    sinceMs: asked.sentAtMs,
    timeoutMs: soonMs,
  });
  // Some way into its first sentence.
  await delay(700);
  const alert = room.use('alert', { text: help }, bea);
  await told(alert, /alert was heard/);
  await told(asked, /Spoken/);
  const packets = speechOf(room.listener, { fromMs: asked.sentAtMs });
  const heard = bytesOf(packets);
  const cutAt = heard.findIndex((frame, at) => frame !== whole[at]);
  expect(cutAt).toBeGreaterThan(20);
  expect(cutAt).toBeLessThan(whole.length);
  const alertFrames = heard.length - whole.length;
  expect(heard.slice(0, cutAt)).toEqual(whole.slice(0, cutAt));
  expect(heard.slice(cutAt + alertFrames)).toEqual(whole.slice(cutAt));
  // The line is at its end, and the sound in front of it.
  const between = heard.slice(cutAt, cutAt + alertFrames);
  const line = bytesOf(alertAlone);
  expect(between.slice(-line.length)).toEqual(line);
  expect(alertFrames - line.length).toBeGreaterThan(10);
  const waitedMs = (packets[cutAt]?.atMs ?? Infinity) - alert.sentAtMs;
  expect(waitedMs).toBeLessThan(2_500);
});

test('the last line is heard again as it was, from a box in direct messages, with the service down', async () => {
  const room = await openRoom(scene);
  const words = freshSentence();
  const first = bytesOf(await said(room, words));
  scene.deapi.next({ on: 'submit', fail: 'server-error', times: Infinity });
  const channel = scene.discord.directMessages(room.ann);
  const opened = scene.discord.command({ name: 'speak', options: {}, channel, by: room.ann });
  const box = await told(opened, /All of this/);
  const pressed = scene.discord.press(box, 'Again', room.ann);
  await expect
    .poll(() => speechOf(room.listener, { fromMs: pressed.sentAtMs }).length, { timeout: soonMs })
    .toBe(first.length);
  expect(bytesOf(speechOf(room.listener, { fromMs: pressed.sentAtMs }))).toEqual(first);
  expect(scene.deapi.jobs.filter(({ fields }) => fields['text'] === words)).toHaveLength(1);
});

test('louder is clearly louder, and never so loud that it is cut off', async () => {
  const room = await openRoom(scene);
  const usual = await said(room, freshSentence());
  const asked = room.use('again', { louder: true });
  await told(asked, /louder/);
  await expect
    .poll(() => speechOf(room.listener, { fromMs: asked.sentAtMs }).length, { timeout: soonMs })
    .toBeGreaterThanOrEqual(usual.length - 3);
  const loud = speechOf(room.listener, { fromMs: asked.sentAtMs });
  const byDb = (await levelOf(loud)) - (await levelOf(usual));
  expect(byDb).toBeGreaterThan(3);
  expect(byDb).toBeLessThan(8);
  const samples = await decodeHeard(loud.map(({ opus }) => opus));
  expect(samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0)).toBeLessThan(1);
});

test('in no call, what can’t be heard is told, and nothing of it is posted', async () => {
  const room = await openRoom(scene);
  await said(room, freshSentence());
  await scene.discord.leave(room.server, room.ann);
  await told(room.use('again'), /You are in no voice channel|no voice channel here/);
  await told(room.use('alert', { text: 'Help.' }), /in no voice channel|no voice channel here/);
  const channel = scene.discord.directMessages(room.ann);
  const there = scene.discord.command({ name: 'again', options: {}, channel, by: room.ann });
  const { ephemeral } = await told(there, /no voice channel here/);
  expect(ephemeral).toBe(true);
});
