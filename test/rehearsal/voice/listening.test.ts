import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import type { VoiceServer } from '../../../src/rehearsal/discord/voice-port.ts';
import { Bot, opusFrames, startTrustedServer } from './voice-client.ts';

const guildId = '500000000000000001';
const channelId = '600000000000000001';
const botId = '700000000000000001';
const annaId = '800000000000000001';

let server: VoiceServer;
let bots: Bot[] = [];

function join(options: Partial<ConstructorParameters<typeof Bot>[1]> = {}): Bot {
  const bot = new Bot(server, { guildId, channelId, userId: botId, ...options });
  bots.push(bot);
  return bot;
}

beforeAll(async () => {
  server = await startTrustedServer();
});

afterEach(() => {
  for (const bot of bots) bot.leave();
  bots = [];
  server.clearViolations();
});

afterAll(async () => server.close());

test.each([
  { name: 'the bot commits', neverCommit: true },
  { name: 'the listener commits and the bot is welcomed', neverCommit: false },
])('a listener hears every frame, end-to-end encrypted, when $name', async ({ neverCommit }) => {
  const anna = await server.listen(guildId, channelId, annaId, { neverCommit });
  const bot = join();
  await bot.ready();
  await anna.secured(botId);
  const code = await bot.privacyCode(() => anna.privacyCode);
  const frames = opusFrames(50);
  await bot.play(frames);
  const speech = anna.heard.filter(({ silence }) => !silence);
  expect(speech.map(({ opus }) => Buffer.from(opus))).toEqual(frames);
  expect(speech.every(({ e2ee }) => e2ee)).toBe(true);
  expect(anna.refused).toEqual([]);
  expect(Buffer.from(anna.ogg()).includes(Buffer.from(frames[49] ?? []))).toBe(true);
  expect(anna.ogg({ senderId: annaId })).toHaveLength(anna.ogg({ toMs: 0 }).length);
  expect(code).toMatch(/^\d{30}$/);
  expect(server.violations).toEqual([]);
  expect(bot.errors).toEqual([]);
  await anna.leave();
});
