import { EndBehaviorType } from '@discordjs/voice';
import { expect, test } from 'vitest';

import { opusFrames, until } from './voice-client.ts';
import type { Bot } from './voice-client.ts';
import { annaId, botId, channelId, speechOf, voiceRoom } from './voice-room.ts';

const room = voiceRoom();
const bernoId = '800000000000000002';

/** The packets of somebody as the unmodified library decrypts them. */
function received({ connection }: Bot, userId: string): Buffer[] {
  const packets: Buffer[] = [];
  const stream = connection.receiver.subscribe(userId, {
    end: { behavior: EndBehaviorType.Manual },
  });
  stream.on('data', (packet: Buffer) => packets.push(packet));
  return packets;
}

const isSpeech = (packet: Buffer): boolean => packet.length > 3;

test.each(['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'])(
  'a client that isn’t deaf gets what a person says, under %s and end-to-end encrypted',
  async (mode) => {
    const guildId = room.nextGuild();
    room.server.guild(guildId).faults.modes = [mode];
    const { anna, bot } = await room.meet(guildId);
    await anna.secured(botId);
    const packets = received(bot, annaId);
    const begun: string[] = [];
    bot.connection.receiver.speaking.on('start', (userId) => begun.push(userId));
    const frames = opusFrames(20);
    await anna.speak(frames);
    await until(() => packets.length >= 25);
    expect(packets.filter(isSpeech)).toEqual(frames);
    expect(packets.slice(20)).toEqual(Array.from({ length: 5 }, () => Buffer.of(0xf8, 0xff, 0xfe)));
    expect(begun).toEqual([annaId]);
    expect(bot.errors).toEqual([]);
    await anna.leave();
  },
);

test('a client that is deaf is told who speaks, and sent nothing', async () => {
  const guildId = room.nextGuild();
  const { anna, bot } = await room.meet(guildId);
  room.server.setDeaf(guildId, botId, true);
  const packets = received(bot, annaId);
  await anna.speak(opusFrames(5));
  expect(bot.connection.receiver.ssrcMap.get(annaId)).toMatchObject({ userId: annaId });
  expect(packets).toEqual([]);
  room.server.setDeaf(guildId, botId, false);
  const frames = opusFrames(5, 2);
  await anna.speak(frames);
  await until(() => packets.length >= 10);
  expect(packets.filter(isSpeech)).toEqual(frames);
  await anna.leave();
});

test('people hear each other, and each stream goes on where it was', async () => {
  const guildId = room.nextGuild();
  const anna = await room.server.listen(guildId, channelId, annaId);
  const berno = await room.server.listen(guildId, channelId, bernoId);
  await anna.secured(bernoId);
  await berno.secured(annaId);
  await Promise.all([anna.speak(opusFrames(10)), berno.speak(opusFrames(10, 2))]);
  await anna.speak(opusFrames(5, 3));
  expect(speechOf(berno)).toEqual([...opusFrames(10), ...opusFrames(5, 3)]);
  expect(speechOf(anna)).toEqual(opusFrames(10, 2));
  expect(berno.heard.every(({ e2ee, silence }) => e2ee || silence)).toBe(true);
  const steps = berno.heard
    .slice(1)
    .map(({ sequence }, at) => (sequence - (berno.heard[at]?.sequence ?? 0)) & 0xffff);
  expect(new Set(steps)).toEqual(new Set([1]));
  expect(room.server.violations).toEqual([]);
  await anna.leave();
  await berno.leave();
});
