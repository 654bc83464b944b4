import { Client, Events } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { leaveCalls, Leaving } from '#features/calls/leaving.ts';
import type { LeavingOptions } from '#features/calls/leaving.ts';
import { inEnglish } from '#i18n/texts.ts';
import { serverSettings } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { FakeCalls } from '../../fakes/calls.ts';
import { FakeLog } from '../../fakes/log.ts';

const guildId = '1';
const empty = '1/2 I left <#2>, since nobody was there any more.';
const idle = '1/2 I left <#2>, since nothing was spoken there for a while.';
let people: number;
let calls: FakeCalls;
let set: Partial<ServerSettings['calls']>;
let told: string[];
let log: FakeLog;

beforeEach(() => {
  vi.useFakeTimers();
  people = 0;
  set = {};
  told = [];
  log = new FakeLog();
  calls = new FakeCalls().inChannel(guildId, '2');
});

afterEach(() => {
  vi.useRealTimers();
});

const options = (usuallyAloneMs: number): LeavingOptions => ({
  calls,
  whereabouts: { people: () => people },
  serverSettings: { get: async () => serverSettings.parse({ calls: set }) },
  usuallyAloneMs,
  tell: (guild, news, place) => void told.push(`${guild}/${place} ${inEnglish(news)}`),
  log,
});

function open(usuallyAloneMs = 5_000): Leaving {
  const leaving = new Leaving(options(usuallyAloneMs));
  leaving.placed(guildId, '2');
  return leaving;
}

const after = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test('a call in which nobody is any more is left after a while, and that is told once', async () => {
  const leaving = open();
  leaving.look(guildId);
  await after(4_000);
  expect(told).toEqual([]);
  await after(1_000);
  expect(told).toEqual([empty]);
  leaving.placed(guildId, undefined);
  await after(60_000);
  expect(told).toEqual([empty]);
});

test('who comes back has it stay, and the wait begin anew', async () => {
  const leaving = open();
  await after(4_000);
  people = 1;
  leaving.look(guildId);
  people = 0;
  leaving.look(guildId);
  await after(4_000);
  expect(told).toEqual([]);
  people = 1;
  leaving.look(guildId);
  await after(60_000);
  expect(told).toEqual([]);
});

test('the server’s own time goes before the usual one, also when it is set meanwhile', async () => {
  open(0);
  await after(60_000);
  expect(told).toEqual([]);
  set = { aloneMs: 70_000 };
  await after(9_000);
  expect(told).toEqual([]);
  await after(1_000);
  expect(told).toEqual([empty]);
});

test('a server may have it wait longer than usual', async () => {
  set = { aloneMs: 8_000 };
  open(5_000);
  await after(7_000);
  expect(told).toEqual([]);
  await after(1_000);
  expect(told).toEqual([empty]);
});

test('where nothing is spoken for as long as the server says, it is left although people are there', async () => {
  set = { idleMs: 10_000 };
  people = 1;
  open();
  await after(6_000);
  const ticket = calls.speak(guildId, {
    id: 'a',
    authorId: 'ann',
    render: () => undefined as never,
  });
  await after(60_000);
  expect(told).toEqual([]);
  calls.skip(guildId, 'a');
  expect((await ticket.ended).outcome).toBe('skipped');
  await after(9_000);
  expect(told).toEqual([]);
  await after(1_000);
  expect(told).toEqual([idle]);
});

test('where it is to stay it does, whatever else is set', async () => {
  set = { idleMs: 1_000, aloneMs: 1_000, stays: true };
  open();
  await after(3_600_000);
  expect(told).toEqual([]);
});

test('settings that can’t be looked up have nothing left, and are logged', async () => {
  const broken = { get: () => Promise.reject(new Error('no disk')) };
  const leaving = new Leaving({ ...options(1_000), serverSettings: broken });
  leaving.placed(guildId, '2');
  await after(2_000);
  expect(told).toEqual([]);
  expect(log.lines[0]).toMatchObject({ message: 'whether to leave a call could not be looked up' });
});

test.each([
  ['somebody goes', Events.VoiceStateUpdate, { guild: { id: guildId } }],
  ['a server is there again after an outage', Events.GuildAvailable, { id: guildId }],
])('it is looked at when %s', async (_, event, about) => {
  people = 1;
  const client = new Client({ intents: [] });
  leaveCalls(client, options(1_000)).placed(guildId, '2');
  people = 0;
  client.emit(event as string, about);
  await after(2_000);
  expect(told).toEqual([empty]);
});

test('a call that is to be left in an hour is looked at a few times a minute, and one with people who talk never', async () => {
  let asked = 0;
  const get = async () => {
    asked += 1;
    return serverSettings.parse({ calls: { aloneMs: 3_600_000 } });
  };
  const leaving = new Leaving({ ...options(0), serverSettings: { get } });
  leaving.placed(guildId, '2');
  await after(60_000);
  expect(asked).toBeLessThanOrEqual(7);
  people = 1;
  void calls.speak(guildId, { id: 'a', authorId: 'ann', render: () => undefined as never });
  leaving.look(guildId);
  await after(20_000);
  asked = 0;
  await after(60_000);
  expect([asked, vi.getTimerCount()]).toEqual([0, 0]);
});

test('once it is closed nothing is left', async () => {
  const leaving = open();
  leaving.close();
  await after(60_000);
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a call that is over is not watched any more', async () => {
  let watchers = 0;
  const watching = {
    channelOf: () => '2',
    leave: () => true,
    queue: () => [],
    watch() {
      watchers += 1;
      return () => void (watchers -= 1);
    },
  };
  const leaving = new Leaving({ ...options(5_000), calls: watching });
  leaving.placed(guildId, '2');
  leaving.placed(guildId, '3');
  expect(watchers).toBe(1);
  leaving.placed(guildId, undefined);
  expect(watchers).toBe(0);
  await after(60_000);
  expect(told).toEqual([]);
});
