import { afterAll, beforeAll, expect, test } from 'vitest';

import { hearingOf } from '#features/calls/hearing.ts';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// How loud somebody is heard, and who decides it. How that sounds is in e2e/heard-volume.long.test.ts.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

/** So much louder Ann is heard in a room, in dB. */
async function annDb({ server, ann }: Room): Promise<number> {
  return (await hearingOf(bot.store)(server.id, ann.id)).gainDb;
}

test('/volume me db: one’s own words are louder or softer in every server', async () => {
  const [room, other] = [await openRoom(bot), await openRoom(bot)];
  await told(room.use('volume me'), /heard at 0 dB/);
  await told(room.use('volume me', { db: -6.5 }), /heard at -6\.5 dB/);
  expect(await annDb(room)).toBe(-6.5);
  expect(await hearingOf(bot.store)(other.server.id, room.ann.id)).toMatchObject({ gainDb: -6.5 });
  expect(await hearingOf(bot.store)(room.server.id, room.bea.id)).toMatchObject({ gainDb: 0 });
  await told(room.use('voice show'), /Volume: -6\.5 dB/);
  await told(room.use('privacy show'), /volume/);
});

test('/volume person person, /volume person db: counts in a server in the place of one’s own, until it is taken back', async () => {
  const room = await openRoom(bot);
  const { ann, bea, mod, use } = room;
  await told(use('volume me', { db: -6 }), /-6 dB/);
  await told(use('volume person', { person: ann, db: 2 }, bea), /Only moderators/);
  await told(use('volume person', { person: ann, db: -12 }, mod), /heard at -12 dB/);
  expect(await annDb(room)).toBe(-12);
  await told(use('volume me'), /heard at -6 dB.* a moderator has set -12 dB/);
  await told(use('voice show'), /In this server: -12 dB/);
  await told(use('volume person', { person: ann }, mod), /themselves/);
  expect(await annDb(room)).toBe(-6);
  expect((await room.set('autoread log')).text).toMatch(/volume/);
});

test('/volume server db: for everybody, beside what is set for each, and at most 3 dB together', async () => {
  const room = await openRoom(bot);
  const { use, set, server, ann } = room;
  await told(use('volume server', { db: -3 }), /Manage Server/);
  expect((await set('volume server', { db: -3 })).text).toMatch(/at -3 dB/);
  await told(use('volume me', { db: 1 }), /1 dB/);
  expect(await annDb(room)).toBe(-2);
  expect((await set('voice server')).text).toMatch(/\*\*volume\*\* -3 dB/);
  expect((await set('autoread log')).text).toMatch(/volume.*-3 dB/);
  await set('volume server', { db: 3 });
  expect(await annDb(room)).toBe(3);
  const panel = await set('voice server');
  await told(
    bot.discord.forge(panel, 'voice:unset:0', room.admin, ['volume']),
    /The voices of this server/,
  );
  expect(await hearingOf(bot.store)(server.id, ann.id)).toEqual({
    gainDb: 1,
    catchesUp: true,
    lowers: false,
  });
});

test('autoread:switches: catchesUp', async () => {
  const room = await openRoom(bot);
  const panel = await room.set('autoread show');
  const { server, ann, admin } = room;
  const choose = (switches: readonly string[]) =>
    told(bot.discord.forge(panel, 'autoread:switches:', admin, switches), /Auto-read is on/);
  await choose(['callChat']);
  expect(await hearingOf(bot.store)(server.id, ann.id)).toMatchObject({ catchesUp: false });
  await choose(['callChat', 'catchesUp']);
  expect(await hearingOf(bot.store)(server.id, ann.id)).toMatchObject({ catchesUp: true });
});
