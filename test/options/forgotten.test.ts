import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// Everything that is held of people in memory alone, once they had everything deleted: nothing is left of theirs, all of others’.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const press = (message: Message, button: string, by: Person) =>
  bot.discord.press(message, button, by);

/** Has everything deleted. */
async function forget({ use }: Room, who: Person): Promise<void> {
  const sure = await told(use('privacy delete', {}, who), /Delete everything/);
  await told(press(sure, 'Delete everything', who), /is deleted/);
}

test('the words of their recordings are asked for anew, those of others’ are not', async () => {
  const room = await openRoom(bot);
  const { ann, bea } = room;
  const recordingOf = ({ name, id }: Person): string => `${name} ${id} speaks.`;
  const clone = async (by: Person): Promise<void> => {
    const clip = { filename: 'me.mp3', bytes: Buffer.from(recordingOf(by)) };
    const asked = await told(room.use('clone make', { clip, name: 'Mine' }, by), /Whose voice/);
    await told(press(asked, 'It is my own voice', by), /ready to be heard/);
  };
  const asked = (by: Person): number =>
    bot.transcribed.filter((words) => words === recordingOf(by)).length;
  for (const by of [ann, bea, ann, bea]) await clone(by);
  expect([asked(ann), asked(bea)]).toEqual([1, 1]);
  await forget(room, ann);
  for (const by of [ann, bea]) await clone(by);
  expect([asked(ann), asked(bea)]).toEqual([2, 1]);
});

test('what they were making can’t be kept any more, what others were making can', async () => {
  const room = await openRoom(bot);
  const { ann, bea } = room;
  const clip = { filename: 'me.mp3', bytes: Buffer.from('A recording.') };
  const make = async (by: Person): Promise<Message> => {
    const asked = await told(room.use('clone make', { clip, name: 'Cloned' }, by), /Whose voice/);
    return told(press(asked, 'It is my own voice', by), /ready to be heard/);
  };
  const design = (by: Person) =>
    told(room.use('design', { description: 'Warm', name: 'Designed' }, by), /Takes 1 to 3/);
  const say = (by: Person) =>
    told(room.use('say', { text: 'Said once.', clip }, by), /Whose voice is it/);
  const drafts = [];
  for (const by of [ann, bea]) {
    // A text that is said once needs its statement first: it is asked before the same recording has one.
    const said = await say(by);
    drafts.push({ by, said, made: await make(by), designed: await design(by) });
  }
  await forget(room, ann);
  const names = async ({ id }: Person) =>
    (await bot.store.voices.ownedBy(id)).map(({ name }) => name);
  for (const { by, said, made, designed } of drafts) {
    const gone = by === ann;
    await told(press(said, 'It is my own voice', by), gone ? /no longer at hand/ : /message below/);
    await told(press(made, 'Keep', by), gone ? /no longer|Make it again/ : /is kept/);
    await told(press(designed, 'Keep take 1', by), gone ? /no longer|\/design/ : /is kept/);
    expect(await names(by)).toEqual(gone ? [] : ['Cloned', 'Designed']);
  }
});

test('files that they gave, or that were given for them, can’t be taken over any more', async () => {
  const room = await openRoom(bot);
  const { ann, bea, admin } = room;
  const phrases = { import: { filename: 'a.json', bytes: Buffer.from('["Of a file."]') } };
  const help = { personId: ann.id, helperId: bea.id };
  await bot.store.helpers.ask({ ...help, askedAtMs: 1 });
  await bot.store.helpers.agree(help, 2);
  const own = await told(room.use('phrases', phrases), /would change/);
  const forAnn = await told(room.use('phrases', { ...phrases, person: ann }, bea), /would change/);
  const file = { crier: 'settings', version: 1, settings: { words: { links: 'skip' } } };
  const given = { filename: 'settings.json', bytes: Buffer.from(JSON.stringify(file)) };
  const settings = await told(room.use('settings', { import: given }, admin), /would change/);
  await forget(room, ann);
  await forget(room, admin);
  await told(press(own, 'Take it over', ann), /no longer have that file/);
  await told(press(settings, 'Make these changes', admin), /no longer have that file/);
  // Their help has ended with it, so that only a new one could take it over.
  await bot.store.helpers.ask({ ...help, askedAtMs: 3 });
  await bot.store.helpers.agree(help, 4);
  await told(press(forAnn, 'Take it over', bea), /no longer have that file/);
  expect((await bot.store.phrases.of({ of: 'person', userId: ann.id })).phrases).toEqual([]);
});

test('what they wrote is repeated by nothing, and nobody knows what became of it', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  const written = [];
  for (const by of [ann, bea, ann, bea]) {
    const message = room.write('Spam.', by);
    await room.isRead(message);
    written.push(message.id);
  }
  await forget(room, ann);
  const became = await Promise.all(written.map((id) => bot.why(server.id, id)));
  expect(became.map((sentence) => /It was read/.test(sentence))).toEqual([
    false,
    true,
    false,
    true,
  ]);
  expect(await room.unread(room.write('Spam.', bea))).toMatch(/third time in a row/);
  expect(await room.words(() => room.write('Spam.', ann))).toEqual(['Spam.']);
});

test('their language is found anew, that of others is not', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server } = room;
  const channels = [ann, bea].map(() => server.addText());
  for (const channel of channels) await room.set('autoread channel add', { channel });
  const [one = room.text, other = room.text] = channels;
  for (const by of [ann, bea])
    await room.words(() => room.write('Guten Morgen, wie geht es euch allen heute?', by, one));
  await forget(room, ann);
  const language = async (by: Person): Promise<string> => {
    const [heard] = await room.hear(() => room.write('“17”.', by, other));
    return typeof heard === 'object' ? heard.language : '';
  };
  expect([await language(ann), await language(bea)]).toEqual(['en-us', 'German']);
});
