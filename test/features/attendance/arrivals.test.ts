import { Client, Events } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Arrivals, gatherMs, personQuietMs, tellArrivals } from '#features/attendance/arrivals.ts';
import type { ArrivalsParts } from '#features/attendance/arrivals.ts';
import { ownWords } from '#i18n/text.ts';
import { personSettings } from '#store/person-settings.ts';
import type { PersonSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { FakeCalls } from '../../fakes/calls.ts';
import { FakeLog } from '../../fakes/log.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';

const guildId = '1';
let calls: FakeCalls;
let whereabouts: FakeWhereabouts;
let rules: Partial<ServerSettings['calls']>;
let persons: Record<string, Partial<PersonSettings>>;
let muted: Set<string>;
let banned: Set<string>;
/** Announcements, and what ends each. */
let said: string[];
let saying: PromiseWithResolvers<void>[];
let closing: AbortController;
let log: FakeLog;

beforeEach(() => {
  vi.useFakeTimers();
  calls = new FakeCalls().inChannel(guildId, '2');
  whereabouts = new FakeWhereabouts().put('ann', '2');
  rules = { announcesArrivals: true, announcesDepartures: true };
  persons = {};
  muted = new Set();
  banned = new Set();
  said = [];
  saying = [];
  closing = new AbortController();
  log = new FakeLog();
});

afterEach(() => {
  vi.useRealTimers();
});

const parts = (): ArrivalsParts => ({
  calls,
  whereabouts,
  serverSettings: { get: async () => serverSettings.parse({ calls: rules }) },
  people: { get: async (id) => personSettings.parse(persons[id] ?? {}) },
  mutes: { isMuted: async (_, id) => muted.has(id) },
  bans: {
    of: ({ userId = '' }) =>
      banned.has(userId) ? { kind: 'person', id: userId, reason: '', sinceMs: 0 } : undefined,
  },
  async say({ kind, userIds }) {
    said.push(`${kind} ${userIds.join(' ')}`);
    const over = Promise.withResolvers<void>();
    saying.push(over);
    await over.promise;
  },
  closing: closing.signal,
  log,
});

const open = (): Arrivals => new Arrivals(parts());

async function comes(arrivals: Arrivals, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    whereabouts.put(id, '2');
    await arrivals.changed(guildId, id, undefined, '2');
  }
}

async function goes(arrivals: Arrivals, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    whereabouts.channels.delete(id);
    await arrivals.changed(guildId, id, '2', undefined);
  }
}

const after = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const isOver = async (): Promise<void> => {
  saying.at(-1)?.resolve();
  await after(0);
};

test('who comes and who goes is told, and of those who come at once together', async () => {
  const arrivals = open();
  await comes(arrivals, 'bea');
  await after(gatherMs - 1);
  await comes(arrivals, 'cem');
  expect(said).toEqual([]);
  await after(1);
  expect(said).toEqual(['came bea cem']);
  await isOver();
  await goes(arrivals, 'bea');
  await after(gatherMs);
  expect(said).toEqual(['came bea cem', 'went bea']);
});

test('however many come, one line at a time waits', async () => {
  const arrivals = open();
  const crowd = Array.from({ length: 20 }, (_, at) => `p${at}`);
  await comes(arrivals, ...crowd.slice(0, 5));
  await after(gatherMs);
  for (const id of crowd.slice(5)) {
    await comes(arrivals, id);
    await after(gatherMs);
  }
  expect(said).toHaveLength(1);
  await isOver();
  await after(gatherMs);
  expect(said).toEqual([`came ${crowd.slice(0, 5).join(' ')}`, `came ${crowd.slice(5).join(' ')}`]);
  await isOver();
  await after(60_000);
  expect(said).toHaveLength(2);
});

test('nobody who comes and goes all the time is told of each time', async () => {
  const arrivals = open();
  for (let round = 0; round < 10; round += 1) {
    await comes(arrivals, 'bea');
    await after(gatherMs);
    await isOver();
    await goes(arrivals, 'bea');
    await after(gatherMs);
    await isOver();
  }
  expect(said).toEqual(['came bea', 'went bea']);
  await after(personQuietMs);
  await comes(arrivals, 'bea');
  await after(gatherMs);
  expect(said).toHaveLength(3);
});

test('whoever goes again at once was not there', async () => {
  const arrivals = open();
  await comes(arrivals, 'bea');
  await goes(arrivals, 'bea');
  await after(60_000);
  expect(said).toEqual([]);
});

test.each<[string, () => void]>([
  ['refuses to be told of', () => (persons['bea'] = { announced: false })],
  ['refuses to be read', () => (persons['bea'] = { optedOut: true })],
  ['is muted', () => muted.add('bea')],
  ['is banned', () => banned.add('bea')],
])('nobody is told of who %s', async (_, refuse) => {
  refuse();
  const arrivals = open();
  await comes(arrivals, 'bea');
  await after(gatherMs);
  await goes(arrivals, 'bea');
  await after(gatherMs);
  expect(said).toEqual([]);
});

test.each<[string, () => void]>([
  ['the server doesn’t want it', () => (rules = {})],
  ['nobody else is there', () => whereabouts.channels.delete('ann')],
  ['the bot is in no call', () => calls.leave(guildId)],
  ['the bot is elsewhere', () => calls.inChannel(guildId, '3')],
  ['nobody hears the bot', () => (calls.hindrance = ownWords('muted'))],
  ['the call is paused', () => calls.pause(guildId, ownWords('paused'))],
])('nothing is said where %s', async (_, happens) => {
  const arrivals = open();
  happens();
  await comes(arrivals, 'bea');
  await after(60_000);
  expect(said).toEqual([]);
});

test('each kind is said only where it is wanted', async () => {
  rules = { announcesDepartures: true };
  const arrivals = open();
  await comes(arrivals, 'bea');
  await after(gatherMs);
  await goes(arrivals, 'bea');
  await after(gatherMs);
  expect(said).toEqual(['went bea']);
});

test('what was gathered is for the call in which it happened', async () => {
  const arrivals = open();
  await comes(arrivals, 'bea');
  calls.inChannel(guildId, '3');
  await after(gatherMs);
  expect(said).toEqual([]);
});

test('a line that fails is logged, and those who come later are told of', async () => {
  const arrivals = open();
  await comes(arrivals, 'bea');
  await after(gatherMs);
  saying[0]?.reject(new Error('no voice'));
  await after(0);
  expect(log.lines[0]).toMatchObject({ message: 'who came and went could not be told' });
  await comes(arrivals, 'cem');
  await after(gatherMs);
  expect(said).toEqual(['came bea', 'came cem']);
});

test('once the bot stops nothing is told', async () => {
  const arrivals = open();
  await comes(arrivals, 'bea');
  closing.abort();
  await after(60_000);
  expect([said, vi.getTimerCount()]).toEqual([[], 0]);
});

test.each([
  ['a person', false, ['came bea']],
  ['a bot', true, []],
])('%s is told of: %s', async (_, bot, expected) => {
  const client = new Client({ intents: [] });
  tellArrivals(client, parts());
  whereabouts.put('bea', '2');
  const now = { guild: { id: guildId }, id: 'bea', channelId: '2', member: { user: { bot } } };
  client.emit(Events.VoiceStateUpdate as string, { channelId: null }, now);
  await after(gatherMs);
  expect(said).toEqual(expected);
});

test('nothing waits to be told in a server that the bot is no longer in', async () => {
  const client = new Client({ intents: [] });
  tellArrivals(client, parts());
  whereabouts.put('bea', '2');
  const others = vi.getTimerCount();
  const guild = { id: guildId };
  const now = { guild, id: 'bea', channelId: '2', member: null };
  client.emit(Events.VoiceStateUpdate as string, { channelId: null }, now);
  await after(0);
  expect(vi.getTimerCount()).toBe(others + 1);
  client.emit(Events.GuildDelete as string, guild);
  expect(vi.getTimerCount()).toBe(others);
});
