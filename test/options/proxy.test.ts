import { ProxyBot } from '@crier/rehearsal/scene/proxy-bot.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, told, wordsOf } from './room.ts';
import type { Room } from './room.ts';

// The settings for a name under which another bot posts people's messages.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

/** A room in which the bot has seen Ann being proxied: what she writes after `A: ` is posted again as Luna. */
async function openProxiedRoom(): Promise<Room & { proxied(content: string): Promise<unknown> }> {
  const room = await openRoom(bot);
  const proxies = new ProxyBot(bot.discord, room.server, { postsAfterMs: 0, deletesAfterMs: 0 });
  proxies.register(room.ann, 'Luna', 'A: text');
  const proxied = async (content: string): Promise<void> => {
    const done = await proxies.act(room.write(content));
    if (!done?.posts[0]) throw new Error('nothing was posted');
    await room.isRead(done.posts[0]);
  };
  await proxied('A: The first one.');
  return { ...room, proxied };
}

test('/voice set proxy, /voice reset proxy: what is posted as that alone has the voice', async () => {
  const room = await openProxiedRoom();
  await told(room.use('voice set', { voice: 'Emma', proxy: 'Luna' }), /As “Luna”/);
  expect(await room.hear(() => room.proxied('A: Posted.'))).toMatchObject([
    { text: 'Posted.', voice: { id: 'bf_emma' } },
  ]);
  expect(await room.hear(() => room.use('say', { text: 'Mine.' }))).toMatchObject([
    { text: 'Mine.', voice: { id: 'af_alloy' } },
  ]);
  await told(room.use('voice reset', { proxy: 'Luna' }), /nobody set another/);
  expect(await room.hear(() => room.proxied('A: Posted again.'))).toMatchObject([
    { text: 'Posted again.', voice: { id: 'af_alloy' } },
  ]);
});

test('/autoread me proxy: what is posted as that alone has the name', async () => {
  const room = await openProxiedRoom();
  await room.set('autoread words', { said: 'always' });
  await told(room.use('autoread me', { name: 'Moon', proxy: 'Luna' }), /I call you “Moon”/);
  await room.proxied('A: Posted.');
  await told(room.use('autoread me', { name: 'none', proxy: 'Luna' }), /as I call you otherwise/);
  await room.proxied('A: Posted again.');
  expect(wordsOf(room.heard()).slice(1)).toEqual(['Moon said: Posted.', 'Ann said: Posted again.']);
});

test('the name of a proxy is said where names are, and nowhere else', async () => {
  const room = await openProxiedRoom();
  await told(room.use('autoread me', { name: 'Moon', proxy: 'Luna' }), /I call you “Moon”/);
  await room.proxied('A: Without a name.');
  expect(wordsOf(room.heard()).at(-1)).toBe('Without a name.');
});

test('a line that waits for its proxy is not heard once its channel is deleted', async () => {
  const room = await openProxiedRoom();
  const gone = room.server.addText();
  await room.set('autoread channel add', { channel: gone });
  const held = room.write('A: Written there.', room.ann, gone);
  const why = (): Promise<string> => bot.why(room.server.id, held.id);
  await soon(async () => expect(await why()).toMatch(/will be as soon as/));
  bot.discord.deleteChannel(gone);
  await soon(async () => expect(await why()).toMatch(/was deleted/));
  const before = room.heard().length;
  await room.isRead(room.write('Written elsewhere.', room.bea));
  expect(wordsOf(room.heard()).slice(before)).toEqual(['Written elsewhere.']);
});

test('a post that is deleted while what it was posted for waits to be heard is not heard', async () => {
  const room = await openRoom(bot);
  const proxies = new ProxyBot(bot.discord, room.server, { postsAfterMs: 50, deletesAfterMs: 50 });
  proxies.register(room.bea, 'Luna', 'B: text');
  const isQueued = (count: number) =>
    soon(() => expect(bot.calls.queue(room.server.id)).toHaveLength(count));
  bot.calls.hold(room.server.id);
  room.write('Is spoken meanwhile.');
  await isQueued(1);
  const written = room.write('B: Taken back.', room.bea);
  await isQueued(2);
  const [post] = (await proxies.act(written))?.posts ?? [];
  if (!post) throw new Error('nothing was posted');
  // The line is the post's from now on.
  await soon(async () =>
    expect(await bot.why(room.server.id, written.id)).toMatch(/posted (it )?again/),
  );
  bot.discord.deleteAs(proxies.bot, post);
  await isQueued(1);
  expect(await room.words(() => bot.calls.go(room.server.id))).toEqual(['Is spoken meanwhile.']);
  expect(await bot.why(room.server.id, post.id)).toMatch(/deleted/);
});
