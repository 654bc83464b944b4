import { afterAll, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// Fewer letters to type: short forms, phrases and earlier lines.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
  remember('gmt', 'give me a minute', 'Give me a minute.', 'qtz');
});

afterAll(() => bot[Symbol.asyncDispose]());

async function suggested({ text, ann }: Room, name: string, focused: string, typed: string) {
  const typing = { name, options: { [focused]: typed }, focused, channel: text, by: ann };
  return (await bot.discord.autocomplete(typing)).choices;
}

test('/short add short, /short add long: said, shown and read in full, for whoever added it alone', async () => {
  const room = await openRoom(bot);
  const { ann, bea, use } = room;
  await told(use('short add', { short: 'gmt', long: 'give me a minute' }), /give me a minute/);
  const said = use('say', { text: 'Please, GMT!' });
  expect(await room.words(() => told(said, /Spoken/))).toEqual(['Please, give me a minute!']);
  expect((await told(said, /Spoken/)).text).toContain('Please, give me a minute!');
  expect(await room.words(() => room.write('gmt now', ann))).toEqual(['give me a minute now']);
  expect(await room.words(() => use('say', { text: 'Wait, gmt' }, bea))).toEqual(['Wait, gmt']);
  await told(use('short add', { short: 'two words', long: 'x' }), /one word/);
});

test('/short list, /short remove short', async () => {
  const { use, text, ann, ...room } = await openRoom(bot);
  await told(use('short list'), /no short forms yet/);
  await told(use('short add', { short: 'qtz', long: 'give me a minute' }), /qtz/);
  expect((await told(use('short list'), /qtz/)).ephemeral).toBe(true);
  const { choices } = await bot.discord.autocomplete({
    name: 'short remove',
    options: { short: 'QT' },
    focused: 'short',
    channel: text,
    by: ann,
  });
  expect(choices.map(({ value }) => value)).toEqual(['qtz']);
  await told(use('short remove', { short: 'QTZ' }), /nothing any more/);
  await told(use('short remove', { short: 'qtz' }), /no short form/);
  expect(await room.words(() => use('say', { text: 'Say qtz.' }))).toEqual(['Say qtz.']);
});

test('/say text: completed from phrases, and by what stands for those that are long or have blanks', async () => {
  const room = await openRoom(bot);
  const { ann, use } = room;
  const long =
    'I am tired, since I was at work until late, then cooked for all of us, and after that had the dishes to do.';
  const all = ['I need a break.', long, 'I am {name}.'];
  remember(...all, 'I am');
  const phrases = all.map((words, at) => ({
    id: String(at + 1).padStart(24, 'e'),
    label: `Phrase ${at}`,
    spoken: { as: 'words', words } as const,
    place: at,
  }));
  remember(...phrases.map(({ label }) => label));
  await bot.store.phrases.put({ of: 'person', userId: ann.id }, { phrases }, ann.id);
  expect((await suggested(room, 'say', 'text', 'brk')).map(({ value }) => value)).toEqual([
    'I need a break.',
  ]);
  const [tired] = await suggested(room, 'say', 'text', 'i am rea');
  expect(await room.words(() => use('say', { text: String(tired?.value) }))).toEqual([long]);
  const [named] = await suggested(room, 'say', 'text', 'name');
  expect(await room.words(() => use('say', { text: String(named?.value) }))).toEqual(['I am Ann.']);
  // Somebody else has none of them.
  await told(use('say', { text: String(tired?.value) }, room.bea), /no longer there/);
});

test('/say text: from earlier lines of whoever has theirs kept, and of nobody else', async () => {
  const room = await openRoom(bot);
  const { ann, use } = room;
  const values = async (typed: string) =>
    (await suggested(room, 'say', 'text', typed)).map(({ value }) => value);
  const keep = async (act: 'on' | 'off') => {
    const panel = await told(use('me'), /./);
    await told(bot.discord.press(panel, `me:${act}:person.keepsLines`, ann), /./);
  };
  remember('Not kept at all.', 'Kept for later.');
  await room.words(() => use('say', { text: 'Not kept at all.' }));
  expect(await values('')).toEqual([]);
  await keep('on');
  await room.words(() => use('say', { text: 'Kept for later.' }));
  await soon(async () => expect(await values('')).toEqual(['Kept for later.']));
  expect(await values('latr')).toEqual(['Kept for later.']);
  const held = await told(use('privacy show'), /line that you said before/);
  expect(held.text).not.toContain('Kept for later.');
  expect((await bot.store.personalData.about(ann.id)).earlierLines).toMatchObject([
    { text: 'Kept for later.' },
  ]);
  await keep('off');
  expect(await values('')).toEqual([]);
  expect((await bot.store.personalData.about(ann.id)).earlierLines).toEqual([]);
});
