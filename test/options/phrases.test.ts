import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { bytesOf, mainBoard } from '../text/boards/boards.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// Saved phrases: each option of /phrase and /phrases, and each button of a board, by what is heard and seen.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const press = (message: Message, button: string, by: Person): Interaction =>
  bot.discord.press(message, button, by);

const empty = { words: '', label: '', folder: '', voice: '', style: '' };

/** A board, newly opened. */
const board = (room: Room, options = {}, by = room.ann): Promise<Message> =>
  told(room.use('phrases', options, by), /./);

/** Saves a phrase on a board, and resolves with the board. */
async function save(on: Message, filled: Partial<typeof empty>, by: Person): Promise<Message> {
  remember(...Object.values(filled));
  const opened = press(on, button(on, 'new'), by);
  await opened.modal();
  return told(await bot.discord.submitModal(opened, { ...empty, ...filled }), /./);
}

interface Button {
  readonly label?: string;
  readonly custom_id?: string;
}

/** All buttons of a board, in order. */
function buttonsOf({ components }: Message): readonly Button[] {
  const all = (each: object): readonly object[] => [
    each,
    ...('components' in each ? (each.components as object[]).flatMap((one) => all(one)) : []),
  ];
  return components
    .flatMap((each) => all(each))
    .filter((each) => 'custom_id' in each && 'style' in each) as Button[];
}

/** The id of the button that does this. */
function button(on: Message, act: string): string {
  const found = buttonsOf(on).find(({ custom_id: id }) => id?.startsWith(`phrases:${act}:`));
  return found?.custom_id ?? `no button ${act}`;
}

/** The labels of the buttons of phrases and folders. */
function shownOn(on: Message): readonly (string | undefined)[] {
  return buttonsOf(on)
    .filter(({ custom_id: id }) => /^phrases:(speak|change|move|remove|show):/.test(id ?? ''))
    .map(({ label }) => label);
}

const choose = (on: Message, value: string, by: Person): Promise<Message> => {
  const menu = JSON.stringify(on.components).match(/phrases:more:[^"]*/)?.[0] ?? '';
  return told(bot.discord.select(on, menu, [value], by), /./);
};

/** A room in which Ann has these phrases; resolves with her board. */
async function openWith(...phrases: readonly Partial<typeof empty>[]) {
  const room = await openRoom(bot);
  let shown = await board(room);
  for (const phrase of phrases) shown = await save(shown, phrase, room.ann);
  return { ...room, room, shown };
}

test('/phrase phrase: what was chosen is heard, and what was typed in full', async () => {
  const { room, use } = await openWith({ words: 'I need a break.', label: 'Break' });
  const { choices } = await bot.discord.autocomplete({
    name: 'phrase',
    options: { phrase: 'brk' },
    focused: 'phrase',
    channel: room.text,
    by: room.ann,
  });
  expect(choices.map(({ name }) => name)).toEqual(['Break · I need a break.']);
  const [chosen] = choices;
  const by = (typed: string) => room.words(() => use('phrase', { phrase: typed }));
  expect(await by(String(chosen?.value))).toEqual(['I need a break.']);
  expect(await by('BREAK')).toEqual(['I need a break.']);
  await told(use('phrase', { phrase: 'something else' }), /know no phrase/);
});

test('/phrase private: nobody else sees the answer', async () => {
  const { use } = await openWith({ words: 'Quietly.' });
  const answer = await told(use('phrase', { phrase: 'Quietly.', private: true }), /Spoken/);
  expect(answer.ephemeral).toBe(true);
  expect((await told(use('phrase', { phrase: 'Quietly.' }), /Spoken/)).ephemeral).toBe(false);
});

test('/phrases for me, /phrases for server', async () => {
  const { room, ann, admin } = await openWith({ words: 'Mine.' });
  const ours = await board(room, { for: 'server' }, admin);
  await save(ours, { words: 'Ours.' }, admin);
  expect(shownOn(await board(room, { for: 'me' }))).toEqual(['Mine.']);
  const seen = await board(room, { for: 'server' });
  expect(shownOn(seen)).toEqual(['Ours.']);
  expect(await room.words(() => press(seen, 'Ours.', ann))).toEqual(['Ours.']);
});

test('/phrases recording, /phrases label, /phrases folder', async () => {
  const room = await openRoom(bot);
  const recording = { filename: 'hello.mp3', bytes: Buffer.from('14000 A recording.') };
  const filled = { recording, label: 'My hello', folder: 'Mine' };
  remember('My hello', 'Mine', 'hello');
  const shown = await board(room, filled);
  expect(shown.text).toContain('folder Mine');
  expect(shownOn(shown)).toContain('My hello');
  expect(await room.words(() => press(shown, 'My hello', room.ann))).toEqual(['a sound']);
  const { room: another } = await openWith();
  expect(shownOn(await board(another, { recording }))).toEqual(['hello']);
});

test('/phrases recording: one of more than 15 s is refused', async () => {
  const room = await openRoom(bot);
  const recording = { filename: 'long.mp3', bytes: Buffer.from('15001 Too long.') };
  const refused = await told(room.use('phrases', { recording }), /not as long as/);
  expect(refused.ephemeral).toBe(true);
});

test('phrases:speak: is heard, and shows nothing; two presses at once are one', async () => {
  const { room, shown, ann } = await openWith({ words: 'Once.' }, { words: 'More.' });
  const heard = await room.words(async () => {
    press(shown, 'Once.', ann);
    const second = press(shown, 'Once.', ann);
    expect((await second.acknowledged).kind).toBe(6);
    press(shown, 'More.', ann);
    await soon(() => expect(room.heard().length).toBeGreaterThan(1));
  });
  expect(heard).toEqual(['Once.', 'More.']);
});

test('phrases:speak: in no call somebody is told so, and nothing is posted', async () => {
  const { shown, ann, server } = await openWith({ words: 'Alone.' });
  await bot.discord.leave(server, ann);
  const pressed = press(shown, 'Alone.', ann);
  expect((await told(pressed, /in no voice channel/)).ephemeral).toBe(true);
});

test('phrases:speak: of somebody muted nothing is heard', async () => {
  const { room, shown, ann } = await openWith({ words: 'Muted.' });
  await told(room.use('autoread person mute', { person: ann }, room.mod), /./);
  await told(press(shown, 'Muted.', ann), /Moderators don’t let me/);
  expect(room.heard()).toEqual([]);
});

test('phrases:start: five phrases to begin with, once', async () => {
  const { room, shown, ann } = await openWith();
  const started = await told(press(shown, button(shown, 'start'), ann), /A press speaks/);
  expect(shownOn(started)).toEqual([
    'Give me a moment, I am typing.',
    'Yes.',
    'No.',
    'Say that again, please.',
    'I use this to speak.',
  ]);
  const again = bot.discord.forge(started, button(shown, 'start'), ann);
  expect(shownOn(await told(again, /A press speaks/))).toHaveLength(5);
  expect(await room.words(() => press(started, 'Yes.', ann))).toEqual(['Yes.']);
});

test('phrases:new, phrases:save: voice and style are those of the phrase', async () => {
  const { room, shown, ann } = await openWith({ words: 'Softly.', voice: 'Adam' });
  const [heard] = await room.hear(() => press(shown, 'Softly.', ann));
  expect(heard).toMatchObject({ voice: { mode: 'preset', id: expect.stringMatching(/adam/i) } });
  const opened = press(shown, button(shown, 'new'), ann);
  await opened.modal();
  const wrong = { ...empty, words: 'Wrong.', voice: 'Nobody at all' };
  await told(await bot.discord.submitModal(opened, wrong), /Nobody at all/);
});

test('phrases:save: what is filled in is spoken as it is at that moment', async () => {
  const { room, shown, ann } = await openWith({ words: 'It is {name}, on {date}.', label: 'Who' });
  const heard = await room.words(() => press(shown, 'Who', ann));
  expect(heard.slice(0, 3)).toEqual(['It is', 'Ann', 'on']);
  expect(heard[3]).toContain(String(new Date(bot.now()).getUTCFullYear()));
});

test('phrases:show: folders come first, and pages of twenty', async () => {
  const many = Array.from({ length: 22 }, (_, index) => ({
    id: String(index).padStart(24, '0'),
    label: `Phrase number ${index}`,
    spoken: { as: 'words', words: 'One of many.' } as const,
    place: index + 1,
  }));
  remember(...many.map(({ label }) => label));
  const { shown, ann } = await openWith({ words: 'Bread.', folder: 'Food' });
  const home = await told(press(shown, 'All folders', ann), /Your phrases/);
  expect(shownOn(home)).toEqual(['Folder: Food']);
  const inside = await told(press(home, 'Folder: Food', ann), /folder Food/);
  expect(shownOn(inside)).toContain('Bread.');
  await bot.store.phrases.put({ of: 'person', userId: ann.id }, { phrases: many }, ann.id);
  const last = await told(press(inside, 'All folders', ann), /Page 1 of 2/);
  const next = await told(press(last, 'Next page', ann), /Page 2 of 2/);
  expect(shownOn(next).slice(0, 3)).toEqual([
    'Phrase number 19',
    'Phrase number 20',
    'Phrase number 21',
  ]);
  expect((await told(press(next, 'Previous page', ann), /Page 1 of 2/)).text).toContain('Page 1');
});

test('phrases:more, phrases:change: a phrase is opened with what it says, and says something else', async () => {
  const { room, shown, ann } = await openWith({ words: 'Old.', label: 'It' });
  const changing = await choose(shown, 'change', ann);
  expect(changing.text).toContain('Changing');
  const opened = press(changing, 'It', ann);
  const modal = await opened.modal();
  expect(JSON.stringify(modal)).toContain('Old.');
  const filled = { ...empty, words: 'New.', label: 'It' };
  remember('New.');
  const changed = await told(await bot.discord.submitModal(opened, filled), /Changing/);
  const speaking = await choose(changed, 'speak', ann);
  expect(await room.words(() => press(speaking, 'It', ann))).toEqual(['New.']);
});

test('phrases:move: one place forward; orders by use and by the alphabet', async () => {
  const { room, shown, ann } = await openWith({ words: 'B' }, { words: 'C' }, { words: 'A' });
  const moving = await choose(shown, 'move', ann);
  // Two presses within 400 ms are one here, too.
  const pressed = press(moving, 'A', ann);
  expect((await press(moving, 'A', ann).acknowledged).kind).toBe(6);
  const moved = await told(pressed, /Moving/);
  expect(shownOn(moved)).toEqual(['B', 'A', 'C']);
  const speaking = await choose(moved, 'speak', ann);
  await room.words(() => press(speaking, 'C', ann));
  expect(shownOn(await choose(speaking, 'use', ann))).toEqual(['C', 'B', 'A']);
  expect(shownOn(await choose(speaking, 'alphabet', ann))).toEqual(['A', 'B', 'C']);
  expect(shownOn(await choose(await board(room), 'own', ann))).toEqual(['B', 'A', 'C']);
});

test('phrases:remove, phrases:delete: asks first', async () => {
  const { shown, ann } = await openWith({ words: 'Gone.' }, { words: 'Stays.' });
  const removing = await choose(shown, 'remove', ann);
  const asked = await told(press(removing, 'Gone.', ann), /Delete the phrase “Gone\.”/);
  const kept = await told(press(asked, 'Keep it', ann), /Deleting/);
  expect(shownOn(kept)).toEqual(['Gone.', 'Stays.']);
  const again = await told(press(kept, 'Gone.', ann), /Delete the phrase/);
  expect(shownOn(await told(press(again, 'Delete it', ann), /Deleting/))).toEqual(['Stays.']);
  await told(bot.discord.forge(shown, button(shown, 'speak'), ann), /no longer there/);
});

test('phrases:folder-change, phrases:rename, phrases:folder-move, phrases:folder-remove, phrases:folder-delete', async () => {
  const { shown, ann } = await openWith(
    { words: 'Bread.', folder: 'Food' },
    { words: 'Chess.', folder: 'Games' },
  );
  const changing = await choose(shown, 'change', ann);
  const opened = press(changing, 'Rename this folder', ann);
  await opened.modal();
  remember('Play');
  const renamed = await bot.discord.submitModal(opened, { folder: 'Play' });
  const inside = await told(renamed, /folder Play/);
  const moving = await choose(inside, 'move', ann);
  const moved = await told(press(moving, 'Move this folder forward', ann), /Moving/);
  expect(shownOn(moved)).toEqual(['Folder: Play', 'Folder: Food']);
  const removing = await choose(moved, 'remove', ann);
  const there = await told(press(removing, 'Folder: Play', ann), /folder Play/);
  const asked = await told(press(there, 'Delete this folder', ann), /Delete the folder “Play”/);
  const gone = await told(press(asked, 'Delete it', ann), /Deleting/);
  expect(shownOn(gone)).toEqual(['Folder: Food', 'Chess.']);
});

test('phrases:new: of a server only for those who manage it', async () => {
  const { room, ann, mod, admin } = await openWith();
  const seen = await board(room, { for: 'server' });
  for (const by of [ann, mod]) {
    const mine = await board(room, { for: 'server' }, by);
    await told(press(mine, button(mine, 'new'), by), /Manage Server/);
    await told(press(mine, button(mine, 'start'), by), /Manage Server/);
  }
  const filled = { words: 'Forced.', label: '', folder: '', voice: '', style: '' };
  const id = button(seen, 'new').replace('phrases:new:', 'phrases:save:');
  await told(bot.discord.forgeForm(seen, `${id}.`, filled, ann), /Manage Server/);
  const ours = await board(room, { for: 'server' }, admin);
  await save(ours, { words: 'Ours.' }, admin);
  expect(shownOn(await board(room, { for: 'server' }))).toEqual(['Ours.']);
});

test('/phrase phrase: what was typed and not sent is nowhere in the store', async () => {
  const { room } = await openWith({ words: 'Something.' });
  await bot.discord.autocomplete({
    name: 'phrase',
    options: { phrase: 'a secret half-typed' },
    focused: 'phrase',
    channel: room.text,
    by: room.ann,
  });
  const held = await bot.store.personalData.about(room.ann.id);
  expect(JSON.stringify(held)).not.toContain('secret');
});

const obf = { filename: 'board.obf', bytes: Buffer.from(bytesOf(mainBoard)) };

test('/phrases import, /phrases folder: a file is shown first, and taken over by a press', async () => {
  const room = await openRoom(bot);
  const shown = await told(room.use('phrases', { import: obf }), /would change/);
  expect(shown.ephemeral).toBe(true);
  expect(shown.text).toMatch(/New phrases: 6 \(recordings among them: 1\)/);
  expect(shown.text).toMatch(/New folders: Main board/);
  expect(shown.text).toMatch(/do something else than speak: 3 \(F, clear and home, and flip\)/);
  const owner = { of: 'person', userId: room.ann.id } as const;
  expect((await bot.store.phrases.of(owner)).phrases).toEqual([]);
  const done = await told(press(shown, 'Take it over', room.ann), /Taken over/);
  expect((await bot.store.phrases.of(owner)).phrases).toHaveLength(6);
  const folders = await told(press(done, 'Show the board', room.ann), /Your phrases/);
  expect(shownOn(folders)).toEqual(['Folder: Main board']);
  const inFolder = await told(press(folders, 'Folder: Main board', room.ann), /folder/);
  expect(shownOn(inFolder).slice(0, 3)).toEqual(['happy', 'time', 'Brian']);
  const csv = { filename: 'a.csv', bytes: Buffer.from('words\nHello there\n') };
  const other = await told(room.use('phrases', { import: csv, folder: 'Mine' }), /would change/);
  expect(other.text).toMatch(/New folders: Mine/);
  const unchanged = await told(press(other, 'Change nothing', room.ann), /Your phrases/);
  expect(shownOn(unchanged)).toEqual(['Folder: Main board']);
});

test('/phrases import: a phrase of the same name in the same folder is changed, and no other', async () => {
  const { room } = await openWith({ words: 'Hello.', label: 'Hi' }, { words: 'Bye.' });
  const csv = { filename: 'a.csv', bytes: Buffer.from('label;words\nHI;Hello you.\nBye.;Bye.\n') };
  const shown = await told(room.use('phrases', { import: csv }), /would change/);
  expect(shown.text).toMatch(/Changed: HI/);
  expect(shown.text).toMatch(/There already: 1/);
  await told(press(shown, button(shown, 'apply'), room.ann), /Taken over/);
  expect((await room.words(() => room.use('phrase', { phrase: 'hi' }))).join()).toBe('Hello you.');
});

test('phrases:apply: a file that somebody else gave, or one from long ago, changes nothing', async () => {
  const room = await openRoom(bot);
  const shown = await told(room.use('phrases', { import: obf }), /would change/);
  const id = button(shown, 'apply');
  const beas = await told(room.use('phrases', {}, room.bea), /./);
  await told(bot.discord.forge(beas, id, room.bea), /no longer have that file/);
  await told(room.use('phrases', { import: obf }), /would change/);
  await told(bot.discord.forge(shown, id, room.ann), /no longer have that file/);
  expect((await bot.store.phrases.of({ of: 'person', userId: room.ann.id })).phrases).toEqual([]);
});

test('/phrases import: those of a server are for whoever manages it, when it is shown and when it is applied', async () => {
  const room = await openRoom(bot);
  await told(room.use('phrases', { import: obf, for: 'server' }), /Manage Server/);
  const options = { import: obf, for: 'server' };
  const shown = await told(room.use('phrases', options, room.admin), /would change/);
  await told(press(shown, 'Take it over', room.admin), /Taken over/);
  const log = await bot.store.audit.entries(room.server.id, 10);
  expect(JSON.stringify(log)).toContain('"what":"phrases"');
  expect(JSON.stringify(log)).not.toContain('as happy as me');
});

test.each([
  ['nothing.json', '{}', /no phrases in the file/],
  ['damaged.obz', 'PK\u0003\u0004 and no more', /zip is damaged/],
  ['text.csv', 'a,b\n1,2\n', /must name the columns/],
  ['empty.csv', '', /table is empty/],
  ['heading.csv', 'label,words\n', /table is empty/],
  ['open.csv', 'label,words\nHi,"Hello there\nBye,Bye\n', /quote in the table has no end/],
])('/phrases import: %s is refused', async (filename, content, why) => {
  const room = await openRoom(bot);
  const file = { filename, bytes: Buffer.from(content) };
  const refused = await told(room.use('phrases', { import: file }), why);
  expect(refused.ephemeral).toBe(true);
});

test('/phrases import: recordings in a zip are named by their files, or by a table in it', async () => {
  const room = await openRoom(bot);
  const bytes = zipSync({
    '01 Good morning.mp3': Buffer.from('2000 Good morning.'),
    'Family/I_love_you.wav': Buffer.from('3000 Love.'),
    'a.ogg': Buffer.from('1000 A.'),
    'too long.mp3': Buffer.from('15001 Too long.'),
    'list.csv': Buffer.from('file,label,folder\na.ogg,Thank you,Family\n'),
  });
  const shown = await told(
    room.use('phrases', { import: { filename: 'bank.zip', bytes } }),
    /would/,
  );
  expect(shown.text).toMatch(/New phrases: 3 \(recordings among them: 3\)/);
  expect(shown.text).toMatch(/“too long”: .*not as long as/);
  await told(press(shown, 'Take it over', room.ann), /Taken over/);
  const book = await bot.store.phrases.of({ of: 'person', userId: room.ann.id });
  const family = book.folders.find(({ name }) => name === 'Family')?.id;
  const all = book.phrases.map(({ label, folderId, spoken }) => [label, folderId, spoken.as]);
  expect(new Set(all)).toEqual(
    new Set([
      ['Good morning', undefined, 'recording'],
      ['I love you', family, 'recording'],
      ['Thank you', family, 'recording'],
    ]),
  );
});

test.each([
  ['/phrases export csv', 'csv', 'label,words,folder,voice,style,language'],
  ['/phrases export json', 'json', '"crier": "phrases"'],
  ['/phrases export obf', 'obf', '"format": "open-board-0.1"'],
  ['/phrases export obz', 'obz', 'manifest.json'],
])('%s', async (_, format, content) => {
  const { room } = await openWith({ words: 'Hello.', label: 'Hi', folder: 'Mine' });
  const answer = room.use('phrases', { export: format });
  const { attachments, text } = await answer.reply((message) => message.attachments.length > 0);
  expect(attachments.map(({ filename }) => filename)).toEqual([`phrases.${format}`]);
  const file = Buffer.from(attachments[0]?.bytes ?? []);
  expect(file.toString()).toContain(content);
  expect(text).toMatch(/Phrases in the file: 1/);
  const given = { filename: `phrases.${format}`, bytes: file };
  if (format !== 'obf') await told(room.use('phrases', { import: given }), /isn’t there already/);
});

test('/phrases export, /phrases folder: one folder alone, and none that isn’t there', async () => {
  const { room } = await openWith({ words: 'In it.', folder: 'Mine' }, { words: 'Not in it.' });
  const answer = room.use('phrases', { export: 'csv', folder: 'mine' });
  const { attachments } = await answer.reply((message) => message.attachments.length > 0);
  const csv = Buffer.from(attachments[0]?.bytes ?? []).toString();
  expect(csv).toContain('In it.');
  expect(csv).not.toContain('Not in it.');
  await told(room.use('phrases', { export: 'csv', folder: 'none' }), /no longer there/);
});
