import { setTimeout as delay } from 'node:timers/promises';

import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { HeardPacket } from '@crier/rehearsal/discord/voice-port.ts';
import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { changersOf, hexOf } from './heard-sound.ts';
import { closeClean, freshWords, openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';

// The bot speaks softer while others speak, where a server’s admins want that.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

const framesPerSecond = 50;
/** From one level to the other. */
const turnFrames = 8;

interface Hall extends Room {
  readonly bea: Person;
  readonly admin: Person;
}

async function openHall(lower: boolean | undefined): Promise<Hall> {
  const room = await openRoom(scene);
  const { discord } = scene;
  const { server, call, use } = room;
  const bea = discord.addPerson(server, { name: 'Bea' });
  const admin = discord.addPerson(server, { name: 'Ada', permissions: ['ManageGuild'] });
  await discord.listen(call, bea);
  if (lower !== undefined) await told(use('call settings', { lower }, admin), /come and go/);
  await told(use('join'), /I’m in/);
  return { ...room, bea, admin };
}

/** Words of some nine seconds, of which the frames are kept once they were spoken. */
const longWords = (): string =>
  `${freshWords()} This line is long enough for somebody to begin to speak while it is heard, to say what there is to be said, and to be silent again long before it comes to its own end.`;

const speechOf = ({ listener }: Room, person: { readonly id: string }, fromMs: number) =>
  listener.heard.filter(
    ({ silence, senderId, atMs }) => !silence && senderId === person.id && atMs >= fromMs,
  );

/** The packets of a line that is said, while something else happens. */
async function said(
  room: Hall,
  text: string,
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<readonly HeardPacket[]> {
  const { listener, use } = room;
  const saying = use('say', { text });
  await listener.next(({ silence, senderId }) => !silence && senderId === scene.discord.bot.id, {
    sinceMs: saying.sentAtMs,
    timeoutMs: soonMs,
  });
  await meanwhile();
  await told(saying, /Spoken/);
  // The last packets may still be under way.
  await delay(300);
  return speechOf(room, scene.discord.bot, saying.sentAtMs);
}

const opusOf = (packets: readonly HeardPacket[]) => packets.map(({ opus }) => opus);

/** How much softer one is than the other, from one frame to another of both. */
async function softerDb(
  usual: readonly HeardPacket[],
  heard: readonly HeardPacket[],
  [from, to]: readonly [number, number],
): Promise<number> {
  const [one, other] = await Promise.all([decodeHeard(opusOf(usual)), decodeHeard(opusOf(heard))]);
  const samplesPerFrame = heardSampleRate / framesPerSecond;
  const powerOf = (samples: Float32Array): number =>
    samples
      .subarray(from * samplesPerFrame, to * samplesPerFrame)
      .reduce((sum, sample) => sum + sample * sample, 0);
  return 10 * Math.log10(powerOf(other) / powerOf(one));
}

const isDeaf = ({ server }: Room): boolean | undefined =>
  scene.discord.voiceState(server, scene.discord.bot)?.selfDeaf;

/** The process that makes it softer is started by the first line; on a busy machine that takes its time. */
async function changerIsReady(room: Hall): Promise<void> {
  if (process.platform !== 'linux') return;
  await said(room, freshWords());
  await expect.poll(() => changersOf(scene), { timeout: soonMs }).not.toEqual([]);
  await delay(1_500);
}

test('a line is 10 dB softer from soon after somebody begins until soon after they end, and as it was made otherwise', async () => {
  const room = await openHall(true);
  const { bea, server } = room;
  const text = longWords();
  await changerIsReady(room);
  expect(isDeaf(room)).toBe(false);
  const usual = await said(room, text);
  const heard = await said(room, text, async () => {
    await delay(1_500);
    await scene.discord.speak(server, bea, 2_000);
  });
  expect(heard.length).toBe(usual.length);
  const spoken = speechOf(room, bea, heard[0]?.atMs ?? 0);
  const frameAt = (atMs = 0): number => heard.findIndex((packet) => packet.atMs >= atMs);
  const [begun, over] = [frameAt(spoken[0]?.atMs), frameAt(spoken.at(-1)?.atMs)];
  const [one, other] = [hexOf(opusOf(usual)), hexOf(opusOf(heard))];
  const isOther = (frame: string, at: number): boolean => frame !== one[at];
  const [from, to] = [other.findIndex(isOther), other.findLastIndex(isOther)];
  // On a machine with nothing else to do it is 10 dB after 10 frames, and its own again after 45: a busy one comes later.
  expect(from).toBeGreaterThanOrEqual(begun + 2);
  expect(from).toBeLessThan(over);
  expect(to).toBeGreaterThan(over + 30);
  expect(to).toBeLessThan(other.length - 50);
  expect(await softerDb(usual, heard, [from + turnFrames, over + 30])).toBeCloseTo(-10, 0);
  expect(await softerDb(usual, heard, [to + 5, other.length])).toBeCloseTo(0, 0);
});

test('a line that begins while somebody speaks is soft from its beginning', async () => {
  const room = await openHall(true);
  const { bea, server } = room;
  const text = longWords();
  await changerIsReady(room);
  const usual = await said(room, text);
  const speaking = scene.discord.speak(server, bea, 6_000);
  await delay(500);
  const heard = await said(room, text);
  await speaking;
  expect(await softerDb(usual, heard, [20, 150])).toBeCloseTo(-10, 0);
});

test('without the switch the bot is deaf, and nothing changes while others speak', async () => {
  const room = await openHall(undefined);
  const { bea, server } = room;
  const text = longWords();
  const usual = await said(room, text);
  expect(isDeaf(room)).toBe(true);
  const heard = await said(room, text, () => scene.discord.speak(server, bea, 2_000));
  expect(hexOf(opusOf(heard))).toEqual(hexOf(opusOf(usual)));
  expect(isDeaf(room)).toBe(true);
});

test('the switch counts from the next line on, and the bot is deaf again when it is off', async () => {
  const room = await openHall(false);
  const { admin, use } = room;
  await said(room, freshWords());
  expect(isDeaf(room)).toBe(true);
  await told(use('call settings', { lower: true }, admin), /others speak\*\* on/);
  await said(room, freshWords());
  expect(isDeaf(room)).toBe(false);
  await told(use('call settings', { lower: false }, admin), /others speak\*\* off/);
  await said(room, freshWords());
  await expect.poll(() => isDeaf(room)).toBe(true);
});

test('a call that a moderator has made deaf says so where that is set', async () => {
  const room = await openHall(true);
  const { admin, server, use } = room;
  await said(room, freshWords());
  scene.discord.setVoiceState(server, scene.discord.bot, { deaf: true });
  await told(use('call show', {}, admin), /⚠️ A moderator has deafened me/);
  scene.discord.setVoiceState(server, scene.discord.bot, { deaf: false });
  expect((await told(use('call show', {}, admin), /come and go/)).text).not.toContain('⚠️');
});
