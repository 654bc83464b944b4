import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { SpeechError } from '#speech/speech.ts';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';

// Speech that could not be posted as it was asked for: what people get instead, and why.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterEach(() => {
  bot.discord.clearFaults();
});

afterAll(() => bot[Symbol.asyncDispose]());

const asVoice = { text: 'Posted.', as: 'voice message' };

test('a voice message that Discord refuses is a file instead, and why is said', async () => {
  const room = await openRoom(bot);
  const refusal = { status: 403, code: 50_173, message: 'Cannot send voice messages here' };
  bot.discord.fail({ method: 'POST', path: /^webhooks/, ...refusal });
  const saying = room.use('say', asVoice);
  const posted = await told(saying, /AI voice/);
  expect(posted.attachments.map(({ filename }) => filename)).toEqual(['speech.ogg']);
  expect(posted.text).toContain('I may not send voice messages here (**Send Voice Messages**)');
  expect(saying.followUps).toEqual([]);
});

test('without the right to voice messages none is tried, and the right is named', async () => {
  const room = await openRoom(bot);
  bot.discord.setPermissions(room.text, room.server, { deny: ['SendVoiceMessages'] });
  const saying = room.use('say', asVoice);
  const posted = await told(saying, /AI voice/);
  expect(posted.attachments.map(({ filename }) => filename)).toEqual(['speech.ogg']);
  expect(posted.text).toContain('**Send Voice Messages**');
  expect(bot.discord.calls.filter(({ status }) => status >= 400)).toHaveLength(1);
});

test.each([
  ['balance', /balance at deAPI is used up/],
  ['unavailable', /deAPI/],
] as const)('of a voice message that can’t be made it is said why: %s', async (failure, why) => {
  const room = await openRoom(bot);
  bot.renderedFiles.failNext(new SpeechError(failure, 'no', { engine: 'deapi' }));
  const saying = room.use('say', asVoice);
  const answer = await saying.reply(({ text }) => !text.includes('> Posted.'));
  expect(answer.text).toMatch(why);
  expect([...answer.attachments, ...saying.followUps]).toEqual([]);
});

test('a bot that is in no call to be heard in says why it posts instead', async () => {
  const room = await openRoom(bot);
  await told(room.use('leave'), /I left/);
  const closed = room.server.addVoice({ name: 'closed', denyBot: ['Speak'] });
  await bot.discord.move(room.ann, closed);
  const saying = room.use('say', { text: 'Posted.' });
  expect((await told(saying, /AI voice/)).text).toContain('I need the right **Speak** there');
  expect(saying.followUps.map(({ voiceMessage }) => voiceMessage)).toEqual([true]);
  expect(bot.calls.channelOf(room.server.id)).toBeUndefined();
});
