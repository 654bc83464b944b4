import { setTimeout as delay } from 'node:timers/promises';

import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, freshWords, soonMs, told } from './room.ts';

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
