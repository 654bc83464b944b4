import { setTimeout as delay } from 'node:timers/promises';

import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inEnglish } from '../pseudo/letters.ts';
import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, soonMs, told } from './room.ts';

// The voice channel's status says what is read, to nobody who may not know of it, and over nobody's own words.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

const may = { botPermissions: ['SetVoiceChannelStatus'] } as const;

/** A server that wants its status shown, with the bot in no call. */
async function openShowing(
  guild: Parameters<typeof openReadingRoom>[2] = may,
): Promise<ReadingRoom> {
  const room = await openReadingRoom(scene, { joined: false }, guild);
  await told(room.use('call settings', { status: true }, room.admin), /come and go/);
  return room;
}

const shows = async (
  { call }: Pick<ReadingRoom, 'call'>,
  status: string | undefined,
): Promise<void> => {
  const shown = () => inEnglish(scene.discord.voiceStatus(call) ?? '');
  await expect.poll(shown, { timeout: soonMs }).toBe(status ?? '');
};
/** Long enough for whatever would be done at once. */
const still = (): Promise<void> => delay(500);

test('it names what is read while the bot is there, and is gone before it leaves', async () => {
  const room = await openShowing();
  const { discord } = scene;
  await told(room.use('join'), /I’m in/);
  await shows(room, 'Reading #text');
  const more = room.server.addText({ name: 'more' });
  await room.set('channel add', { channel: more });
  await shows(room, 'Reading #text and #more');
  await room.set('channel exclude', { channel: more });
  await shows(room, 'Reading #text');
  await room.set('channel allow', { channel: more });
  await shows(room, 'Reading #text and #more');
  await room.set('off');
  await shows(room, undefined);
  await room.set('on');
  await shows(room, 'Reading #text and #more');
  await told(room.use('leave'), /I left/);
  await discord.botIn(room.server, undefined);
  expect(discord.voiceStatus(room.call)).toBeUndefined();
  const other = room.server.addVoice({ name: 'other' });
  await told(room.use('join'), /I’m in/);
  await shows(room, 'Reading #text and #more');
  const mod = discord.addPerson(room.server, { permissions: ['MoveMembers'] });
  await told(room.use('join', { channel: other }, mod), /I’m in/);
  await shows({ call: other }, 'Reading #text and #more');
  expect(discord.voiceStatus(room.call)).toBeUndefined();
});

test('a channel is named only while everybody in the call, and everybody who sees the call, may see it', async () => {
  const room = await openShowing();
  const { discord } = scene;
  const { server, call, text } = room;
  const bob = discord.addPerson(server, { name: 'Bob' });
  discord.setPermissions(text, bob, { deny: ['ViewChannel'] });
  await told(room.use('join'), /I’m in/);
  await shows(room, 'Reading #text');
  discord.join(call, bob);
  await shows(room, undefined);
  await discord.leave(server, bob);
  await shows(room, 'Reading #text');
  // Now it is for a role alone, and the call is for all.
  const role = discord.addRole(server, 'crew', [room.ann]);
  discord.setPermissions(text, role, { allow: ['ViewChannel'] });
  discord.setPermissions(text, server, { deny: ['ViewChannel'] });
  await shows(room, undefined);
  expect(discord.voiceState(server, discord.bot)?.channelId).toBe(call.id);
});

test('a status that somebody set is theirs: the bot neither replaces it nor takes it away', async () => {
  const room = await openShowing();
  const { discord } = scene;
  const { server, call } = room;
  const host = discord.addPerson(server, { name: 'Host', permissions: ['SetVoiceChannelStatus'] });
  discord.setVoiceStatus(call, host, 'Film night');
  await told(room.use('join'), /I’m in/);
  await still();
  expect(discord.voiceStatus(call)).toBe('Film night');
  await told(room.use('leave'), /I left/);
  await discord.botIn(server, undefined);
  expect(discord.voiceStatus(call)).toBe('Film night');
  discord.setVoiceStatus(call, host, '');
  await told(room.use('join'), /I’m in/);
  await shows(room, 'Reading #text');
  discord.setVoiceStatus(call, host, '');
  await still();
  expect(discord.voiceStatus(call)).toBeUndefined();
});

test('without the right, or where it is not wanted, nothing is tried, and the admins are told why', async () => {
  const room = await openShowing({});
  await told(room.use('join'), /I’m in/);
  await still();
  expect(scene.discord.voiceStatus(room.call)).toBeUndefined();
  await told(
    room.use('call show', {}, room.admin),
    /I can’t show in the status of <#\d+> what I read: I need the right \*\*Set Voice Channel Status\*\* there/,
  );
  const off = await openReadingRoom(scene, {}, may);
  await still();
  expect(scene.discord.voiceStatus(off.call)).toBeUndefined();
});

test('when the bot is told to stop, it takes away what it has set', async () => {
  const room = await openShowing();
  await told(room.use('join'), /I’m in/);
  await shows(room, 'Reading #text');
  // It leaves the call all the same before it is gone: on its own way out, not when Discord misses it.
  scene.discord.fail({ path: 'voice-status', delayMs: 700 });
  scene.bot.kill('SIGTERM');
  expect(await scene.bot.exited).toMatchObject({ code: 0 });
  expect(scene.discord.voiceStatus(room.call)).toBeUndefined();
  expect(scene.discord.voiceState(room.server, scene.discord.bot)?.channelId).toBeUndefined();
});
