import { setTimeout as delay } from 'node:timers/promises';

import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { closeClean, likeness, openRoom, soonMs, speechOf, told } from './room.ts';
import type { Room } from './room.ts';

// The people in a call hear who comes and who goes.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

/** The bot in a call with Ann; `set` is what an admin sets of calls. */
async function openAnnounced(
  set: Readonly<Record<string, string | number | boolean>>,
  guild?: Parameters<typeof openRoom>[1],
): Promise<Room & { readonly spoken: () => readonly string[] }> {
  const room = await openRoom(scene, guild);
  const admin = scene.discord.addPerson(room.server, { permissions: ['ManageChannels'] });
  await told(room.use('call settings', set, admin), /come and go/);
  await told(room.use('join'), /I’m in/);
  const asked = scene.deapi.jobs.length;
  const spoken = (): readonly string[] =>
    scene.deapi.jobs.slice(asked).map(({ fields }) => String(fields['text']));
  return { ...room, spoken };
}

/** Speech that pauses for so long has ended. */
const endedMs = 300;

/** Whether exactly these words were heard since then, to their end. */
async function isHeard({ listener }: Room, words: string, fromMs: number): Promise<void> {
  await speechBegins(listener, fromMs, soonMs);
  await expect
    .poll(async () => likeness(scene, speechOf(listener, { fromMs }), words), { timeout: soonMs })
    .toBeGreaterThan(0.95);
  const last = () => speechOf(listener, { fromMs }).at(-1)?.atMs ?? performance.now();
  await expect.poll(() => performance.now() - last(), { timeout: soonMs }).toBeGreaterThan(endedMs);
}

test('who comes and who goes is heard, by name, and not who refuses', async () => {
  const room = await openAnnounced({ 'announce-joins': true, 'announce-leaves': true });
  const { discord } = scene;
  const { server, call } = room;
  const bob = discord.addPerson(server, { name: 'Bob', nick: 'Bobby' });
  const eve = discord.addPerson(server, { name: 'Eve' });
  await told(room.use('call me', { announce: false }, eve), /./);
  const cameAtMs = performance.now();
  discord.join(call, eve);
  discord.join(call, bob);
  await isHeard(room, 'Bobby joined.', cameAtMs);
  await delay(500);
  const wentAtMs = performance.now();
  await discord.leave(server, bob);
  await discord.leave(server, eve);
  await isHeard(room, 'Bobby left.', wentAtMs);
  expect(room.spoken()).toEqual(['Bobby joined.', 'Bobby left.']);
});

test('of twenty who come at once one line is heard, which names some', async () => {
  const room = await openAnnounced({ 'announce-joins': true });
  const { discord } = scene;
  const crowd = ['Abe', 'Bo', 'Cy', ...Array.from({ length: 17 }, (_, at) => `Guest ${at}`)].map(
    (name) => discord.addPerson(room.server, { name }),
  );
  const cameAtMs = performance.now();
  for (const each of crowd) discord.join(room.call, each);
  await isHeard(room, 'Abe, Bo, Cy and 17 more joined.', cameAtMs);
  for (const each of crowd) await discord.leave(room.server, each);
  await delay(3_000);
  expect(room.spoken()).toEqual(['Abe, Bo, Cy and 17 more joined.']);
});

test('each server hears its own words, or its own language', async () => {
  const own = await openAnnounced({ 'announce-joins': true, 'join-text': 'Ahoy, {name}!' });
  const german = await openAnnounced({ 'announce-joins': true }, { locale: 'de' });
  const { discord } = scene;
  const fromMs = performance.now();
  for (const { server, call } of [own, german])
    discord.join(call, discord.addPerson(server, { name: 'Bob' }));
  await isHeard(own, 'Ahoy, Bob!', fromMs);
  await isHeard(german, 'Bob ist jetzt dabei.', fromMs);
  const job = scene.deapi.jobs.find(({ fields }) => fields['text'] === 'Bob ist jetzt dabei.');
  expect(String(job?.fields['lang'])).toMatch(/de/i);
});
