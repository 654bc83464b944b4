import { expect, test } from 'vitest';

import { opusFrames } from './voice-client.ts';
import { annaId, botId, channelId, speechOf, voiceRoom } from './voice-room.ts';

const room = voiceRoom();

test.each([
  { name: 'the bot commits', neverCommit: true },
  { name: 'the listener commits and the bot is welcomed', neverCommit: false },
])('a listener hears every frame, end-to-end encrypted, when $name', async ({ neverCommit }) => {
  const guildId = room.nextGuild();
  const anna = await room.server.listen(guildId, channelId, annaId, { neverCommit });
  const bot = room.join(guildId);
  await bot.ready();
  await anna.secured(botId);
  const code = await bot.privacyCode(() => anna.privacyCode);
  const frames = opusFrames(50);
  await bot.play(frames);
  expect(speechOf(anna)).toEqual(frames);
  expect(anna.heard.every(({ e2ee, silence }) => e2ee || silence)).toBe(true);
  expect(anna.refused).toEqual([]);
  expect(Buffer.from(anna.ogg()).includes(Buffer.from(frames[49] ?? []))).toBe(true);
  expect(anna.ogg({ senderId: annaId })).toHaveLength(anna.ogg({ toMs: 0 }).length);
  expect(code).toMatch(/^\d{30}$/);
  expect(room.server.violations).toEqual([]);
  expect(bot.errors).toEqual([]);
  await anna.leave();
});
