import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot, openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import { closeClean, soonMs, told } from './room.ts';

// The button that brings the bot when messages begin to be read: its rights and states.

let scene: Scene;
let dataFolder: string;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'crier-join-now-'));
  scene = await openScene({ dataFolder });
});

afterAll(async () => {
  await closeClean(scene);
  await rm(dataFolder, { recursive: true, force: true });
});

test('the button says why it can’t bring the bot, and stays', async () => {
  const { discord } = scene;
  const room = await openReadingRoom(scene, { joined: false });
  const on = await room.set('on');
  const refusal = async (by: Person): Promise<string> => {
    const pressed = discord.press(on, 'Join now', by);
    const answer = await pressed.message(({ id, text }) => id !== on.id && text !== '', soonMs);
    expect(answer.ephemeral).toBe(true);
    return answer.text;
  };
  expect(await refusal(room.admin)).toMatch(/Join a voice channel first/);
  discord.setPermissions(room.call, discord.bot, { deny: ['Speak'] });
  expect(await refusal(room.ann)).toMatch(/I need the right \*\*Speak\*\*/);
  expect((await told(room.use('autoread on', {}, room.admin), /./)).text).not.toMatch(/Speak/);
  discord.setPermissions(room.call, discord.bot, {});
  const other = room.server.addVoice({ name: 'other' });
  const bea = discord.addPerson(room.server, { name: 'Bea' });
  discord.join(other, bea);
  await told(room.use('join', {}, bea), /I’m in/);
  expect(await refusal(room.ann)).toMatch(/I’m with people in/);
  await told(discord.press(on, 'Join now', bea), new RegExp(`I’m in <#${other.id}>`));
});

test('the button works after a restart', async () => {
  const { discord, deapi } = scene;
  const room = await openReadingRoom(scene, { joined: false });
  const on = await room.set('on');
  expect(await scene.bot.stop()).toBe(0);
  const again = startBot({
    environment: environmentOf(discord, deapi),
    caPem: discord.caPem,
    dataFolder,
  });
  await discord.ready(soonMs);
  await told(discord.press(on, 'Join now', room.ann), new RegExp(`I’m in <#${room.call.id}>`));
  const atMs = performance.now();
  room.write('Here I am again.');
  expect(await speechHeard(room.listener, atMs, soonMs)).toMatchObject({ framesLost: 0 });
  expect(await again.stop()).toBe(0);
});
