import { Client, Events } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { EmptyCalls, leaveEmptyCalls } from '#features/calls/empty-calls.ts';
import type { Text } from '#i18n/text.ts';
import { inEnglish } from '#i18n/texts.ts';

import { FakeLog } from '../../fakes/log.ts';

const guildId = '1';
let people: number;
let channelId: string | undefined;
let left: string[];

beforeEach(() => {
  vi.useFakeTimers();
  people = 0;
  channelId = '2';
  left = [];
});

afterEach(() => {
  vi.useRealTimers();
});

function open(afterMs: number): EmptyCalls {
  return new EmptyCalls({
    calls: {
      channelOf: () => channelId,
      leave: () => {
        channelId = undefined;
        return true;
      },
    },
    whereabouts: { people: () => people },
    afterMs,
    tell: (_, __, id) => left.push(id),
  });
}

test('a call in which nobody is any more is left after a while, and that is told once', () => {
  const calls = open(1_000);
  calls.look(guildId);
  vi.advanceTimersByTime(600);
  calls.look(guildId);
  vi.advanceTimersByTime(399);
  expect(left).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(left).toEqual(['2']);
  vi.advanceTimersByTime(10_000);
  expect(left).toEqual(['2']);
});

test('it stays when somebody comes back', () => {
  const calls = open(1_000);
  calls.look(guildId);
  people = 1;
  calls.look(guildId);
  vi.advanceTimersByTime(10_000);
  expect(left).toEqual([]);
});

test('who comes back for a moment has the wait begin anew', () => {
  const calls = open(1_000);
  calls.look(guildId);
  vi.advanceTimersByTime(900);
  people = 1;
  calls.look(guildId);
  people = 0;
  calls.look(guildId);
  vi.advanceTimersByTime(999);
  expect(left).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(left).toEqual(['2']);
});

test.each([
  ['somebody goes', Events.VoiceStateUpdate, { guild: { id: guildId } }],
  ['a server is there again after an outage', Events.GuildAvailable, { id: guildId }],
])('it is looked at when %s, and who was there is told', (_, event, about) => {
  const client = new Client({ intents: [] });
  const told: unknown[] = [];
  const calls = {
    channelOf: () => channelId,
    leave: () => {
      channelId = undefined;
      return true;
    },
  };
  const tell = (guild: string, news: Text, place: string): void =>
    void told.push([guild, inEnglish(news), place]);
  const whereabouts = { people: () => people };
  leaveEmptyCalls(client, new FakeLog(), { calls, whereabouts, afterMs: 1_000, tell });
  client.emit(event as string, about);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([[guildId, 'I left <#2>, since nobody was there any more.', '2']]);
});

test.each([
  ['the wait is 0', 0, false],
  ['it was closed', 1_000, true],
])('it stays when %s', (_, afterMs, closed) => {
  const calls = open(afterMs);
  calls.look(guildId);
  if (closed) calls.close();
  vi.advanceTimersByTime(100_000);
  expect(left).toEqual([]);
});
