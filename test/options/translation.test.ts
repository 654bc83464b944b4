import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told } from './room.ts';
import type { Room } from './room.ts';

// Translation before speech, by a service that puts everything into capitals.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const set = async ({ server }: Room) =>
  (await bot.store.serverSettings.get(server.id)).reading.translations;
const shown = (interaction: Interaction): Promise<Message> => told(interaction, /./);

test('/autoread channel translate channel, /autoread channel translate language: what is read there is translated first', async () => {
  const room = await openRoom(bot);
  const { text, call, bea, ann } = room;
  const panel = await room.set('autoread channel translate', {
    channel: text,
    language: 'Portuguese',
  });
  expect(panel.text).toContain(`**Translated** <#${text.id}>: Portuguese`);
  expect(await set(room)).toEqual({ [text.id]: 'pt' });
  expect(bot.told.filter(({ guildId }) => guildId === room.server.id)).toEqual([
    { guildId: room.server.id, sentence: expect.stringMatching(/Portuguese.*LibreTranslate gets/) },
  ]);
  const words = await room.words(() => room.write(`I can not hear you <@${ann.id}> at all`));
  expect(words).toEqual(['I CAN NOT HEAR YOU Ann AT ALL']);
  expect(bot.translation.asked.slice(-2)).toEqual(['I can not hear you', 'at all']);
  // Another channel is read as it is written.
  expect(await room.words(() => room.write('And what about this', bea, call))).toEqual([
    'And what about this',
  ]);
  const refused = await room.set('autoread channel translate', { channel: text, language: 'ja' });
  expect(refused.text).toMatch(/LibreTranslate doesn’t translate into Japanese/);
  await room.set('autoread channel translate', { channel: text, language: 'none' });
  expect(await set(room)).toEqual({});
  expect(await room.words(() => room.write('This is how it was'))).toEqual(['This is how it was']);
});

test('/autoread channel translate language: those of the service are suggested', async () => {
  const { server, text, admin } = await openRoom(bot);
  const typed = { command: 'autoread channel translate', option: 'language', value: 'span' };
  const offered = await bot.discord.autocomplete({
    name: typed.command,
    focused: typed.option,
    value: typed.value,
    channel: text,
    by: admin,
    guild: server,
  } as never);
  expect(JSON.stringify(offered)).toContain('"es"');
});

test('/me translate: what one writes is translated, unless the channel has a language, and never where one wants that', async () => {
  const room = await openRoom(bot);
  const mine = async () => (await bot.store.people.get(room.ann.id)).translatesTo;
  const panel = await shown(room.use('me', { translate: 'Portuguese' }));
  expect(panel.text).toMatch(/language into which I translate for you.*Portuguese/);
  expect(panel.text).toMatch(/is given to LibreTranslate: the words alone/);
  expect(await mine()).toBe('pt');
  expect(await room.words(() => room.write('They can not hear us there'))).toEqual([
    'THEY CAN NOT HEAR US THERE',
  ]);
  expect(await room.words(() => room.use('say', { text: 'They can not see us there' }))).toEqual([
    'THEY CAN NOT SEE US THERE',
  ]);
  // A text whose language was named is in that language.
  expect(
    await room.words(() => room.use('say', { text: 'We are still all here', language: 'English' })),
  ).toEqual(['We are still all here']);
  await room.set('autoread channel translate', { channel: room.text, language: 'fr' });
  await shown(room.use('me', { translate: 'none' }));
  expect(await mine()).toBe('never');
  const before = bot.translation.asked.length;
  expect(await room.words(() => room.write('Nobody else gets these words'))).toEqual([
    'Nobody else gets these words',
  ]);
  expect(bot.translation.asked).toHaveLength(before);
  await shown(room.use('me', { translate: 'usual' }));
  expect(await mine()).toBeUndefined();
});

test('me:change, me:set: the language into which one is translated is changed on the panel, too', async () => {
  const room = await openRoom(bot);
  const mine = async () => (await bot.store.people.get(room.ann.id)).translatesTo;
  const panel = await shown(room.use('me'));
  const fill = async (value: string) => {
    const form = bot.discord.press(panel, 'me:change:person.translatesTo', room.ann);
    await form.modal();
    return shown(await bot.discord.submitModal(form, { value }));
  };
  remember('pt');
  const set = await fill('portuguese');
  expect(set.text).toMatch(/language into which I translate for you.*Portuguese/);
  expect(await mine()).toBe('pt');
  await fill('none');
  expect(await mine()).toBe('never');
  // The form shows words that can be sent back as they are.
  const again = bot.discord.press(panel, 'me:change:person.translatesTo', room.ann);
  expect(JSON.stringify((await again.modal()).components)).toContain('"value":"none"');
  expect((await fill('ja')).text).toMatch(/LibreTranslate doesn’t translate into Japanese/);
  expect(await mine()).toBe('never');
  await fill('');
  expect(await mine()).toBeUndefined();
});

test('settings:add, settings:set, settings:drop: a channel is chosen, its language typed, and taken back', async () => {
  const room = await openRoom(bot);
  const { text, admin } = room;
  const panel = await shown(room.use('settings', { find: 'reading.translations' }, admin));
  const form = bot.discord.select(panel, 'settings:add:reading.translations', [text], admin);
  await form.modal();
  const chosen = await shown(await bot.discord.submitModal(form, { value: 'French' }));
  expect(chosen.text).toContain(`<#${text.id}>: French`);
  expect(chosen.text).toMatch(/is given to LibreTranslate/);
  expect(await set(room)).toEqual({ [text.id]: 'fr' });
  await shown(bot.discord.select(chosen, 'settings:drop:reading.translations:0', [text.id], admin));
  expect(await set(room)).toEqual({});
  const log = await shown(room.use('autoread log', {}, admin));
  expect(log.text).toContain(`the language of <#${text.id}>`);
});

test('settings:undo, /settings import: the language of a channel is taken back, and comes by a file where the channel is', async () => {
  const room = await openRoom(bot);
  const { text, admin, server } = room;
  await room.set('autoread channel translate', { channel: text, language: 'fr' });
  const panel = await shown(room.use('settings', {}, admin));
  const posted = await shown(bot.discord.press(panel, 'Export', admin));
  const file = { filename: 'settings.json', bytes: Buffer.from(posted.attachments[0]!.bytes) };
  await room.set('autoread channel translate', { channel: text, language: 'Portuguese' });
  const log = await shown(room.use('autoread log', {}, admin));
  const [latest] = await bot.store.audit.entries(server.id, 1);
  const looked = bot.discord.select(log, 'settings:look:', [latest!.id], admin);
  const would = await told(looked, /Take back the change/);
  expect(would.text).toMatch(/Portuguese → French/);
  await told(bot.discord.press(would, 'Take it back', admin), /It is taken back/);
  expect(await set(room)).toEqual({ [text.id]: 'fr' });
  await room.set('autoread channel translate', { channel: text, language: 'none' });
  const given = await told(room.use('settings', { import: file }, admin), /would change/);
  await told(bot.discord.press(given, 'Make these changes', admin), /It is changed/);
  expect(await set(room)).toEqual({ [text.id]: 'fr' });
  // Everybody is told whose service gets their text, whatever way it was set.
  const notices = () => bot.told.filter(({ guildId }) => guildId === server.id).length;
  await soon(() => expect(notices()).toBe(4));
  // Another server has no such channel.
  const other = await openRoom(bot);
  const there = await told(other.use('settings', { import: file }, other.admin), /would change/);
  expect(there.text).toMatch(/channels that are translated\*\*: this server lacks/);
});

test('nothing is sent of filtered words, of spoilers, links and code, nor of what is in the language already', async () => {
  const room = await openRoom(bot);
  await room.set('autoread channel translate', { channel: room.text, language: 'en' });
  await shown(room.use('autoread filter add', { words: 'schlimm' }, room.mod));
  const before = bot.translation.asked.length;
  const filtered = room.write('das ist aber sehr schlimm gewesen heute');
  await room.isRead(filtered);
  const english = room.write('this is all in English, as you can hear');
  await room.isRead(english);
  expect(bot.translation.asked).toHaveLength(before);
  await room.isRead(
    room.write('das ist ||geheim|| und `code` https://example.org/geheim heute hier'),
  );
  expect(bot.translation.asked.slice(before)).toEqual(['das ist', 'und', 'heute hier']);
  const why = await shown(
    bot.discord.menu({
      name: 'Why was this not read?',
      target: filtered,
      channel: room.text,
      by: room.ann,
    }),
  );
  expect(why.text).toMatch(/in the original: it has a filtered word/);
});

test('what comes back passes the word filter', async () => {
  const room = await openRoom(bot);
  await room.set('autoread channel translate', { channel: room.text, language: 'pt' });
  await shown(room.use('autoread filter add', { words: 'GANZ ANDERS' }, room.mod));
  bot.translation.answers.set('wir sind heute alle ganz und gar hier', 'alors ganz anders');
  const words = await room.words(() => room.write('wir sind heute alle ganz und gar hier'));
  expect(words.join(' ')).not.toMatch(/anders/i);
});

test('nothing is sent of who refuses to be read, whoever asks', async () => {
  const room = await openRoom(bot);
  await room.set('autoread channel translate', { channel: room.text, language: 'en' });
  await shown(room.use('privacy opt-out'));
  const before = bot.translation.asked.length;
  expect(
    await room.words(() => room.use('say', { text: 'wir sind alle heute hier' })),
  ).toHaveLength(1);
  await room.unread(room.write('wir sind morgen alle wieder hier'));
  expect(bot.translation.asked).toHaveLength(before);
});

test('translations are forgotten with the data of anybody', async () => {
  const room = await openRoom(bot);
  const { forgotten } = bot.translation;
  const asked = await shown(room.use('privacy delete'));
  await shown(bot.discord.press(asked, 'Delete everything', room.ann));
  await expect.poll(() => bot.translation.forgotten).toBeGreaterThan(forgotten);
});

test('/stop, /correct, /clear whose: what is still being translated is taken out, a message and what one says', async () => {
  const room = await openRoom(bot);
  const { text, mod } = room;
  await room.set('autoread channel translate', { channel: text, language: 'pt' });
  const { translation } = bot;
  let count = 0;
  /** Gives something, and does that while it waits for its translation; resolves with what was heard. */
  const meanwhile = async (
    give: () => unknown,
    act: () => Promise<unknown>,
  ): Promise<readonly string[]> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const asked = translation.asked.length;
    translation.until = promise;
    try {
      return await room.words(async () => {
        give();
        await soon(() => expect(translation.asked.length).toBeGreaterThan(asked));
        await act();
        translation.until = undefined;
        const last = room.write(`It is over now ${'!'.repeat((count += 1))}`, room.bea);
        resolve();
        await room.isRead(last);
      });
    } finally {
      resolve();
    }
  };
  const over = [expect.stringMatching(/^IT IS OVER NOW/)];
  const stop = () => told(room.use('stop'), /Stopped/);
  const written: Message[] = [];
  const write = (words: string) => () => written.push(room.write(words));
  expect(await meanwhile(write('They can not hear us there'), stop)).toEqual(over);
  expect(await room.unread(written[0]!)).toMatch(/skipped/);
  const said: Interaction[] = [];
  const say = () => said.push(room.use('say', { text: 'They can not see us there' }));
  expect(await meanwhile(say, stop)).toEqual(over);
  await told(said[0]!, /[Ss]kipped/);
  const correct = async () =>
    expect(JSON.stringify(await room.use('correct').modal())).toContain('You can not hear us');
  expect(await meanwhile(write('You can not hear us there'), correct)).toEqual(over);
  const clear = () => told(room.use('clear', { whose: 'all' }, mod), /1 line/);
  expect(await meanwhile(write('You can not see us there'), clear)).toEqual(over);
  const others = () => told(room.use('stop', {}, room.bea), /nothing for you/);
  expect(await meanwhile(write('We can not see you there'), others)).toEqual([
    'WE CAN NOT SEE YOU THERE',
    ...over,
  ]);
});
