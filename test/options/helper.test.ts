import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { commands } from '#commands/index.ts';

import { remember } from '../pseudo/known.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// A person lets one other manage their phrases and how they speak, and nothing else of theirs.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const idOf = ({ components }: Message, act: string): string =>
  new RegExp(`${act}:[^"]*`).exec(JSON.stringify(components))?.[0] ?? `no ${act}`;
const press = (on: Message, act: string, by: Person) => bot.discord.press(on, idOf(on, act), by);

/** Bea helps Ann, after both have agreed. */
async function openWithHelper(): Promise<Room> {
  const room = await openRoom(bot);
  const { ann, bea, use } = room;
  await told(use('helper ask', { person: bea }), /have not agreed yet/);
  const asked = await told(use('helper show', {}, bea), /asks you to help/);
  await told(press(asked, 'helper:accept', bea), /You may change the phrases/);
  expect(await bot.store.helpers.of(ann.id)).toMatchObject([{ helperId: bea.id }]);
  return room;
}

/** A phrase that Bea saves on the board of Ann; resolves with that board. */
async function save({ ann, bea, use }: Room, words: string): Promise<Message> {
  remember(words);
  const board = await told(use('phrases', { person: ann }, bea), /You change them for/);
  const opened = press(board, 'phrases:new', bea);
  await opened.modal();
  const filled = { words, label: '', folder: '', voice: '', style: '' };
  return told(await bot.discord.submitModal(opened, filled), /You change them for/);
}

test('/helper ask person, /helper show, helper:accept: nothing changes before both agree, and who is asked is told', async () => {
  const room = await openRoom(bot);
  const { ann, bea, mod, use } = room;
  await told(use('helper ask', { person: bea }), /have not agreed yet/);
  const letters = () => JSON.stringify(bot.discord.messagesIn(bot.discord.directMessages(bea)));
  await soon(() => expect(letters()).toContain('asks whether you help'));
  await told(use('phrases', { person: ann }, bea), /You don’t help/);
  await told(use('me', { person: ann }, bea), /You don’t help/);
  // Only whoever was asked can agree.
  const asked = await told(use('helper show', {}, bea), /asks you to help/);
  const his = await told(use('helper show', {}, mod), /Nobody helps you/);
  const carrier = await told(use('helper ask', { person: ann }, mod), /have not agreed yet/);
  await told(
    bot.discord.forge(carrier, idOf(asked, 'helper:accept'), mod),
    /is over|asked of somebody/,
  );
  expect(his.ephemeral).toBe(true);
  await told(press(asked, 'helper:accept', bea), /You may change the phrases/);
  await told(use('phrases', { person: ann }, bea), /You change them for/);
  await told(use('helper ask', { person: ann }), /another person/);
});

test('/phrases person: a helper writes what the person speaks, and it is on the record', async () => {
  const room = await openWithHelper();
  const { ann, bea, use } = room;
  const board = await save(room, 'Written for Ann.');
  expect(JSON.stringify(board.components)).toContain('Written for Ann.');
  // A helper speaks for nobody.
  expect(JSON.stringify(board.components)).not.toContain('phrases:speak');
  const own = await told(use('phrases'), /Your phrases/);
  expect(await room.words(() => bot.discord.press(own, 'Written for Ann.', ann))).toEqual([
    'Written for Ann.',
  ]);
  expect(JSON.stringify((await told(use('phrases', {}, bea), /./)).components)).not.toContain(
    'Written for Ann.',
  );
  const shown = await told(use('helper show'), /What was done last/);
  expect(shown.text).toContain(`<@${bea.id}> changed phrases of <@${ann.id}>`);
  expect(shown.text).toContain('Written for Ann.');
});

test('/phrases person: with those of a server, a helper has the person’s own all the same', async () => {
  const room = await openWithHelper();
  const { ann, bea, use } = room;
  await save(room, 'Written for Ann.');
  const answer = use('phrases', { person: ann, for: 'server', export: 'csv' }, bea);
  const { attachments } = await answer.reply((message) => message.attachments.length > 0);
  expect(Buffer.from(attachments[0]?.bytes ?? []).toString()).toContain('Written for Ann.');
});

test('/me person: a helper changes how the person speaks, and sees nothing else', async () => {
  const room = await openWithHelper();
  const { ann, bea, use } = room;
  const panel = await told(use('me', { person: ann }, bea), /How/);
  expect(panel.text).not.toMatch(/refusal to be read|keep what I say|joins and leaves/);
  const opened = bot.discord.press(panel, `me:change:person.spokenName@${ann.id}`, bea);
  await opened.modal();
  remember('Annie');
  await told(await bot.discord.submitModal(opened, { value: 'Annie' }), /Annie/);
  expect((await bot.store.people.get(ann.id)).spokenName).toBe('Annie');
  expect((await bot.store.people.get(bea.id)).spokenName).toBeUndefined();
  expect((await told(use('helper show'), /set something/)).text).toContain('Annie');
  for (const key of ['optedOut', 'keepsLines', 'lendsSettings']) {
    const id = `me:on:person.${key}@${ann.id}`;
    await told(bot.discord.forge(panel, id, bea), /isn’t there any more/);
  }
  expect(await bot.store.people.get(ann.id)).toMatchObject({
    optedOut: false,
    keepsLines: false,
    lendsSettings: false,
  });
});

test('helper:end: either ends it, and from then on the helper sees and changes nothing', async () => {
  const room = await openWithHelper();
  const { ann, bea, mod, use } = room;
  const board = await save(room, 'Before the end.');
  const shown = await told(use('helper show'), /may change your phrases/);
  const carrier = await told(use('helper ask', { person: ann }, mod), /have not agreed yet/);
  await told(
    bot.discord.forge(carrier, idOf(shown, 'helper:end'), mod),
    /is over|asked of somebody/,
  );
  await told(press(shown, 'helper:end', ann), /ended the help/);
  await told(press(board, 'phrases:change', bea), /You don’t help/);
  await told(use('phrases', { person: ann }, bea), /You don’t help/);
  // The commands for what belongs to Ann alone have no option for anybody else.
  const withPerson = commands.flatMap(({ data }) =>
    JSON.stringify(data.options ?? []).includes('"person"') ? [data.name] : [],
  );
  for (const name of ['clone', 'privacy', 'design', 'say', 'short'])
    expect(withPerson).not.toContain(name);
});

test('/helper ask person: five people are asked in a day, and no others are written to', async () => {
  const room = await openRoom(bot);
  const { server, use } = room;
  const people = Array.from({ length: 6 }, (_, at) =>
    bot.discord.addPerson(server, { name: `Person ${at}` }),
  );
  const letters = (person: Person) =>
    bot.discord.messagesIn(bot.discord.directMessages(person)).length;
  for (const person of people.slice(0, 5)) {
    await told(use('helper ask', { person }), /have not agreed yet/);
    // Nobody is asked a second time.
    await told(use('helper ask', { person }), /have not agreed yet/);
    await soon(() => expect(letters(person)).toBe(1));
  }
  const [last] = people.slice(5);
  await told(use('helper ask', { person: last }), /5 people in a day/);
  expect(await bot.store.helpers.of(last!.id)).toEqual([]);
  expect(letters(last!)).toBe(0);
});
