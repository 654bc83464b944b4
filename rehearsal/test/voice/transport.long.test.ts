import { setTimeout as sleep } from 'node:timers/promises';

import { VoiceConnectionStatus } from '@discordjs/voice';
import { expect, test } from 'vitest';

import { opusFrames, until } from './voice-client.ts';
import { botId, speechOf, voiceRoom } from './voice-room.ts';

const room = voiceRoom();

test.each(['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'])(
  'frames under %s are heard',
  async (mode) => {
    const guildId = room.nextGuild();
    room.server.guild(guildId).faults.modes = [mode];
    const { anna, bot } = await room.meet(guildId);
    const frames = opusFrames(20);
    await bot.play(frames);
    expect(bot.debug.some((line) => line.includes(`"mode":"${mode}"`))).toBe(true);
    expect(speechOf(anna)).toEqual(frames);
    expect(room.server.violations).toEqual([]);
  },
);

test('a mode that the client does not know is an error of the client', async () => {
  const guildId = room.nextGuild();
  room.server.guild(guildId).faults.modes = ['xsalsa20_poly1305'];
  const bot = room.join(guildId);
  await until(() => bot.errors.length > 0);
  expect(bot.errors[0]?.message).toContain('No compatible encryption modes');
});

test('a dropped discovery answer leaves the client connecting', async () => {
  const guildId = room.nextGuild();
  const guild = room.server.guild(guildId);
  guild.faults.droppedDiscoveries = 1;
  const bot = room.join(guildId);
  await until(() => guild.figures(botId)?.discoveries === 1);
  await sleep(200);
  expect(bot.connection.state.status).toBe(VoiceConnectionStatus.Connecting);
  bot.admit();
  await bot.ready();
  expect(guild.figures(botId)?.discoveries).toBe(2);
});

test('a black hole swallows speech without a sign', async () => {
  const guildId = room.nextGuild();
  const guild = room.server.guild(guildId);
  const { anna, bot } = await room.meet(guildId);
  guild.faults.udpBlackhole = true;
  await bot.play(opusFrames(10));
  expect(guild.figures(botId)?.rtpPackets).toBe(0);
  expect(anna.heard).toEqual([]);
  expect(bot.connection.state.status).toBe(VoiceConnectionStatus.Ready);
});

test('datagrams are counted, with the time of each', async () => {
  const guildId = room.nextGuild();
  const guild = room.server.guild(guildId);
  guild.faults.countOnly = true;
  const bot = room.join(guildId);
  await bot.ready();
  await bot.play(opusFrames(100));
  const figures = guild.figures(botId);
  expect(figures?.rtpPackets).toBeGreaterThanOrEqual(104);
  expect(figures?.arrivalsMs).toHaveLength(figures?.rtpPackets ?? -1);
  expect(figures?.lastRtpAtMs).toBe(figures?.arrivalsMs.at(-1));
  expect(figures?.keepAlives).toBeGreaterThan(0);
  expect(figures?.discoveries).toBe(1);
  figures?.forget();
  expect(guild.figures(botId)?.arrivalsMs).toEqual([]);
  expect(room.server.violations).toEqual([]);
});

test('a listener can wait for what comes, and gives up in time', async () => {
  const guildId = room.nextGuild();
  const { anna, bot } = await room.meet(guildId);
  const frames = opusFrames(20);
  const sinceMs = performance.now();
  const [tenth] = await Promise.all([
    anna.next(({ opus }) => Buffer.from(opus).equals(frames[10] ?? Buffer.alloc(0)), { sinceMs }),
    bot.play(frames),
  ]);
  expect(tenth.e2ee).toBe(true);
  expect(tenth.senderId).toBe(botId);
  expect((await anna.next(({ silence }) => !silence, { sinceMs })).opus).toEqual(frames[0]);
  await expect(anna.next(() => true, { timeoutMs: 50 })).rejects.toThrow('waited 50 ms');
});
