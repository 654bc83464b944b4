import { setTimeout as sleep } from 'node:timers/promises';

import { VoiceConnectionStatus } from '@discordjs/voice';
import { expect, test } from 'vitest';

import type { Bot } from './voice-client.ts';
import { opusFrames, until } from './voice-client.ts';
import { annaId, botId, channelId, speechOf, voiceRoom } from './voice-room.ts';

const otherChannelId = '600000000000000004';
const heartbeatIntervalMs = 200;
const room = voiceRoom(heartbeatIntervalMs);

const status = (bot: Bot): VoiceConnectionStatus => bot.connection.state.status;

test.each([
  {
    what: 'a crash of the server',
    lose: (guildId: string) => room.server.guild(guildId).closeSockets(4015),
  },
  { what: 'a cut', lose: (guildId: string) => room.server.guild(guildId).cutSockets() },
])('after $what the session is resumed with its keys', async ({ lose }) => {
  const guildId = room.nextGuild();
  const { anna, bot, code: before } = await room.meet(guildId, { neverCommit: true });
  await bot.play(opusFrames(10, 1));
  lose(guildId);
  await until(() => room.server.guild(guildId).connected.length === 0);
  await until(() => room.server.guild(guildId).connected.length === 1);
  await until(() => status(bot) === VoiceConnectionStatus.Ready);
  const frames = opusFrames(10, 2);
  await bot.play(frames);
  expect(speechOf(anna).slice(-10)).toEqual(frames);
  expect(bot.connection.voicePrivacyCode).toBe(before);
  expect(room.server.guild(guildId).figures(botId)?.discoveries).toBe(1);
  expect(room.server.violations).toEqual([]);
});

test('what happened while a client was gone is replayed after the resume', async () => {
  const guildId = room.nextGuild();
  const { bot } = await room.meet(guildId);
  room.server.guild(guildId).closeSockets(4015);
  const ben = await room.server.listen(guildId, channelId, '800000000000000002');
  await ben.secured(botId);
  await bot.privacyCode(() => ben.privacyCode);
  const frames = opusFrames(5);
  await bot.play(frames);
  expect(speechOf(ben)).toEqual(frames);
  expect(room.server.violations).toEqual([]);
});

test('a refused resume is answered by 4006, and the client joins anew', async () => {
  const guildId = room.nextGuild();
  const guild = room.server.guild(guildId);
  const { anna, bot } = await room.meet(guildId);
  guild.faults.resumes = 'refused';
  guild.closeSockets(4015);
  await until(() => bot.sent.length === 2);
  await bot.ready();
  await bot.privacyCode(() => anna.privacyCode);
  expect(guild.figures(botId)?.discoveries).toBe(2);
});

test.each([4004, 4006, 4009, 4011, 4016, 4017, 4021, 4022])(
  'a close with %i ends the session, and the client asks the gateway anew',
  async (code) => {
    const guildId = room.nextGuild();
    const anna = await room.server.listen(guildId, channelId, annaId);
    const bot = room.join(guildId);
    await bot.ready();
    await anna.secured(botId);
    bot.answers = false;
    room.server.guild(guildId).closeSockets(code);
    await until(() => bot.sent.length === 2);
    expect(status(bot)).toBe(VoiceConnectionStatus.Signalling);
    await until(() => anna.groupMembers.length === 0);
  },
);

test('a kick closes with 4014, and the client stays away', async () => {
  const guildId = room.nextGuild();
  const bot = room.join(guildId);
  await bot.ready();
  room.server.dismiss(guildId, botId, 4014);
  await until(() => status(bot) === VoiceConnectionStatus.Disconnected);
  expect(bot.connection.state).toMatchObject({ closeCode: 4014 });
  expect(room.server.guild(guildId).connected).toEqual([]);
});

test('a moved client is heard in its new channel, and no longer in the old one', async () => {
  const guildId = room.nextGuild();
  const anna = await room.server.listen(guildId, channelId, annaId);
  const ben = await room.server.listen(guildId, otherChannelId, '800000000000000002');
  const bot = room.join(guildId);
  await bot.ready();
  await bot.privacyCode(() => anna.privacyCode);
  bot.move(otherChannelId);
  await bot.privacyCode(() => ben.privacyCode);
  const frames = opusFrames(5);
  await bot.play(frames);
  expect(speechOf(ben)).toEqual(frames);
  expect(speechOf(anna)).toEqual([]);
  expect(room.server.violations).toEqual([]);
});

test.each(['after-session', 'after-ready'] as const)(
  'the others may be announced %s',
  async (announcesClients) => {
    const guildId = room.nextGuild();
    room.server.guild(guildId).faults.announcesClients = announcesClients;
    const { bot } = await room.meet(guildId, { neverCommit: true });
    expect(bot.debug.filter((line) => line.includes('<< {"op":11'))).toHaveLength(1);
  },
);

test('a client follows to another endpoint', async () => {
  const guildId = room.nextGuild();
  const anna = await room.server.listen(guildId, channelId, annaId);
  const bot = room.join(guildId);
  await bot.ready();
  room.server.guild(guildId).faults.endpoint = 'second';
  bot.admit();
  await until(() => room.server.guild(guildId).figures(botId)?.discoveries === 2);
  await bot.ready();
  await bot.privacyCode(() => anna.privacyCode);
  const frames = opusFrames(5);
  await bot.play(frames);
  expect(speechOf(anna)).toEqual(frames);
});

test.each([4004, 4006, 4014, 4016, 4017, 4021, 4022])(
  'Identify can be answered by %i, so many times',
  async (code) => {
    const guildId = room.nextGuild();
    const { faults } = room.server.guild(guildId);
    faults.closeOnIdentify = { code, times: 2 };
    const bot = room.join(guildId);
    if (code === 4014) {
      await until(() => status(bot) === VoiceConnectionStatus.Disconnected);
      bot.admit();
      await until(() => faults.closeOnIdentify?.times === 0);
      await until(() => status(bot) === VoiceConnectionStatus.Disconnected);
      bot.admit();
    }
    await bot.ready();
    expect(faults.closeOnIdentify.times).toBe(0);
  },
);

test('a refused admission is answered by 4006', async () => {
  const guildId = room.nextGuild();
  room.server.guild(guildId).faults.refusedAdmissions = 2;
  const bot = room.join(guildId);
  await bot.ready();
  expect(bot.sent).toHaveLength(3);
});

test('who does not speak DAVE is refused with 4017 again and again', async () => {
  const guildId = room.nextGuild();
  const bot = room.join(guildId, { daveEncryption: false });
  await until(() => bot.sent.length > 5);
  expect(room.server.guild(guildId).connected).toEqual([]);
});

test.each(['silent', 'refusing'] as const)('at a %s endpoint nobody gets in', async (endpoint) => {
  const guildId = room.nextGuild();
  room.server.guild(guildId).faults.endpoint = endpoint;
  const bot = room.join(guildId);
  await sleep(300);
  expect(status(bot)).not.toBe(VoiceConnectionStatus.Ready);
  expect(room.server.guild(guildId).connected).toEqual([]);
});

test('a client without heartbeat answers gives up and resumes', async () => {
  const guildId = room.nextGuild();
  const { faults } = room.server.guild(guildId);
  const bot = room.join(guildId);
  await bot.ready();
  faults.answersHeartbeats = false;
  await until(() => bot.debug.some((line) => line.includes('"op":7')));
  faults.answersHeartbeats = true;
  await bot.ready();
  expect(room.server.guild(guildId).figures(botId)?.discoveries).toBe(1);
});

test('a frozen websocket says nothing and closes nothing, and thaws', async () => {
  const guildId = room.nextGuild();
  const guild = room.server.guild(guildId);
  const { bot } = await room.meet(guildId);
  guild.freezeSockets();
  const heardBefore = bot.debug.filter((line) => line.includes('<<')).length;
  await sleep(heartbeatIntervalMs * 2);
  expect(bot.debug.filter((line) => line.includes('<<'))).toHaveLength(heardBefore);
  expect(status(bot)).toBe(VoiceConnectionStatus.Ready);
  guild.thawSockets();
  await until(() => bot.debug.filter((line) => line.includes('<<')).length > heardBefore);
});

test('whoever is dismissed while frozen learns of it at the thaw', async () => {
  const guildId = room.nextGuild();
  const guild = room.server.guild(guildId);
  const bot = room.join(guildId);
  await bot.ready();
  bot.answers = false;
  guild.freezeSockets();
  room.server.dismiss(guildId, botId, 4014);
  await sleep(50);
  expect(status(bot)).toBe(VoiceConnectionStatus.Ready);
  guild.thawSockets();
  await until(() => status(bot) === VoiceConnectionStatus.Signalling);
});

test.each([
  { what: 'a spoiled proposal', message: 'proposals', faults: { garbledProposals: 1 } },
  {
    what: 'an Add of who was not announced',
    message: 'UnexpectedUser',
    faults: { announcesClients: 'never' },
  },
  { what: 'the external sender once more', message: 'AlreadyInGroup', faults: {} },
] as const)('$what is more than the library bears', async ({ message, faults }) => {
  const guildId = room.nextGuild();
  const guild = room.server.guild(guildId);
  Object.assign(guild.faults, faults);
  const uncaught: Error[] = [];
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => uncaught.push(error));
  try {
    const bot = room.join(guildId);
    const anna = await room.server.listen(guildId, channelId, annaId, { neverCommit: true });
    await bot.ready();
    if (message === 'AlreadyInGroup') {
      await bot.privacyCode(() => anna.privacyCode);
      guild.repeatExternalSender(channelId);
    }
    await until(() => uncaught.length > 0);
    expect(uncaught[0]?.message).toContain(message);
    expect(status(bot)).toBe(VoiceConnectionStatus.Ready);
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const listener of listeners) process.on('uncaughtException', listener);
  }
});
