import { setTimeout as pause } from 'node:timers/promises';

import { afterEach, expect, test } from 'vitest';

import { type Discord, type DiscordOptions, startDiscord } from '#discord/discord.ts';

import { properties, rawSocket } from './raw-socket.ts';

let discord: Discord;

const start = (options: DiscordOptions): Promise<Discord> =>
  startDiscord({ voice: false, ...options });

afterEach(() => discord.close());

test('shards of one bucket identify 5 s apart, and one that comes too early is told that its session is invalid', async () => {
  discord = await start({ token: 'T', shards: 4, maxConcurrency: 2 });
  const identify = async (shard: number): Promise<'READY' | 'invalid'> => {
    const { say, next } = await rawSocket(discord);
    say({ op: 2, d: { token: 'T', intents: 1, properties, shard: [shard, 4] } });
    return Promise.race([
      next(0).then(() => 'READY' as const),
      next(9).then(({ d }) => (d === false ? 'invalid' : 'READY')),
    ]);
  };
  expect(await Promise.all([0, 1].map(identify))).toEqual(['READY', 'READY']);
  expect(await Promise.all([2, 3].map(identify))).toEqual(['invalid', 'invalid']);
  expect(discord.gateway.counts).toMatchObject({ identified: 2, tooEarly: 2 });
  await pause(5_000);
  expect(await Promise.all([2, 3].map(identify))).toEqual(['READY', 'READY']);
  expect(discord.gateway.liveShards.map(([shard]) => shard)).toEqual([0, 1, 2, 3]);
});

test('a session outlives a close with 4200, is resumed by another connection, and ends with 1000', async () => {
  discord = await start({ token: 'T' });
  const guild = discord.addGuild();
  const text = guild.addText();
  const by = discord.addPerson(guild);
  const intents = 1 | (1 << 9);
  const first = await rawSocket(discord);
  first.say({ op: 2, d: { token: 'T', intents, properties } });
  const { session_id: sessionId } = (await first.next(0)).d as { session_id: string };
  first.socket.close(4200);
  await expect.poll(() => discord.gateway.liveSessions).toBe(0);
  discord.say({ channel: text, by, content: 'meanwhile' });
  const resume = { op: 6, d: { token: 'T', session_id: sessionId, seq: 2 } };
  const second = await rawSocket(discord);
  second.say(resume);
  expect((await second.next(0)).t).toBe('MESSAGE_CREATE');
  second.socket.close(1000);
  await expect.poll(() => discord.gateway.liveSessions).toBe(0);
  const third = await rawSocket(discord);
  third.say(resume);
  expect((await third.next(9)).d).toBe(false);
});
