import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openQuietRoom, openReadingRoom, slow, tell } from './reading-room.ts';
import { closeClean, freshWords, soonMs, speechOf, told } from './room.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(async () => {
  await closeClean(scene);
});

afterEach(() => {
  scene.deapi.clearFaults();
});

test('a message in a bound channel is read to who is in the call', async () => {
  const room = await openReadingRoom(scene);
  const atMs = performance.now();
  const message = room.write('Hello from a **message**.');
  const heard = await speechHeard(room.listener, atMs, soonMs);
  expect(heard).toMatchObject({ e2ee: true, framesLost: 0 });
  expect(room.spoken()).toEqual(['Ann said: Hello from a message.']);
  expect((await room.why(message, /It was read/)).text).toBe('It was read.');
});

test('what is written in other letters is read by a voice of its language, and English goes on', async () => {
  const room = await openQuietRoom(scene);
  for (const line of ['я вас не слышу', 'can you hear me now', 'مرحبا كيف حالك'])
    await room.why(room.write(line), /It was read/);
  const languages = scene.deapi.jobs.slice(-3).map(({ fields }) => fields['lang']);
  expect(languages).toEqual(['ru', 'en-us', 'ar']);
});

test('messages are heard in the order of writing, whatever each takes to make', async () => {
  const room = await openQuietRoom(scene);
  const atMs = performance.now();
  const first = slow(scene, room, 2_500);
  const second = room.write(freshWords());
  expect((await room.why(second, /It was read/)).text).toBe('It was read.');
  expect((await room.why(first, /It was read/)).text).toBe('It was read.');
  const [packet] = speechOf(room.listener, { fromMs: atMs });
  expect((packet?.atMs ?? 0) - atMs).toBeGreaterThan(2_500);
});

test('it comes by itself where that is switched on, and is heard from the first word', async () => {
  const room = await openQuietRoom(scene, { joined: false });
  const panel = await room.set('show');
  const on = ['joins', 'authorInCall', 'callChat'];
  await told(scene.discord.forge(panel, 'autoread:switches:', room.admin, on), /Come by myself/);
  const atMs = performance.now();
  room.write(freshWords());
  const heard = await speechHeard(room.listener, atMs, soonMs);
  expect(heard).toMatchObject({ e2ee: true, framesLost: 0 });
  await scene.discord.botIn(room.server, room.call);
});

test('what can’t be joined is told once, and not at every message', async () => {
  const room = await openQuietRoom(scene, { joined: false });
  const panel = await room.set('show');
  const on = ['joins', 'authorInCall'];
  await told(scene.discord.forge(panel, 'autoread:switches:', room.admin, on), /Come by myself/);
  scene.discord.setPermissions(room.call, scene.discord.bot, { deny: ['Connect'] });
  room.write('One.');
  const last = room.write('Two.');
  expect((await room.why(last, /Connect/)).text).toMatch(/I need the right \*\*Connect\*\*/);
  const tellings = scene.discord
    .messagesIn(room.text)
    .filter(({ text, ephemeral }) => !ephemeral && text.includes('**Connect**'));
  expect(tellings).toHaveLength(1);
});

test('the chat of the call and threads are read, mentions by name', async () => {
  const room = await openReadingRoom(scene);
  const bea = scene.discord.addPerson(room.server, { name: 'bea', nick: 'Queen Bea' });
  const inCall = room.write(`Good morning ${bea.mention}.`, room.ann, room.call);
  await room.why(inCall, /It was read/);
  const thread = room.server.addThread(room.text);
  const inThread = room.write('See you in the thread.', room.ann, thread);
  await room.why(inThread, /It was read/);
  const unknown = '900000000000000001';
  room.write(`Ask <@${unknown}>, <@&${unknown}> or <#${unknown}>.`);
  scene.discord.join(room.call, bea);
  const asked = room.write('Hello?');
  await room.why(asked, /It was read/);
  const answer = scene.discord.say({
    channel: room.text,
    by: bea,
    content: 'Now I answer.',
    replyTo: asked,
  });
  await room.why(answer, /It was read/);
  expect(room.spoken()).toEqual([
    'Ann said: Good morning Queen Bea.',
    'See you in the thread.',
    'Ask someone, a role or a channel.',
    'Hello?',
    'Queen Bea, replying to Ann: Now I answer.',
  ]);
});

test('people are named when somebody else was heard before, as they want to be called', async () => {
  const room = await openReadingRoom(scene);
  const bea = scene.discord.addPerson(room.server, { name: 'Bea' });
  scene.discord.join(room.call, bea);
  await told(room.use('autoread me', { name: 'Annabel', everywhere: true }), /“Annabel”/);
  await room.set('call', { person: bea, name: 'Captain' });
  const name = { word: 'Captain', say: 'Skipper' };
  await told(room.use('pronounce add', name, room.admin), /is said/);
  room.write('The first one.');
  room.write('The second one.');
  room.write('The third one.', bea);
  const last = room.write('The fourth one.');
  await room.why(last, /It was read/);
  // In turns: the third one is heard before the second.
  expect(room.spoken()).toEqual(
    expect.arrayContaining([
      'Annabel said: The first one.',
      'Skipper said: The third one.',
      'Annabel said: The second one.',
      'The fourth one.',
    ]),
  );
});

test('each message is read by a voice of its language', async () => {
  const room = await openQuietRoom(scene);
  const german = 'Guten Morgen, ich wünsche euch allen einen schönen Tag.';
  const message = room.write(german);
  await room.why(message, /It was read/);
  const job = scene.deapi.jobs.findLast(({ fields }) => fields['text'] === german);
  expect(String(job?.fields['lang'])).toMatch(/^de/);
});

test('filtered words are not spoken, or silence the message', async () => {
  const room = await openQuietRoom(scene);
  await room.set('filter add', { words: 'grumpy' });
  const masked = room.write('You grumpy thing.');
  await room.why(masked, /It was read/);
  expect(room.spoken().join()).not.toMatch(/grumpy/i);
  await room.set('options', { filtered: 'drop' });
  const dropped = room.write('Still Grumpy.');
  expect((await room.why(dropped, /filtered/)).text).toMatch(/words that are filtered here/);
});

test('bots and webhooks are read where that is switched on, with their embeds', async () => {
  const room = await openQuietRoom(scene);
  const panel = await room.set('show');
  const on = ['bots', 'webhooks', 'authorInCall'];
  await told(scene.discord.forge(panel, 'autoread:switches:', room.admin, on), /Webhooks/);
  const author = { id: '77', username: 'Newsbot', global_name: null, bot: true };
  const embeds = [{ type: 'rich', title: 'The news', description: 'It **rains**.' }];
  tell(scene, room, room.ann, { author, embeds });
  tell(scene, room, room.ann, {
    author: { ...author, id: '78' },
    webhook_id: '78',
    content: 'From a hook.',
  });
  tell(scene, room, room.ann, {
    author,
    flags: 32_768,
    components: [
      {
        type: 17,
        id: 1,
        accent_color: null,
        spoiler: false,
        components: [
          { type: 10, id: 2, content: '# Weather' },
          {
            type: 9,
            id: 3,
            components: [{ type: 10, id: 4, content: 'It **snows**.' }],
            accessory: {
              type: 11,
              id: 5,
              description: null,
              spoiler: false,
              media: {
                id: '9',
                url: 'https://cdn.discordapp.com/attachments/1/2/snow.png',
                proxy_url: 'https://media.discordapp.net/attachments/1/2/snow.png',
              },
            },
          },
          { type: 14, id: 6, spacing: 1, divider: true },
        ],
      },
    ],
  });
  await expect.poll(() => room.spoken().length, { timeout: soonMs }).toBe(3);
  expect(room.spoken()[0]).toMatch(/The news.*It rains/);
  expect(room.spoken()[2]).toBe('Weather. It snows.');
});

test('when the speech fails, people are told once', async () => {
  const room = await openQuietRoom(scene);
  scene.deapi.next({ on: 'submit', fail: 'balance', times: Infinity });
  room.write(freshWords());
  const last = room.write(freshWords());
  expect((await room.why(last, /balance/)).text).toMatch(/balance at deAPI is used up/);
  const tellings = scene.discord
    .messagesIn(room.text)
    .filter(({ text, ephemeral }) => !ephemeral && /balance/.test(text));
  expect(tellings).toHaveLength(1);
});

test('only who may manage decides what is read, also on the panel of somebody else', async () => {
  const room = await openReadingRoom(scene);
  const refused = await told(room.use('autoread off'), /./);
  expect(refused.text).toMatch(/\*\*Manage Server\*\* or \*\*Manage Channels\*\*/);
  const shown = await told(room.use('autoread show'), /Auto-read is on/);
  expect(shown.ephemeral).toBe(true);
  expect(() => scene.discord.press(shown, 'Switch off', room.ann)).toThrow(/no button/);
  const off = await room.set('off');
  expect(off.ephemeral).toBe(false);
  const message = room.write('Nobody reads this.');
  expect((await room.why(message, /off/)).text).toMatch(/Auto-read is off/);
});

test('admins read who changed what, and nobody else does', async () => {
  const room = await openReadingRoom(scene);
  const boss = scene.discord.addPerson(room.server, { name: 'Bo', permissions: ['ManageGuild'] });
  for (const by of [room.ann, room.admin])
    await told(
      room.use('autoread log', {}, by),
      /Only people with the right \*\*Manage Server\*\*/,
    );
  const log = await told(room.use('autoread log', {}, boss), /Who changed what/);
  expect(log.text).toContain(`<@${room.admin.id}> changed settings`);
  expect(log.ephemeral).toBe(true);
  const own = await told(room.use('autoread show'), /Auto-read is on/);
  const forged = scene.discord.forge(own, 'autoread:log', room.ann);
  const refusal = await forged.message(({ text }) => text !== '', soonMs);
  expect(refusal.text).toMatch(/Only people with .* see who changed what here/);
});
