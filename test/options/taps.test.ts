import { setTimeout as delay } from 'node:timers/promises';

import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { anyClip } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// Emoji and sounds that are sent into a call, and what stands against speaking: as for messages.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

type Effect = Parameters<Bot['discord']['sendEffect']>[2];

let phrases = 0;

/** A phrase of somebody’s, as the board would save it; resolves with what it says. */
async function saved(owner: { userId: string } | { guildId: string }, actorId: string) {
  const words = `Phrase ${(phrases += 1)}.`;
  remember(words);
  const of = 'userId' in owner ? ({ of: 'person', ...owner } as const) : server(owner);
  const id = `a${String(phrases).padStart(23, '0')}`;
  const phrase = { id, label: words, spoken: { as: 'words', words }, place: phrases } as const;
  await bot.store.phrases.put(of, { phrases: [phrase] }, actorId);
  return words;
}

const server = (owner: { guildId: string }) => ({ of: 'server', ...owner }) as const;

/** Ann has a phrase that 👋 speaks. */
async function openWithTap(tap = '👋') {
  const room = await openRoom(bot);
  const words = await saved({ userId: room.ann.id }, room.ann.id);
  const { text } = await told(room.use('phrase', { phrase: words, tap }), /is spoken when/);
  expect(text).toContain(words);
  const send = (effect: Effect, by = room.ann): void =>
    bot.discord.sendEffect(room.call, by, effect);
  return { room, words, send, wave: () => send({ emoji: '👋' }) };
}

/** Something else is sent, and nothing but that is heard. */
async function silent(room: Room, act: () => unknown): Promise<void> {
  await act();
  const marker = `Marker ${(phrases += 1)}.`;
  remember(marker);
  expect(await room.words(() => room.use('say', { text: marker }, room.bea))).toEqual([marker]);
}

/** The direct message of the bot that tells somebody why. */
async function letter({ ann }: Room, words: RegExp): Promise<void> {
  const channel = bot.discord.directMessages(ann);
  await soon(() => expect(JSON.stringify(bot.discord.messagesIn(channel))).toMatch(words));
}

test('/phrase tap: an emoji that is sent in the call speaks the phrase, twice within 400 ms once', async () => {
  const { room, words, wave, send } = await openWithTap();
  expect(await room.words(wave)).toEqual([words]);
  await silent(room, () => send({ emoji: '🎉' }));
  await delay(450);
  const both = await room.words(() => {
    // With the colour of a skin it is the same emoji.
    send({ emoji: '👋🏽' });
    wave();
  });
  expect(both).toEqual([words]);
  await told(room.use('phrase', { phrase: words, tap: 'hello' }), /no single emoji/);
});

test('/phrase tap: an emoji of a server, and what is suggested', async () => {
  remember('party');
  const { room, words, send } = await openWithTap('<:party:123456789012345678>');
  expect(await room.words(() => send({ emoji: 'party', id: '123456789012345678' }))).toEqual([
    words,
  ]);
  await silent(room, () => send({ emoji: 'party', id: '223456789012345678' }));
  const typing = { name: 'phrase', options: { phrase: words, tap: '👋' }, focused: 'tap' };
  const { choices } = await bot.discord.autocomplete({
    ...typing,
    channel: room.text,
    by: room.ann,
  });
  expect(choices.map(({ value }) => value)).toEqual(['👋', 'send', 'none']);
  await delay(450);
  await told(room.use('phrase', { phrase: words, tap: 'none' }), /No emoji and no sound speaks/);
  await silent(room, () => send({ emoji: 'party', id: '123456789012345678' }));
});

test('/phrase tap: of two people each speaks their own, and only in the call where they are', async () => {
  const { room, words, send, wave } = await openWithTap();
  await silent(room, () => send({ emoji: '👋' }, room.bea));
  const other = await openRoom(bot);
  bot.discord.addPerson(other.server, { name: 'Ann' }, room.ann);
  await bot.discord.leave(room.server, room.ann);
  expect(() => wave()).toThrow('in the call');
  bot.discord.join(other.call, room.ann);
  expect(
    await other.words(() => bot.discord.sendEffect(other.call, room.ann, { emoji: '👋' })),
  ).toEqual([words]);
  expect(
    room
      .heard()
      .map((each) => JSON.stringify(each))
      .join(),
  ).not.toContain(words);
});

test('/phrase tap: a phrase of the server is spoken there alone, and one’s own goes before it', async () => {
  const room = await openRoom(bot);
  const { ann, admin, use, call } = room;
  const ours = await saved({ guildId: room.server.id }, admin.id);
  await told(use('phrase', { phrase: ours, tap: '👋' }), /is spoken when/);
  const wave = (): void => bot.discord.sendEffect(call, ann, { emoji: '👋' });
  expect(await room.words(wave)).toEqual([ours]);
  const mine = await saved({ userId: ann.id }, ann.id);
  await told(use('phrase', { phrase: mine, tap: '👋' }), /is spoken when/);
  await delay(450);
  expect(await room.words(wave)).toEqual([mine]);
});

/** The id of a button on the panel that this does. */
const idOf = ({ components }: Message, act: string): string =>
  new RegExp(`phrases:${act}:[^"]*`).exec(JSON.stringify(components))?.[0] ?? `no ${act}`;

test('phrases:tap, phrases:tap-send, phrases:tap-type, phrases:tap-remove: a sound is chosen by sending it', async () => {
  const room = await openRoom(bot);
  const { ann } = room;
  const press = (on: Message, act: string) => bot.discord.press(on, idOf(on, act), ann);
  const words = await saved({ userId: ann.id }, ann.id);
  const board = await told(room.use('phrases'), /Your phrases/);
  const choosing = bot.discord.select(board, idOf(board, 'more'), ['tap'], ann);
  const shown = await told(press(await told(choosing, /Emoji and sounds/), 'tap'), /No emoji/);
  const sending = press(shown, 'tap-send');
  await told(sending, /Send the emoji or the sound/);
  const sound = { soundId: '4711' };
  await silent(room, () => bot.discord.sendEffect(room.call, ann, sound));
  const bound = await told(sending, /a sound of the soundboard/);
  expect(await room.words(() => bot.discord.sendEffect(room.call, ann, sound))).toEqual([words]);
  const opened = press(bound, 'tap-type');
  await opened.modal();
  const typed = await told(await bot.discord.submitModal(opened, { tap: '🎉' }), /🎉/);
  expect(await room.words(() => bot.discord.sendEffect(room.call, ann, { emoji: '🎉' }))).toEqual([
    words,
  ]);
  const listed = await told(press(typed, 'show'), /Emoji and sounds/);
  expect(JSON.stringify(listed.components)).toContain(`${words} · 🎉`);
  const removed = await told(
    press(await told(press(listed, 'tap'), /🎉/), 'tap-remove'),
    /No emoji/,
  );
  await silent(room, () => bot.discord.sendEffect(room.call, ann, { emoji: '🎉' }));
  expect(removed.text).toContain(words);
  const hers = await told(room.use('phrases', {}, room.bea), /Your phrases/);
  await told(bot.discord.forge(hers, idOf(shown, 'tap-send'), room.bea), /no longer there/);
});

test('/call settings effects: where the server wants none nothing is spoken, and the sender is told once', async () => {
  const { room, words, wave } = await openWithTap();
  await room.set('call settings', { effects: false });
  await silent(room, wave);
  await letter(room, /doesn’t let emoji and sounds speak/);
  await room.set('call settings', { effects: true });
  await delay(450);
  expect(await room.words(wave)).toEqual([words]);
});

test('/phrase tap: of somebody who refuses to be read nothing is spoken', async () => {
  const { room, words, wave } = await openWithTap();
  const refuse = (optedOut: boolean) =>
    bot.store.people.change(room.ann.id, { actorId: room.ann.id }, (now) => ({ ...now, optedOut }));
  await refuse(true);
  await silent(room, wave);
  await letter(room, /You refuse to be read/);
  await refuse(false);
  await delay(450);
  expect(await room.words(wave)).toEqual([words]);
});

test('/call settings recordings: where the server wants none, recordings of phrases are not heard; a filtered label isn’t either', async () => {
  const room = await openRoom(bot);
  const {
    ann,
    mod,
    server: { id: guildId },
  } = room;
  remember('Darn it');
  const clip = anyClip();
  const id = `b${String((phrases += 1)).padStart(23, '0')}`;
  const phrase = { id, label: 'Darn it', spoken: { as: 'recording', clip }, place: 0 } as const;
  await bot.store.phrases.put({ of: 'person', userId: ann.id }, { phrases: [phrase] }, ann.id);
  await room.set('call settings', { recordings: false });
  await told(room.use('phrase', { phrase: 'Darn it' }), /doesn’t let recordings/);
  await room.set('call settings', { recordings: true });
  await bot.store.wordFilter.change(guildId, mod.id, { add: ['darn'] });
  await told(room.use('phrase', { phrase: 'Darn it' }), /word that is not spoken/);
  expect(room.heard()).toEqual([]);
  await bot.store.wordFilter.change(guildId, mod.id, { remove: ['darn'] });
  expect(await room.words(() => room.use('phrase', { phrase: 'Darn it' }))).toEqual(['a sound']);
});

const ways = ['a phrase', 'a recording', 'an emoji'] as const;

/** Ann says something in one of the ways in which she needn’t type; resolves once she was told why it isn’t heard. */
async function openWithWay(way: (typeof ways)[number]) {
  if (way === 'an emoji') {
    const { room, wave } = await openWithTap();
    const say = async (): Promise<void> => delay(450).then(() => wave());
    return { room, say, refused: async (why: RegExp) => say().then(() => letter(room, why)) };
  }
  const room = await openRoom(bot);
  const label = `Saved ${(phrases += 1)}`;
  remember(label, `${label}.`);
  const spoken =
    way === 'a phrase'
      ? ({ as: 'words', words: `${label}.` } as const)
      : ({ as: 'recording', clip: anyClip() } as const);
  const id = `c${String(phrases).padStart(23, '0')}`;
  const phrase = { id, label, spoken, place: 0 };
  const owner = { of: 'person', userId: room.ann.id } as const;
  await bot.store.phrases.put(owner, { phrases: [phrase] }, room.ann.id);
  const say = () => room.use('phrase', { phrase: label });
  return { room, say, refused: async (why: RegExp) => told(say(), why) };
}

test.each(ways)('/phrase phrase: %s is not heard of somebody muted', async (way) => {
  const { room, refused } = await openWithWay(way);
  await bot.store.mutes.mute(room.server.id, { userId: room.ann.id }, room.mod.id);
  await refused(/Moderators don’t let me/);
  expect(room.heard()).toEqual([]);
});

test.each(ways)('/phrase phrase: %s is not heard of somebody banned', async (way) => {
  const { room, refused } = await openWithWay(way);
  remember('noise');
  await bot.store.bans.ban({ kind: 'person', id: room.ann.id }, 'noise', room.mod.id);
  await refused(/noise/);
  expect(room.heard()).toEqual([]);
});

test.each(ways)('/phrase phrase: %s waits for the pause that the server wants', async (way) => {
  const { room, say, refused } = await openWithWay(way);
  await bot.store.serverSettings.change(room.server.id, { actorId: room.mod.id }, (now) => ({
    ...now,
    moderation: { ...now.moderation, cooldownMs: 3_600_000 },
  }));
  await room.hear(say);
  await refused(/wants a pause/);
  expect(room.heard()).toHaveLength(1);
});

test.each(ways)(
  '/phrase phrase: %s waits for the pause after a message, too, and a message for that after it',
  async (way) => {
    const { room, say, refused } = await openWithWay(way);
    const pause = (cooldownMs: number) =>
      bot.store.serverSettings.change(room.server.id, { actorId: room.mod.id }, (now) => ({
        ...now,
        moderation: { ...now.moderation, cooldownMs },
      }));
    await pause(3_600_000);
    await room.words(() => room.write('A message.'));
    await refused(/wants a pause/);
    await pause(0);
    await room.hear(say);
    await pause(3_600_000);
    expect(await room.unread(room.write('Another message.'))).toMatch(/sooner than/);
  },
);

test.each(ways)('/phrase phrase: %s with a filtered word is not heard', async (way) => {
  const { room, refused } = await openWithWay(way);
  const { serverSettings, wordFilter } = bot.store;
  await serverSettings.change(room.server.id, { actorId: room.mod.id }, (now) => ({
    ...now,
    words: { ...now.words, filtered: 'drop' },
  }));
  await wordFilter.change(room.server.id, room.mod.id, { add: ['saved', 'phrase'] });
  await refused(/word that is not spoken/);
  expect(room.heard()).toEqual([]);
});
