import { setTimeout as delay } from 'node:timers/promises';

import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, freshWords, likeness, openRoom, soonMs, speechOf, told } from './room.ts';
import type { Room } from './room.ts';

// When the bot comes to a call by itself, and when it leaves.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

/** A room whose channel is read, with the bot in no call; `rule` is the admin's `/call …`. */
async function openEmptyRoom(): Promise<
  ReadingRoom & { rule: (command: string, options?: object) => Promise<string> }
> {
  const room = await openReadingRoom(scene, { joined: false });
  return {
    ...room,
    async rule(command, options = {}) {
      const answer = await told(
        room.use(`call ${command}`, { ...options }, room.admin),
        /come and go/,
      );
      return answer.text;
    },
  };
}

test('it comes when somebody of the list enters, is heard there, and not for anybody else', async () => {
  const room = await openEmptyRoom();
  const { discord } = scene;
  const { server, call, ann } = room;
  const other = server.addVoice({ name: 'other' });
  const [bob, cem, bot] = ['Bob', 'Cem', 'Bot'].map((name) =>
    discord.addPerson(server, { name, bot: name === 'Bot' }),
  );
  if (!bob || !cem || !bot) throw new Error('nobody is there');
  expect(await room.rule('person add', { person: bob })).toContain(bob.mention);
  const role = discord.addRole(server, 'crew', [cem, bot]);
  expect(await room.rule('role add', { role })).toContain(`<@&${role.id}>`);
  const eve = discord.addPerson(server, { name: 'Eve' });
  for (const each of [eve, bot]) discord.join(call, each);
  await delay(300);
  expect(discord.voiceState(server, discord.bot)).toBeUndefined();
  discord.join(call, bob);
  await discord.botIn(server, call);
  const message = room.write(freshWords());
  await speechBegins(room.listener, message.atMs, soonMs);
  // While people are with it, it goes to nobody else.
  discord.join(other, cem);
  await delay(300);
  expect(discord.voiceState(server, discord.bot)?.channelId).toBe(call.id);
  for (const each of [ann, bob, eve]) await discord.leave(server, each);
  await discord.leave(server, cem);
  discord.join(other, cem);
  await discord.botIn(server, other);
  await room.rule('role remove', { role });
  expect(await room.rule('person remove', { person: bob })).not.toContain(bob.mention);
  await told(room.use('leave', {}, cem), /I left/);
  discord.join(call, bob);
  await discord.leave(server, cem);
  discord.join(other, cem);
  await delay(300);
  expect(discord.voiceState(server, discord.bot)).toBeUndefined();
});

test('it leaves when nobody is there, or nothing is spoken, for as long as the server says', async () => {
  const room = await openEmptyRoom();
  const { discord } = scene;
  const { server, call, text, ann } = room;
  await room.rule('settings', { 'leave-idle': 0.05 });
  await told(room.use('join'), /I’m in/);
  const said = room.use('say', { text: freshWords() });
  await told(said, /Spoken/);
  const spokenAtMs = performance.now();
  await discord.botIn(server, undefined);
  expect(performance.now() - spokenAtMs).toBeGreaterThan(2_500);
  const news = async (sentence: string): Promise<void> => {
    await expect
      .poll(() => discord.messagesIn(text).at(-1)?.text, { timeout: soonMs })
      .toBe(`I left <#${call.id}>, since ${sentence}.`);
  };
  await news('nothing was spoken there for a while');
  // Nothing is idle for ever again, but one may leave it alone.
  await room.rule('settings', { 'leave-idle': 0, 'leave-alone': 0.02 });
  await told(room.use('join'), /I’m in/);
  await delay(3_500);
  await discord.leave(server, ann);
  await discord.botIn(server, undefined);
  await news('nobody was there any more');
});

test('with everything set it stays all the same where the server wants that, until somebody sends it away', async () => {
  const room = await openEmptyRoom();
  const { discord } = scene;
  const { server, call, ann, admin } = room;
  const shown = await room.rule('settings', {
    'leave-idle': 0.02,
    'leave-alone': 0.02,
    stay: true,
  });
  expect(shown).toContain('I stay until somebody sends me away');
  await told(room.use('join'), /I’m in/);
  await discord.leave(server, ann);
  await delay(4_000);
  expect(discord.voiceState(server, discord.bot)?.channelId).toBe(call.id);
  await told(room.use('leave', {}, admin), /I left/);
  await discord.botIn(server, undefined);
});

test('it is heard in each channel that somebody goes to whom it follows, until they leave', async () => {
  const room = await openEmptyRoom();
  const { discord } = scene;
  const { server, text, call, ann } = room;
  const other = server.addVoice({ name: 'other' });
  await told(room.use('follow'), /^I follow/);
  await discord.botIn(server, call);
  const here = room.write(freshWords());
  await speechBegins(room.listener, here.atMs, soonMs);
  const moved = await discord.move(ann, other);
  await discord.botIn(server, other);
  const there = room.write(freshWords());
  if (!moved) throw new Error('nobody listens there');
  await speechBegins(moved, there.atMs, soonMs);
  await discord.leave(server, ann);
  await expect
    .poll(() => discord.messagesIn(text).at(-1)?.text, { timeout: soonMs })
    .toBe(`${ann.mention} left the voice channels, so I follow them no more.`);
});

// The people in a call hear who comes and who goes.

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
