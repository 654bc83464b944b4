import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { keepClone } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// The buttons and menus of panels, by their effects.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const press = (message: Message, button: string, by: Person) =>
  bot.discord.press(message, button, by);

/** A voice of Ann's that is shared, and was reported. */
async function openReported(): Promise<Room & { readonly list: Message; readonly id: string }> {
  const room = await openRoom(bot);
  const { ann, bea, admin, server } = room;
  const { id } = await keepClone(bot.store, ann.id, 'Lent');
  await bot.store.sharing.share(id, ann.id, server.id, true);
  await told(room.use('clone report', { voice: 'Lent', reason: 'Rude.' }, bea), /Thank you/);
  const list = await told(room.use('clone requests', {}, admin), /was reported/);
  return { ...room, list, id };
}

const speaks = async ({ use, bea }: Room): Promise<string> =>
  (await told(use('say', { text: 'In it.', voice: 'Lent', as: 'file' }, bea), /AI voice|admins/))
    .text;

test('clone:settle: the report is gone, and the voice speaks on', async () => {
  const room = await openReported();
  await told(press(room.list, 'Leave it', room.admin), /Nothing waits for you/);
  expect(await bot.store.reports.open(room.server.id)).toEqual([]);
  expect(await speaks(room)).toMatch(/AI voice/);
});

test('clone:ban, clone:unban', async () => {
  const room = await openReported();
  const ban = press(room.list, 'Forbid all of this person’s', room.admin);
  const banned = await told(ban, /None of the voices of/);
  expect(await speaks(room)).toMatch(/none of the voices of the person/);
  const lift = press(banned, 'Allow their voices again', room.admin);
  await told(lift, /may speak here again|speak here again/);
  expect(await speaks(room)).toMatch(/AI voice/);
});

test('clone:refuse, clone:approve, clone:decided', async () => {
  const room = await openReported();
  await told(press(room.list, 'Silence it here', room.admin), /Nothing waits for you/);
  expect(await speaks(room)).toMatch(/admins don’t want “Lent”/);
  const list = await told(room.use('clone requests', {}, room.admin), /Nothing waits/);
  const chosen = bot.discord.select(list, 'Change a decision …', [room.id], room.admin);
  const panel = await told(chosen, /Lent/);
  await told(press(panel, 'Let it speak', room.admin), /may speak here/);
  expect(await speaks(room)).toMatch(/AI voice/);
});

test('clone:read: it shows what to read for a voice', async () => {
  const room = await openRoom(bot);
  const none = await told(room.use('clone list'), /You keep no voices/);
  const guide = await told(press(none, 'What to read', room.ann), /Record each of them/);
  expect(guide.ephemeral).toBe(true);
});

test('clone:remove, clone:spare, clone:delete', async () => {
  const room = await openRoom(bot);
  const { ann } = room;
  await keepClone(bot.store, ann.id, 'Mine');
  const names = async () => (await bot.store.voices.ownedBy(ann.id)).map(({ name }) => name);
  const ask = async (): Promise<Message> => {
    const list = await told(room.use('clone list'), /Your voices/);
    const managed = await told(press(list, 'Manage', ann), /Delete …/);
    return told(press(managed, 'Delete …', ann), /Delete “Mine”\?/);
  };
  await told(press(await ask(), 'Keep it', ann), /Nothing was deleted/);
  expect(await names()).toEqual(['Mine']);
  await told(press(await ask(), 'Delete', ann), /is deleted/);
  expect(await names()).toEqual([]);
});

test('clone:use: it speaks in every server; clone:unshare: it is taken back from this one alone', async () => {
  const [here, there] = [await openRoom(bot), await openRoom(bot)];
  const { ann } = here;
  const { id } = await keepClone(bot.store, ann.id, 'Mine');
  for (const { server } of [here, there])
    await bot.store.sharing.share(id, ann.id, server.id, true);
  const manage = async (): Promise<Message> =>
    told(press(await told(here.use('clone list'), /Your voices/), 'Manage', ann), /Delete …/);
  await told(press(await manage(), 'Use it', ann), /You speak with that voice now/);
  const scope = { guildId: here.server.id, userId: ann.id };
  expect((await bot.store.people.get(ann.id)).voice.voice).toContain(id);
  expect((await bot.store.members.get(scope)).voice).toEqual({});
  await told(press(await manage(), 'Take back from this server', ann), /Only you can use/);
  const sharedWith = async (): Promise<readonly string[]> => {
    const [voice] = await bot.store.voices.ownedBy(ann.id);
    return (voice?.servers ?? []).filter(({ shared }) => shared).map(({ guildId }) => guildId);
  };
  expect(await sharedWith()).toEqual([there.server.id]);
});

test('voice:mine, voice:open, voice:reset: of what /voice show shows', async () => {
  const room = await openRoom(bot);
  const { ann } = room;
  const shown = await told(room.use('voice set', { voice: 'Sky' }), /## Sky/);
  const sample = () => press(shown, 'Hear it', ann);
  expect(await room.hear(sample)).toMatchObject([{ voice: { id: 'af_sky' } }]);
  const other = await told(room.use('voice show'), /## Sky/);
  await told(press(other, 'Browse voices', ann), /\*\*Alloy\*\*/);
  const last = await told(room.use('voice show'), /## Sky/);
  await told(press(last, 'Reset', ann), /## Alloy/);
  expect(await room.hear(() => room.write('Mine.'))).toMatchObject([{ voice: { id: 'af_alloy' } }]);
});

test('voice:hear, voice:use, voice:page, voice:source, voice:language, voice:gender', async () => {
  const room = await openRoom(bot);
  const { ann } = room;
  const names = ({ text }: Message) =>
    [...text.matchAll(/^\*\*(.*?)\*\*/gm)].map(([, name = '']) => name);
  const first = await told(room.use('voice browse', { language: 'en-us' }), /\*\*Sky\*\*/);
  const heard = () => press(first, 'Hear Sky', ann);
  expect(await room.hear(heard)).toMatchObject([{ voice: { id: 'af_sky' } }]);
  await told(press(first, 'Use Sky', ann), /Yours now/);
  expect(await room.hear(() => room.write('Mine.'))).toMatchObject([{ voice: { id: 'af_sky' } }]);
  const all = await told(room.use('voice browse'), /Page 1 of/);
  const next = await told(press(all, 'Next', ann), /Page 2 of/);
  expect(names(next).filter((name) => names(all).includes(name))).toEqual([]);
  const filtered = async (menu: string, value: string, shown: RegExp) => {
    const panel = await told(room.use('voice browse'), /Page 1 of/);
    return names(await told(bot.discord.select(panel, menu, [value], ann), shown));
  };
  expect(await filtered('Gender', 'male', /3 voices/)).toEqual(['Adam', 'George', 'Standard']);
  expect(await filtered('Where from', 'embedded', /One voice/)).toEqual(['Standard']);
  expect(await filtered('Language', 'pt-br', /\*\*Dora\*\*/)).toContain('Dora');
});

test('the panel of voices stays where it was when a voice is chosen, and a filter is taken off again', async () => {
  const room = await openRoom(bot);
  const { ann } = room;
  const first = await told(room.use('voice browse'), /Page 1 of/);
  const second = await told(press(first, 'Next', ann), /Page 2 of/);
  const [, name = ''] = /^\*\*(.*?)\*\*/m.exec(second.text) ?? [];
  const used = await told(press(second, `Use ${name}`, ann), /Yours now/);
  expect(used.text).toBe(second.text.replace(`[Use ${name}]`, '[Yours now]'));
  const dora = bot.discord.select(first, 'Language', ['pt-br'], ann);
  const filtered = await told(dora, /\*\*Dora\*\*/);
  await told(bot.discord.select(filtered, 'Language', ['any'], ann), /Page 1 of/);
});

test('of the voices that somebody has set the one that speaks for them here is marked', async () => {
  const room = await openRoom(bot);
  await told(room.use('voice set', { voice: 'Sky' }), /## Sky/);
  await told(room.use('voice set', { voice: 'Emma', here: true }), /## Emma/);
  for (const [language, isMarked] of [
    ['en-us', false],
    ['en-gb', true],
  ] as const) {
    const page = await told(room.use('voice browse', { language }), /voices/);
    expect(page.text.includes('Yours now')).toBe(isMarked);
  }
});

test('who has a voice of their own in a server chooses another there by the panel, and for there alone', async () => {
  const room = await openRoom(bot);
  await told(room.use('voice set', { voice: 'Sky' }), /## Sky/);
  await told(room.use('voice set', { voice: 'Emma', here: true }), /## Emma/);
  const page = await told(room.use('voice browse', { language: 'en-us' }), /\*\*Adam\*\*/);
  await told(press(page, 'Use Adam', room.ann), /Yours now/);
  expect(await room.hear(() => room.write('Mine.'))).toMatchObject([{ voice: { id: 'am_adam' } }]);
  const { voice } = await bot.store.people.get(room.ann.id);
  expect(voice.voice).toBe('af_sky/en-us/Kokoro');
});

test('/privacy show, privacy:out, privacy:in, privacy:ask, privacy:keep', async () => {
  const room = await openRoom(bot);
  const { ann } = room;
  await told(room.use('voice set', { voice: 'Sky' }), /Sky/);
  const panel = await told(room.use('privacy show'), /what you set:/);
  const out = await told(press(panel, 'Refuse to be read', ann), /./);
  expect(await room.unread(room.write('No.'))).toMatch(/asked not to be read/);
  expect(out.ephemeral).toBe(true);
  const refused = await told(room.use('privacy show'), /./);
  await told(press(refused, 'Let me be read again', ann), /./);
  expect(await room.words(() => room.write('Yes.'))).toEqual(['Yes.']);
  const sure = press(await told(room.use('privacy show'), /./), 'Delete everything …', ann);
  const kept = press(await told(sure, /Delete everything/), 'Keep everything', ann);
  await told(kept, /Nothing was deleted/);
});

test('privacy:export, privacy:text, /privacy export, /privacy opt-in', async () => {
  const room = await openRoom(bot);
  const { ann } = room;
  const panel = await told(room.use('privacy show'), /./);
  await told(room.use('voice set', { voice: 'Sky' }), /Sky/);
  for (const asking of [press(panel, 'Export everything', ann), room.use('privacy export')]) {
    const message = await asking.message(({ attachments }) => attachments.length > 0);
    expect(message.attachments.map(({ filename }) => filename)).toEqual(['my-data.zip']);
    expect(message.ephemeral).toBe(true);
  }
  const text = await press(panel, 'Privacy text', ann).message(
    ({ attachments }) => attachments.length > 0,
  );
  expect(text.attachments[0]?.filename).toMatch(/\.md$/);
  await told(room.use('privacy opt-out'), /./);
  await told(room.use('privacy opt-in'), /./);
  expect(await room.words(() => room.write('Yes.'))).toEqual(['Yes.']);
});
