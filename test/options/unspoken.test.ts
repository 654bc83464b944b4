import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { ownWords } from '#i18n/text.ts';
import { SpeechError } from '#speech/speech.ts';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// The sentences that people are told of messages that can't be spoken: why of each, and everybody once.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterEach(() => {
  bot.fail(undefined);
  bot.speakInstead(undefined);
});

afterAll(() => bot[Symbol.asyncDispose]());

const gone = () => new SpeechError('model-gone', 'no such model', { engine: 'deapi' });
const down = () => new SpeechError('unavailable', 'down', { engine: 'deapi' });

const toldIn = ({ server }: Room): readonly string[] =>
  bot.told.filter(({ guildId }) => guildId === server.id).map(({ sentence }) => sentence);

test('that the service is down is told once in each server, and is why of every message', async () => {
  const [here, there] = [await openRoom(bot), await openRoom(bot)];
  bot.fail(down());
  const why = await here.unread(here.write('One.'));
  expect(why).toMatch(/can’t be reached/);
  expect(await here.unread(here.write('Two.'))).toBe(why);
  expect(await here.unread(here.write('Three.', here.bea))).toBe(why);
  expect(toldIn(here)).toEqual([why]);
  expect(toldIn(there)).toEqual([]);
  await there.unread(there.write('Four.'));
  expect(toldIn(there)).toEqual([why]);
  expect(bot.refreshes).toBe(0);
});

test('that the quota of the day is used up is told once in each server, and until when another voice reads', async () => {
  const room = await openRoom(bot);
  const untilMs = Date.now() + 3_600_000;
  bot.speakInstead({ failure: 'rate-limited', quota: 'day', untilMs });
  for (const words of ['One.', 'Two.'])
    expect(await room.words(() => room.write(words))).toEqual([words]);
  const when = `<t:${Math.ceil(untilMs / 1_000)}:t>`;
  expect(toldIn(room)).toEqual([expect.stringContaining(`another voice reads until ${when}`)]);
});

test('that the quota of the day is used up is told once, also where nobody reads instead', async () => {
  const room = await openRoom(bot);
  const day = { engine: 'deapi', quota: 'day' } as const;
  for (const retryAfterMs of [3_600_000, 3_500_000]) {
    bot.fail(new SpeechError('rate-limited', 'used up', { ...day, retryAfterMs }));
    expect(await room.unread(room.write('One.'))).toMatch(/asked too often today/);
  }
  expect(toldIn(room)).toEqual([expect.stringMatching(/used up\. It reads on at <t:/)]);
});

test('when a model is gone the voices are asked for anew', async () => {
  const room = await openRoom(bot);
  const before = bot.refreshes;
  bot.fail(gone());
  const why = await room.unread(room.write('One.'));
  expect(toldIn(room)).toEqual([why]);
  expect(bot.refreshes).toBe(before + 1);
});

test('why a call failed is told by the call, and not again by what is read', async () => {
  const room = await openRoom(bot);
  bot.fail(new UserError(ownWords('The call is over.')));
  expect(await room.unread(room.write('One.'))).toBe('The call is over.');
  expect(toldIn(room)).toEqual([]);
});

test('who has too many lines waiting is told once, whom it is for, and each of the lines says so', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  bot.calls.hold(server.id);
  for (let count = 0; count < 20; count += 1) room.write(`Line ${count}.`, ann);
  await soon(() => expect(bot.calls.queue(server.id)).toHaveLength(20));
  for (const words of ['One too many.', 'And another.'])
    expect(await room.unread(room.write(words, ann))).toBe('Too much was waiting to be spoken.');
  room.write('Of somebody else.', bea);
  await soon(() => expect(bot.calls.queue(server.id)).toHaveLength(21));
  expect(toldIn(room)).toEqual([expect.stringContaining(`${ann.mention}: 20 of your lines wait`)]);
  bot.calls.go(server.id);
  await soon(() => expect(bot.calls.queue(server.id)).toEqual([]));
});

test.each([
  ['/skip', 'skip', ['Somebody skipped it.', 'It was read.']],
  [
    '/leave',
    'leave',
    ['I left the call before it was its turn.', 'I left the call before it was its turn.'],
  ],
])('what is taken from the queue by %s is told so', async (_, command, expected) => {
  const room = await openRoom(bot);
  const { server } = room;
  bot.calls.hold(server.id);
  const written = ['One.', 'Two.'].map((words) => room.write(words).id);
  await soon(() => expect(bot.calls.queue(server.id)).toHaveLength(2));
  await told(room.use(command), /Skipped|I left/);
  if (command === 'skip') bot.calls.go(server.id);
  await soon(async () =>
    expect(await Promise.all(written.map((id) => bot.why(server.id, id)))).toEqual(expected),
  );
  expect(toldIn(room)).toEqual([]);
});

test('why somebody is not read by their own or moderators’ choice is told to them and to moderators alone', async () => {
  const room = await openRoom(bot);
  const { ann, bea, mod, admin } = room;
  const why = async (by = ann): Promise<string> =>
    (await told(room.use('autoread why', {}, by), /./)).text.replace(/^\S+ /, '');
  await told(room.use('autoread person mute', { person: ann }, mod), /I don’t read/);
  await room.unread(room.write('Muted.', ann));
  const sentence = /put its author on the list/;
  for (const by of [ann, mod, admin]) expect(await why(by)).toMatch(sentence);
  expect(await why(bea)).toBe('Its author is not read here.');
  await told(room.use('autoread person unmute', { person: ann }, mod), /again/);
  await told(room.use('privacy opt-out', {}, ann), /./);
  await room.unread(room.write('Refused.', ann));
  const lines = async (by: typeof ann) => (await told(room.use('autoread why', {}, by), /./)).text;
  expect((await lines(ann)).split('\n')).toHaveLength(2);
  expect(await lines(ann)).toMatch(/has asked not to be read/);
  expect(await lines(bea)).not.toMatch(/has asked/);
  // Everybody may know this, and is told.
  await told(room.use('privacy opt-in', {}, ann), /./);
  await room.unread(room.write('; Marked.', ann));
  expect(await lines(bea)).toMatch(/begins with a mark/);
});

test('a bot that stops reads nothing that is written from then on', async () => {
  await using stopped = await startBot();
  const room = await openRoom(stopped);
  await room.words(() => room.write('Before.'));
  stopped.endReading();
  const message = room.write('After.');
  // An answer comes after whatever was told of the message.
  await told(room.use('help'), /./);
  expect(await stopped.why(room.server.id, message.id)).toMatch(/no longer know/);
  expect(room.heard()).toHaveLength(1);
});
