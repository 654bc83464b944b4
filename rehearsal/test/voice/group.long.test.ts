import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, expect, test } from 'vitest';

import { Bot, opusFrames, until } from './voice-client.ts';
import { annaId, botId, channelId, speechOf, voiceRoom } from './voice-room.ts';

const benId = '800000000000000002';

const room = voiceRoom();

// Nobody breaks a rule, whatever happens to a group, not even in leaving.
afterEach(() => {
  const [violation] = room.server.violations;
  if (violation !== undefined) throw new Error(JSON.stringify(violation));
});

test.each([{ neverCommit: true }, { neverCommit: false }])(
  'a second listener joins and leaves, and the keys change each time ($neverCommit)',
  async (options) => {
    const guildId = room.nextGuild();
    const anna = await room.server.listen(guildId, channelId, annaId, options);
    const bot = room.join(guildId);
    await bot.ready();
    await anna.secured(botId);
    const first = await bot.privacyCode(() => anna.privacyCode);
    const before = opusFrames(10, 1);
    await bot.play(before);

    const ben = await room.server.listen(guildId, channelId, benId, options);
    await ben.secured(botId);
    const second = await bot.privacyCode(() => ben.privacyCode);
    expect(anna.privacyCode).toBe(second);
    const together = opusFrames(10, 2);
    await bot.play(together);

    await ben.leave();
    await until(() => anna.groupMembers.length === 2);
    const third = await bot.privacyCode(() => anna.privacyCode);
    const after = opusFrames(10, 3);
    await bot.play(after);

    expect(new Set([first, second, third]).size).toBe(3);
    expect(speechOf(anna)).toEqual([...before, ...together, ...after]);
    expect(speechOf(ben)).toEqual(together);
    expect([...anna.refused, ...ben.refused, ...room.server.violations]).toEqual([]);
    bot.leave();
    await until(() => room.server.guild(guildId).connected.length === 0);
    await anna.leave();
  },
);

test('frames before the group is ready are refused by listeners', async () => {
  const guildId = room.nextGuild();
  room.server.guild(guildId).faults.mlsDelayMs = 300;
  const anna = await room.server.listen(guildId, channelId, annaId, { neverCommit: true });
  const bot = room.join(guildId);
  await bot.ready();
  const frames = opusFrames(50);
  await bot.play(frames);
  const lost = anna.refused.length;
  expect(lost).toBeGreaterThan(5);
  expect(lost).toBeLessThan(25);
  expect(anna.refused[0]?.reason).toBe('not end-to-end encrypted');
  expect(speechOf(anna)).toEqual(frames.slice(lost));
  bot.leave();
  await anna.leave();
});

test('a group that never completes leaves nothing to be heard', async () => {
  const guildId = room.nextGuild();
  room.server.guild(guildId).faults.groupNeverCompletes = true;
  const anna = await room.server.listen(guildId, channelId, annaId);
  const bot = room.join(guildId);
  await bot.ready();
  await bot.play(opusFrames(10));
  expect(speechOf(anna)).toEqual([]);
  expect(anna.refused).toHaveLength(10);
  await expect(anna.secured(botId, { timeoutMs: 50 })).rejects.toThrow('waited 50 ms');
  bot.leave();
  await anna.leave();
});

test('a Stage has no end-to-end encryption, and is heard', async () => {
  const guildId = room.nextGuild();
  room.server.guild(guildId).faults.daveVersion = 0;
  const anna = await room.server.listen(guildId, channelId, annaId);
  const bot = room.join(guildId);
  await bot.ready();
  const frames = opusFrames(10);
  await bot.play(frames);
  expect(speechOf(anna)).toEqual(frames);
  expect(anna.heard.some(({ e2ee }) => e2ee)).toBe(false);
  expect(anna.privacyCode).toBeUndefined();
  bot.leave();
  await anna.leave();
});

test('a call goes down to no encryption and up again without losing a frame', async () => {
  const guildId = room.nextGuild();
  const { anna, bot } = await room.meet(guildId, { neverCommit: true });
  const frames = opusFrames(100);
  const played = bot.play(frames);
  await sleep(400);
  await room.server.guild(guildId).downgrade(channelId);
  await sleep(400);
  room.server.guild(guildId).upgrade(channelId);
  await played;
  expect(anna.refused).toEqual([]);
  expect(speechOf(anna)).toEqual(frames);
  const ways = anna.heard.filter(({ silence }) => !silence).map(({ e2ee }) => e2ee);
  expect(ways[0]).toBe(true);
  expect(ways.includes(false)).toBe(true);
  expect(ways.at(-1)).toBe(true);
  expect(room.server.violations).toEqual([]);
  expect(await bot.privacyCode(() => anna.privacyCode)).toMatch(/^\d{30}$/);
  bot.leave();
  await anna.leave();
});

test('a call that began without encryption is upgraded', async () => {
  const guildId = room.nextGuild();
  const guild = room.server.guild(guildId);
  guild.faults.daveVersion = 0;
  const anna = await room.server.listen(guildId, channelId, annaId);
  const bot = room.join(guildId);
  await bot.ready();
  guild.upgrade(channelId);
  await anna.secured(botId);
  await bot.privacyCode(() => anna.privacyCode);
  const frames = opusFrames(10);
  await bot.play(frames);
  expect(speechOf(anna)).toEqual(frames);
  expect(anna.heard.filter(({ silence }) => !silence).every(({ e2ee }) => e2ee)).toBe(true);
  bot.leave();
  await anna.leave();
});

test.each([
  { what: 'commit', fault: 'garbledCommits', neverCommit: true },
  { what: 'Welcome', fault: 'garbledWelcomes', neverCommit: false },
] as const)(
  'a client that got a spoiled $what asks for help and is taken in again',
  async (row) => {
    const guildId = room.nextGuild();
    const { faults } = room.server.guild(guildId);
    faults[row.fault] = 1;
    const anna = await room.server.listen(guildId, channelId, annaId, row);
    const bot = room.join(guildId);
    await bot.ready();
    await until(() => faults[row.fault] === 0);
    await until(() => bot.debug.some((line) => line.includes('Invalidating transition')));
    await bot.privacyCode(() => anna.privacyCode);
    const frames = opusFrames(10);
    await bot.play(frames);
    expect(speechOf(anna)).toEqual(frames);
    expect(room.server.violations).toEqual([]);
    bot.leave();
    await anna.leave();
  },
);

test('who leaves while being added is forgotten, and the others go on', async () => {
  const guildId = room.nextGuild();
  const { anna, bot } = await room.meet(guildId, { neverCommit: true });
  const ben = await room.server.listen(guildId, channelId, benId, { neverCommit: true });
  await ben.leave();
  const frames = opusFrames(10);
  await bot.play(frames);
  expect(speechOf(anna)).toEqual(frames);
  await until(() => anna.groupMembers.length === 2);
  await bot.privacyCode(() => anna.privacyCode);
  expect(room.server.violations).toEqual([]);
  expect(bot.errors).toEqual([]);
  bot.leave();
  await anna.leave();
});

test('a bot that comes back is taken into the group of those who stayed', async () => {
  const guildId = room.nextGuild();
  const anna = await room.server.listen(guildId, channelId, annaId, { neverCommit: true });
  const ben = await room.server.listen(guildId, channelId, benId, { neverCommit: true });
  for (let round = 0; round < 3; round += 1) {
    const bot = room.join(guildId);
    await bot.ready();
    await bot.privacyCode(() => anna.privacyCode);
    expect(ben.groupMembers).toHaveLength(3);
    const frames = opusFrames(5, round);
    await bot.play(frames);
    expect(speechOf(anna).slice(-5)).toEqual(frames);
    bot.leave();
    await until(() => anna.groupMembers.length === 2);
  }
  expect(room.server.violations).toEqual([]);
  await anna.leave();
  await ben.leave();
});

test('a client that does not hear of a leaving goes on all the same', async () => {
  const guildId = room.nextGuild();
  room.server.guild(guildId).faults.announcesLeaving = false;
  const anna = await room.server.listen(guildId, channelId, annaId, { neverCommit: true });
  const ben = await room.server.listen(guildId, channelId, benId, { neverCommit: true });
  const bot = room.join(guildId);
  await bot.ready();
  await bot.privacyCode(() => ben.privacyCode);
  await ben.leave();
  await until(() => anna.groupMembers.length === 2);
  await bot.privacyCode(() => anna.privacyCode);
  const frames = opusFrames(5);
  await bot.play(frames);
  expect(speechOf(anna)).toEqual(frames);
  bot.leave();
  await anna.leave();
});

test('a listener who stays alone starts a new group with who comes next', async () => {
  const guildId = room.nextGuild();
  const anna = await room.server.listen(guildId, channelId, annaId, { neverCommit: true });
  for (let round = 0; round < 2; round += 1) {
    const bot = room.join(guildId);
    await bot.ready();
    await bot.privacyCode(() => anna.privacyCode);
    const frames = opusFrames(5, round);
    await bot.play(frames);
    expect(speechOf(anna).slice(-5)).toEqual(frames);
    bot.leave();
    await until(() => anna.groupMembers.length === 0);
  }
  await anna.leave();
});

test('two guilds at once are heard apart', async () => {
  const rows = await Promise.all(
    [1, 2].map(async (seed) => {
      const guildId = room.nextGuild();
      const channel = `60000000000000010${seed}`;
      const userId = `70000000000000010${seed}`;
      const anna = await room.server.listen(guildId, channel, annaId, { neverCommit: seed === 1 });
      const bot = new Bot(room.server, { guildId, channelId: channel, userId });
      await bot.ready();
      await bot.privacyCode(() => anna.privacyCode);
      const frames = opusFrames(50, seed);
      await bot.play(frames);
      bot.leave();
      return { anna, frames };
    }),
  );
  for (const { anna, frames } of rows) expect(speechOf(anna)).toEqual(frames);
  expect(room.server.violations).toEqual([]);
});
