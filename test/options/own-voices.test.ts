import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inEnglish } from '../pseudo/letters.ts';
import { keepClone, keepDesign } from '../store/folder.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// Each option of /clone and /design, by its effect, and what admins decide about clones.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const text = 'Said in that voice.';
const press = (message: Message, button: string, by: Person) =>
  bot.discord.press(message, button, by);

/** 'heard' when it was, else why it may not be. */
async function speaks(room: Room, voice: string, by = room.ann): Promise<string> {
  const before = room.heard().length;
  const saying = room.use('say', { text, voice }, by);
  const isOver = (answer: Message): boolean =>
    answer.text.includes('Spoken') || !answer.text.includes(`> ${text}`);
  const answer = await saying.reply(isOver);
  return room.heard().length > before ? 'heard' : answer.text;
}

/** Makes a voice and keeps it, as Ann does it. */
async function clone(room: Room, options: Readonly<Record<string, string>>): Promise<void> {
  const clip = { filename: 'me.mp3', bytes: Buffer.from(`A recording of ${options['name']}.`) };
  const asked = await told(room.use('clone make', { clip, ...options }), /Whose voice is it/);
  const ready = await told(press(asked, 'It is my own voice', room.ann), /ready to be heard/);
  await told(press(ready, 'Keep', room.ann), /is kept/);
}

test('/clone make clip, /clone make name, /clone make transcript', async () => {
  const room = await openRoom(bot);
  await clone(room, { name: 'Written', transcript: 'The words.' });
  await clone(room, { name: 'Unwritten' });
  for (const [voice, transcript] of [
    ['Written', 'The words.'],
    ['Unwritten', 'What was heard.'],
  ] as const) {
    const [heard] = await room.hear(() => room.use('say', { text, voice }));
    expect(heard).toMatchObject({ voice: { mode: 'clone', transcript } });
    const clip = typeof heard === 'object' && heard.voice.mode === 'clone' && heard.voice.clip;
    expect(Buffer.from(clip ? clip.bytes : []).toString()).toBe(`A recording of ${voice}.`);
  }
});

test('/clone make clip2, /clone make clip3, /clone make clip4, /clone make clip5: the best is used, and it is said why', async () => {
  const room = await openRoom(bot);
  const recording = (words: string) => ({ filename: 'me.mp3', bytes: Buffer.from(words) });
  const clips = ['clip', 'clip2', 'clip3', 'clip4', 'clip5'];
  for (const best of clips.slice(1)) {
    const given = clips.map((option) => {
      const words = `${option === best ? 'Clear' : 'Noisy'} recording: ${option}.`;
      return [option, recording(words)] as const;
    });
    const options = { name: `Of ${best}`, ...Object.fromEntries(given) };
    const asked = await told(room.use('clone make', options), /the least noise/);
    expect(asked.text).toContain(`I use recording ${clips.indexOf(best) + 1} of 5`);
    const ready = await told(press(asked, 'It is my own voice', room.ann), /ready to be heard/);
    await told(press(ready, 'Keep', room.ann), /is kept/);
    const said = () => room.use('say', { text, voice: `Of ${best}` });
    const [heard] = await room.hear(said);
    const clip = typeof heard === 'object' && heard.voice.mode === 'clone' && heard.voice.clip;
    expect(Buffer.from(clip ? clip.bytes : []).toString()).toContain(`Clear recording: ${best}`);
  }
});

test('/clone make without a recording shows what to read, and with one no name has to be typed', async () => {
  const room = await openRoom(bot);
  const guide = await told(room.use('clone make'), /What to read/);
  expect(guide.text).toContain('5. Thank you for waiting.');
  expect(guide.ephemeral).toBe(true);
  const clip = { filename: 'me.mp3', bytes: Buffer.from('A recording.') };
  expect((await told(room.use('clone make', { clip }), /Whose voice/)).text).toContain(
    '“My voice”',
  );
  const transcript = 'The words.';
  await told(room.use('clone make', { clip, clip2: clip, transcript }), /is of one recording/);
});

test.each([
  ['It is my own voice', 'own'],
  ['I may use this voice', 'permitted'],
])('what is noted is what was stated: %s', async (button, basis) => {
  const room = await openRoom(bot);
  const clip = { filename: 'me.mp3', bytes: Buffer.from('A recording.') };
  const asked = await told(room.use('clone make', { clip, name: 'Mine' }), /Whose voice is it/);
  await told(press(asked, button, room.ann), /ready to be heard/);
  expect((await bot.store.personalData.about(room.ann.id)).consents).toMatchObject([{ basis }]);
});

test('where clones need approval the admins are asked as one is kept, and its owner is told so', async () => {
  const room = await openRoom(bot);
  await room.set('voice server', { clones: 'approval' });
  const clip = { filename: 'me.mp3', bytes: Buffer.from('A recording.') };
  const asked = await told(room.use('clone make', { clip, name: 'New' }), /Whose voice is it/);
  const ready = await told(press(asked, 'It is my own voice', room.ann), /ready to be heard/);
  const kept = await told(press(ready, 'Keep', room.ann), /is kept/);
  expect(kept.text).toMatch(/“New” may speak here once this server’s admins have approved/);
  const list = await told(room.use('clone requests', {}, room.admin), /wants to speak here/);
  expect(list.text).toContain('“New”');
});

test('a voice is made of one’s own message alone', async () => {
  const room = await openRoom(bot);
  const { ann, bea, text: channel } = room;
  const attachments = [{ filename: 'me.mp3', bytes: Buffer.from('A recording of Bea.') }];
  const target = bot.discord.say({ channel, by: bea, content: 'Me.', attachments });
  const menu = { name: 'Clone from this clip', target, channel };
  const refused = await told(bot.discord.menu({ ...menu, by: ann }), /Only recordings/);
  expect(refused.text).not.toMatch(/Whose voice/);
  const asked = await told(bot.discord.menu({ ...menu, by: bea }), /Whose voice is it/);
  expect(asked.ephemeral).toBe(true);
});

test('/clone share voice: in that server alone', async () => {
  const [here, there] = [await openRoom(bot), await openRoom(bot)];
  await keepClone(bot.store, here.ann.id, 'Shared');
  bot.discord.addPerson(there.server, { name: 'Bea' }, here.bea);
  bot.discord.join(there.call, here.bea);
  expect(await speaks(here, 'Shared', here.bea)).toMatch(/There is no voice/);
  await told(here.use('clone share', { voice: 'Shared' }), /can speak as/);
  expect(await speaks(here, 'Shared', here.bea)).toBe('heard');
  expect(await speaks(there, 'Shared', here.bea)).toMatch(/There is no voice/);
});

test('/clone rename voice, /clone rename name, /clone list', async () => {
  const room = await openRoom(bot);
  for (const name of ['Old', 'Other']) await keepClone(bot.store, room.ann.id, name);
  await told(room.use('clone rename', { voice: 'Old', name: 'New' }), /called “New”/);
  expect(await speaks(room, 'New')).toBe('heard');
  expect(await speaks(room, 'Other')).toBe('heard');
  expect(await speaks(room, 'Old')).toMatch(/There is no voice/);
  const { text: list } = await told(room.use('clone list'), /./);
  expect([...list.matchAll(/\*\*(.*?)\*\*/g)].map(([, name]) => name)).toEqual([
    'Your voices',
    'New',
    'Other',
  ]);
});

test('/clone ask voice, /clone requests: it speaks once it is approved', async () => {
  const room = await openRoom(bot);
  const { ann, admin, mod } = room;
  for (const name of ['Asked', 'Unasked']) await keepClone(bot.store, ann.id, name);
  await room.set('voice server', { clones: 'approval' });
  for (const voice of ['Asked', 'Unasked'])
    expect(await speaks(room, voice)).toMatch(/once this server’s admins have approved/);
  await told(room.use('clone ask', { voice: 'Asked' }), /once this server’s admins/);
  await told(room.use('clone requests', {}, mod), /Only people with the right/);
  const list = await told(room.use('clone requests', {}, admin), /wants to speak here/);
  expect(list.text).not.toContain('Unasked');
  await told(press(list, 'Approve', admin), /Nothing waits/);
  expect(await speaks(room, 'Asked')).toBe('heard');
  expect(await speaks(room, 'Unasked')).toMatch(/once this server’s admins have approved/);
});

test('/clone share voice: where clones need approval the admins are asked, and its owner is told so', async () => {
  const room = await openRoom(bot);
  const { ann, bea, admin } = room;
  await keepClone(bot.store, ann.id, 'Lent');
  await room.set('voice server', { clones: 'approval' });
  const shared = await told(room.use('clone share', { voice: 'Lent' }), /Lent/);
  expect(shared.text).toMatch(/once this server’s admins have approved/);
  expect(await speaks(room, 'Lent', bea)).toMatch(/once this server’s admins have approved/);
  await told(room.use('clone requests', {}, admin), /“?Lent/);
});

test('/voice server clones allow', async () => {
  const room = await openRoom(bot);
  await keepClone(bot.store, room.ann.id, 'Mine');
  await room.set('voice server', { clones: 'forbid' });
  expect(await speaks(room, 'Mine')).toMatch(/doesn’t allow cloned voices/);
  await room.set('voice server', { clones: 'allow' });
  expect(await speaks(room, 'Mine')).toBe('heard');
});

test('/clone report voice, /clone report reason, /voice server admin-channel', async () => {
  const room = await openRoom(bot);
  const { ann, bea, server, use } = room;
  const { discord } = bot;
  for (const voice of ['Fine', 'Rude']) {
    await keepClone(bot.store, ann.id, voice);
    await told(use('clone share', { voice }), /can speak as/);
  }
  const desk = server.addText({ name: 'desk', deny: ['ViewChannel'] });
  discord.setPermissions(desk, discord.bot, { allow: ['ViewChannel', 'SendMessages'] });
  await room.set('voice server', { 'admin-channel': desk });
  await told(use('clone report', { voice: 'Rude', reason: 'It is mine.' }, bea), /were told/);
  const mail = await discord.nextMessage(desk);
  expect(mail.text).toContain('“Rude”');
  expect(mail.text).toContain('It is mine.');
  expect(mail.text).not.toContain('Fine');
});

test('/voice forbid person, /voice forbid allow: all that they keep, and nobody else’s', async () => {
  const room = await openRoom(bot);
  const { ann, bea } = room;
  await keepClone(bot.store, ann.id, 'Of Ann');
  await keepClone(bot.store, bea.id, 'Of Bea');
  await room.set('voice forbid', { person: ann });
  expect(await speaks(room, 'Of Ann')).toMatch(/none of the voices of the person/);
  expect(await speaks(room, 'Of Bea', bea)).toBe('heard');
  await room.set('voice forbid', { person: ann, allow: true });
  expect(await speaks(room, 'Of Ann')).toBe('heard');
});

test('/design description, /design name, /design language', async () => {
  const room = await openRoom(bot);
  const asked = bot.asked.length;
  const options = { description: 'A warm low voice', name: 'Warm', language: 'de' };
  const panel = await told(room.use('design', options), /Takes 1 to 3/);
  const take = { voice: { mode: 'design', description: 'A warm low voice' }, language: 'German' };
  expect(bot.asked.slice(asked)).toMatchObject([take, take, take]);
  await told(press(panel, 'Keep take 2', room.ann), /is kept/);
  const { voices } = bot.store;
  expect(await voices.ownedBy(room.ann.id)).toMatchObject([
    { name: 'Warm', sound: { mode: 'design', description: 'A warm low voice' } },
  ]);
  expect(await speaks(room, 'Warm')).toBe('heard');
});

test('clone:trim: words that were given for the whole recording are not those of a part', async () => {
  const room = await openRoom(bot);
  const clip = { filename: 'me.mp3', bytes: Buffer.from('Long recording.') };
  const options = { clip, name: 'Part', transcript: 'All of the words.' };
  const asked = await told(room.use('clone make', options), /The clip is 60 s long/);
  const part = await told(press(asked, 'Use that part', room.ann), /Whose voice is it/);
  const ready = await told(press(part, 'It is my own voice', room.ann), /ready to be heard/);
  await told(press(ready, 'Keep', room.ann), /is kept/);
  const [heard] = await room.hear(() => room.use('say', { text, voice: 'Part' }));
  expect(heard).toMatchObject({ voice: { mode: 'clone', transcript: 'What was heard.' } });
  const used = typeof heard === 'object' && heard.voice.mode === 'clone' && heard.voice.clip;
  expect(Buffer.from(used ? used.bytes : []).toString()).toBe('A part of: Long recording.');
});

test('a voice that is shared speaks for whoever chose it, there and as long as it is shared', async () => {
  const [here, there] = [await openRoom(bot), await openRoom(bot)];
  const { ann, bea } = here;
  bot.discord.addPerson(there.server, { name: 'Bea' }, bea);
  bot.discord.join(there.call, bea);
  await keepClone(bot.store, ann.id, 'Lent');
  await told(here.use('clone share', { voice: 'Lent' }), /can speak as/);
  await told(here.use('voice set', { voice: 'Lent' }, bea), /Lent/);
  const modeIn = async (room: Room, by = bea): Promise<string> => {
    const [heard] = await room.hear(() => room.write('Written.', by));
    return typeof heard === 'object' ? heard.voice.mode : '';
  };
  expect(await modeIn(here)).toBe('clone');
  expect(await modeIn(here, ann)).toBe('preset');
  expect(await modeIn(there)).toBe('preset');
  await told(here.use('clone unshare', { voice: 'Lent' }), /Only you can use/);
  expect(await modeIn(here)).toBe('preset');
});

test('what is cloned twice from one message is named by its time, and told apart', async () => {
  const room = await openRoom(bot);
  const { ann, text: channel } = room;
  const attachments = [{ filename: 'me.mp3', bytes: Buffer.from('A recording.') }];
  const target = bot.discord.say({ channel, by: ann, content: 'Me.', attachments });
  for (const _ of ['first', 'second']) {
    const menu = { name: 'Clone from this clip', target, channel, by: ann };
    const asked = await told(bot.discord.menu(menu), /Whose voice is it/);
    const ready = await told(press(asked, 'It is my own voice', ann), /ready to be heard/);
    await told(press(ready, 'Keep', ann), /is kept/);
  }
  // It is named in the language of whoever cloned it.
  const names = (await bot.store.voices.ownedBy(ann.id)).map(({ name }) => inEnglish(name));
  expect(names).toEqual([
    expect.stringMatching(/^Clip of \d+\/\d+\/\d\d, \d+:\d\d [AP]M$/),
    `${names[0]} (2)`,
  ]);
});

test('/clone list: what each voice is, and where it is shared', async () => {
  const rooms = [await openRoom(bot), await openRoom(bot), await openRoom(bot)];
  const [here, there, elsewhere] = rooms.map(({ server }) => server.id);
  const { ann, set, use } = rooms[0] ?? (await openRoom(bot));
  const { sharing } = bot.store;
  const share = async (id: string, ...servers: readonly (string | undefined)[]): Promise<void> => {
    for (const server of servers) await sharing.share(id, ann.id, server ?? '', true);
  };
  await keepClone(bot.store, ann.id, 'A');
  await share((await keepClone(bot.store, ann.id, 'B')).id, here);
  await share((await keepClone(bot.store, ann.id, 'C')).id, there);
  const { id } = await keepDesign(bot.store, ann, 'D');
  await share(id, here, there, elsewhere);
  const { id: back } = await keepClone(bot.store, ann.id, 'E');
  await share(back, here);
  await sharing.share(back, ann.id, here ?? '', false);
  const lines = async (): Promise<readonly string[]> =>
    (await told(use('clone list'), /Your voices/)).text
      .split('\n')
      .filter((line) => /^\*\*\w\*\*/.test(line));
  expect(await lines()).toEqual([
    '**A** · clone · only yours',
    '**B** · clone · shared here',
    '**C** · clone · shared with 1 other server',
    '**D** · design · shared here · shared with 2 other servers',
    '**E** · clone · only yours',
  ]);
  await set('voice server', { clones: 'forbid' });
  expect((await lines())[0]).toMatch(/^\*\*A\*\* · clone · only yours · .*allow cloned voices/);
  expect((await lines())[3]).toBe('**D** · design · shared here · shared with 2 other servers');
});

test.each(['forbid', 'approval'])(
  '/say clip: where clones need more than consent (%s) no recording speaks once',
  async (clones) => {
    const [here, there] = [await openRoom(bot), await openRoom(bot)];
    await here.set('voice server', { clones });
    const clip = { filename: 'me.mp3', bytes: Buffer.from(`Of ${clones}.`) };
    const refused = clones === 'forbid' ? /allow cloned voices/ : /approve/;
    await told(here.use('say', { text, clip }), refused);
    await told(there.use('say', { text, clip }, there.ann), /Whose voice is it/);
    expect(here.heard()).toEqual([]);
  },
);
