import { setTimeout as delay } from 'node:timers/promises';

import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// The box to speak with, and its commands: what is said again, as an alert, stopped, taken back and put aside.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const press = (message: Message, button: string, by: Person): Interaction =>
  bot.discord.press(message, button, by);

const box = (room: Room, by = room.ann): Promise<Message> =>
  told(room.use('speak', {}, by), /All of this/);

const say = (room: Room, text: string): Promise<readonly string[]> =>
  room.words(() => room.use('say', { text }));

/** Two presses of a button that come sooner are one. */
const notASecondPress = (): Promise<void> => delay(450);

/** Types words into the form that an interaction opened. */
const type = async (opened: Interaction, words: string): Promise<Interaction> => {
  remember(words);
  await opened.modal();
  return bot.discord.submitModal(opened, { words });
};

/** The words that are filled into a form. */
const filledIn = async (opened: Interaction): Promise<unknown> =>
  /"value":"([^"]*)"/.exec(JSON.stringify(await opened.modal()))?.[1];

/** Somebody's lines in the call, the one that is spoken first. */
const lines = ({ server }: Room): readonly string[] =>
  bot.calls.queue(server.id).map(({ typed }) => typed?.() ?? '');

/** Has the first of two lines spoken for as long as `act` takes, while the other waits. */
async function whileSpeaking(room: Room, texts: readonly string[], act: () => Promise<unknown>) {
  bot.calls.hold(room.server.id);
  for (const text of texts) {
    room.use('say', { text });
    await soon(() => expect(lines(room)).toContain(text));
  }
  await act();
  bot.calls.go(room.server.id);
  await soon(() => expect(bot.calls.queue(room.server.id)).toEqual([]));
}

test('/speak: in a server only who asked sees the box, in direct messages it stays', async () => {
  const room = await openRoom(bot);
  expect((await box(room)).ephemeral).toBe(true);
  const channel = bot.discord.directMessages(room.ann);
  const asked = bot.discord.command({ name: 'speak', options: {}, channel, by: room.ann });
  expect((await told(asked, /All of this/)).ephemeral).toBe(false);
});

test('/again, speak:again: the last line is heard once more, and nothing is asked for', async () => {
  const room = await openRoom(bot);
  await told(room.use('again'), /nothing that I could say again/);
  await say(room, 'Mine.');
  const asked = bot.asked.length;
  expect(await room.words(() => room.use('again'))).toEqual(['Mine.']);
  const shown = await box(room);
  const heard = await room.words(async () => {
    press(shown, 'Again', room.ann);
    expect((await press(shown, 'Again', room.ann).acknowledged).kind).toBe(6);
  });
  expect(heard).toEqual(['Mine.']);
  expect(bot.asked).toHaveLength(asked);
});

test('/again: a message that was read is said again, too, and no more once it is deleted', async () => {
  const room = await openRoom(bot);
  const message = room.write('As a message.');
  await room.isRead(message);
  expect(await room.words(() => room.use('again'))).toEqual(['As a message.']);
  bot.discord.deleteMessages(message);
  await soon(async () => {
    await told(room.use('again'), /nothing that I could say again/);
  });
});

test('/again: a message that is deleted while it is said once more falls silent', async () => {
  const room = await openRoom(bot);
  const message = room.write('As a message.');
  await room.isRead(message);
  bot.calls.hold(room.server.id);
  await told(room.use('again'), /once more/);
  expect(bot.calls.queue(room.server.id)).toHaveLength(1);
  bot.discord.deleteMessages(message);
  await soon(() => expect(bot.calls.queue(room.server.id)).toEqual([]));
  expect(room.heard()).toHaveLength(1);
  bot.calls.go(room.server.id);
});

test('/again louder, speak:louder: louder three times a minute', async () => {
  const room = await openRoom(bot);
  await say(room, 'Mine.');
  const shown = await box(room);
  bot.calls.hold(room.server.id);
  await told(room.use('again', { louder: true }), /once more, louder/);
  expect(bot.calls.queue(room.server.id)[0]).toMatchObject({ louderDb: 6 });
  bot.calls.go(room.server.id);
  await told(room.use('again', { louder: true }), /once more, louder/);
  await room.words(() => press(shown, 'Louder', room.ann));
  await notASecondPress();
  await told(press(shown, 'Louder', room.ann), /3 times a minute/);
});

test('/again: what somebody else said, or oneself in another server, is never said', async () => {
  const [one, two] = [await openRoom(bot), await openRoom(bot)];
  await say(one, 'Of Ann, here.');
  await told(one.use('again', {}, one.bea), /nothing that I could say again/);
  bot.discord.addPerson(two.server, { name: 'Ann' }, one.ann);
  await bot.discord.leave(one.server, one.ann);
  bot.discord.join(two.call, one.ann);
  await told(two.use('again', {}, one.ann), /nothing that I could say again/);
  expect([one.heard().length, two.heard().length]).toEqual([1, 0]);
});

test('/again: nothing is said of whom moderators muted, nor what the server filters since', async () => {
  const room = await openRoom(bot);
  await say(room, 'A heck of a line.');
  await told(room.use('autoread filter add', { words: 'heck' }, room.mod), /./);
  await told(room.use('again'), /other words are filtered/);
  await say(room, 'Another.');
  await told(room.use('autoread person mute', { person: room.ann }, room.mod), /./);
  await told(room.use('again'), /don’t let me speak for you/);
  await told(room.use('say', { text: 'By say.' }), /don’t let me speak for you/);
  const shown = await box(room);
  const sent = await type(press(shown, 'Speak', room.ann), 'By the form.');
  await told(sent, /don’t let me speak for you/);
  expect(room.heard()).toHaveLength(2);
});

test('/alert text: breaks in before what waits, as a phrase, too; three times a minute', async () => {
  const room = await openRoom(bot);
  await whileSpeaking(room, ['One.', 'Two.'], async () => {
    room.use('alert', { text: 'Help me.' });
    await soon(() => expect(lines(room)).toEqual(['Help me.', 'One.', 'Two.']));
    expect(bot.calls.queue(room.server.id)[0]).toMatchObject({ isAlert: true });
  });
  await told(room.use('alert', { text: 'Again.' }), /alert was heard/);
  await told(room.use('alert', { text: 'And again.' }), /alert was heard/);
  await told(room.use('alert', { text: 'Once more.' }), /3 a minute/);
});

test('speak:alert: a form, and where nothing is typed the bot’s own words', async () => {
  const room = await openRoom(bot);
  const shown = await box(room);
  const opened = press(shown, 'Alert', room.ann);
  await opened.modal();
  const heard = await room.hear(() => bot.discord.submitModal(opened, { words: '' }));
  expect(JSON.stringify(heard)).toContain('Please listen to me.');
});

test('/call settings alerts: a server can switch alerts off', async () => {
  const room = await openRoom(bot);
  await room.set('call settings', { alerts: false });
  await told(room.use('alert', { text: 'Help.' }), /switched alerts off/);
  expect(room.heard()).toEqual([]);
  await room.set('call settings', { alerts: true });
  await told(room.use('alert', { text: 'Help.' }), /alert was heard/);
});

test('/stop waiting, speak:stop, speak:stop-all: ends what is said for oneself, and no line of others', async () => {
  const room = await openRoom(bot);
  await told(room.use('stop'), /saying nothing for you/);
  await whileSpeaking(room, ['One.', 'Two.', 'Three.'], async () => {
    room.use('say', { text: 'Of Bea.' }, room.bea);
    await soon(() => expect(lines(room)).toContain('Of Bea.'));
    const stopped = await told(press(await box(room), 'Stop', room.ann), /2 of your lines/);
    expect(lines(room)).not.toContain('One.');
    await told(press(stopped, 'Stop those, too', room.ann), /Stopped/);
    expect(lines(room)).toEqual(['Of Bea.']);
  });
  await whileSpeaking(room, ['Four.', 'Five.'], async () => {
    await told(room.use('stop', { waiting: true }), /Stopped/);
    expect(lines(room)).toEqual([]);
  });
});

test('/correct, speak:correct: takes the last line back into a form, and says what is made of it', async () => {
  const room = await openRoom(bot);
  await told(room.use('correct'), /bring nothing back/);
  await whileSpeaking(room, ['First.', 'Not this.'], async () => {
    const opened = room.use('correct');
    expect(await filledIn(opened)).toBe('Not this.');
    expect(lines(room)).toEqual(['First.']);
    await type(opened, 'But this.');
    await soon(() => expect(lines(room)).toEqual(['First.', 'But this.']));
    const again = press(await box(room), 'Not what I meant', room.ann);
    expect(await filledIn(again)).toBe('But this.');
  });
  // The form was closed: what it held is not lost.
  expect(JSON.stringify((await told(room.use('hold'), /Put aside/)).components)).toContain(
    'But this.',
  );
});

test('speak:new, speak:say, speak:retry: what can’t be spoken comes back filled in', async () => {
  const room = await openRoom(bot);
  const shown = await box(room);
  const heard = await room.words(async () => type(press(shown, 'Speak', room.ann), 'By the form.'));
  expect(heard).toEqual(['By the form.']);
  await bot.discord.leave(room.server, room.ann);
  await notASecondPress();
  const sent = await type(press(shown, 'Speak', room.ann), 'Nobody hears it.');
  const told1 = await told(sent, /Nobody hears it\./);
  expect(told1.ephemeral).toBe(true);
  bot.discord.join(room.call, room.ann);
  const retried = press(told1, 'Try again', room.ann);
  expect(await filledIn(retried)).toBe('Nobody hears it.');
  expect(await room.words(() => bot.discord.submitModal(retried, { words: 'Now.' }))).toEqual([
    'Now.',
  ]);
});

test('/hold text, speak:held, speak:hold, speak:held-say, speak:drop: a line is put aside, said later, and forgotten', async () => {
  const room = await openRoom(bot);
  const held = await told(room.use('hold', { text: 'For later.' }), /A press says/);
  expect(held.ephemeral).toBe(true);
  expect(await room.words(() => press(held, 'For later.', room.ann))).toEqual(['For later.']);
  const empty = await told(press(await box(room), 'Put aside', room.ann), /nothing aside/);
  const two = await told(await type(press(empty, 'Put a line aside', room.ann), 'A thought.'), /./);
  expect(JSON.stringify(two.components)).toContain('A thought.');
  // Somebody else has none of it.
  await told(room.use('hold', {}, room.bea), /nothing aside/);
  const [, id] = /(speak:held-say:[^"]*)/.exec(JSON.stringify(two.components)) ?? [];
  await told(press(two, 'Forget all of these', room.ann), /nothing aside/);
  await told(bot.discord.forge(two, id ?? '', room.ann), /no longer put aside/);
});

test('/again, /hold: nothing is left of whoever deletes their data', async () => {
  const room = await openRoom(bot);
  await say(room, 'Mine.');
  await told(room.use('hold', { text: 'A thought.' }), /A press says/);
  const asked = await told(room.use('privacy delete'), /./);
  const [, id] = /"custom_id":"(privacy:delete[^"]*)"/.exec(JSON.stringify(asked.components)) ?? [];
  await told(bot.discord.forge(asked, id ?? '', room.ann), /./);
  await soon(async () => {
    await told(room.use('hold'), /nothing aside/);
  });
  const { ephemeral } = await told(room.use('again'), /nothing that I could say again/);
  expect(ephemeral).toBe(true);
});

test('speak:phrases: shows the board of one’s phrases beside the box', async () => {
  const room = await openRoom(bot);
  const board = await told(
    press(await box(room), 'Phrases', room.ann),
    /You have saved no phrases/,
  );
  expect(board.ephemeral).toBe(true);
});
