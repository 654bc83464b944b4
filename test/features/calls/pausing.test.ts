import { Client, Events } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Pausing, watchedPausing } from '#features/calls/pausing.ts';
import type { PausingParts } from '#features/calls/pausing.ts';
import { inEnglish } from '#i18n/texts.ts';

import { ann } from '../../fakes/asker.ts';
import { FakeCalls } from '../../fakes/calls.ts';
import { FakeLog } from '../../fakes/log.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';

const guildId = '1';
const asker = { ...ann, guildId, moderates: false };
const bea = { ...asker, id: 'bea' };
let calls: FakeCalls;
let whereabouts: FakeWhereabouts;
let closing: AbortController;
let told: string[];

beforeEach(() => {
  vi.useFakeTimers();
  calls = new FakeCalls().inChannel(guildId, '2');
  whereabouts = new FakeWhereabouts().put(asker.id, '2').put(bea.id, '2');
  closing = new AbortController();
  told = [];
});

afterEach(() => {
  vi.useRealTimers();
});

const parts = (): PausingParts => ({
  calls,
  whereabouts,
  tell: (guild, what, channelId) => void told.push(`${guild}/${channelId} ${inEnglish(what)}`),
  now: () => 0,
  closing: closing.signal,
});
const isPaused = (): boolean => calls.pauseOf(guildId) !== undefined;

test('whoever is in the call pauses it, and anybody there lets it go on', () => {
  const pausing = new Pausing(parts());
  expect(inEnglish(pausing.pause(asker))).toBe(
    `<@${asker.id}> has paused me. I go on with /resume, when they leave the call, or <t:300:R> by myself.`,
  );
  expect(isPaused()).toBe(true);
  expect(() => pausing.pause(bea)).toThrow('I’m paused already; /resume lets me go on.');
  pausing.resume(bea);
  expect(isPaused()).toBe(false);
  expect(() => pausing.resume(bea)).toThrow('I’m not paused.');
  vi.advanceTimersByTime(600_000);
  expect(told).toEqual([]);
});

test('from outside only moderators decide, and nobody where there is no call', () => {
  const pausing = new Pausing(parts());
  const outside = { ...asker, id: 'cem' };
  const only = 'Only people in <#2> and moderators can pause me and let me go on.';
  expect(() => pausing.pause(outside)).toThrow(only);
  pausing.pause({ ...outside, moderates: true });
  expect(() => pausing.resume(outside)).toThrow(only);
  // They were not in the call, and can't leave it.
  pausing.look(guildId);
  expect(isPaused()).toBe(true);
  calls.leave(guildId);
  expect(() => pausing.resume(asker)).toThrow('I’m in no call.');
});

test('it goes on after five minutes, and says so', () => {
  const pausing = new Pausing(parts());
  pausing.pause(asker);
  vi.advanceTimersByTime(299_999);
  expect([isPaused(), told]).toEqual([true, []]);
  vi.advanceTimersByTime(1);
  expect([isPaused(), told]).toEqual([false, ['1/2 I was paused for 5 minutes, so I go on.']]);
});

test('it goes on when whoever paused it has left, and not when others do', () => {
  const client = new Client({ intents: [] });
  const pausing = watchedPausing(client, new FakeLog(), parts());
  pausing.pause(asker);
  whereabouts.channels.delete(bea.id);
  client.emit(Events.VoiceStateUpdate as string, { guild: { id: guildId } });
  expect(isPaused()).toBe(true);
  whereabouts.put(asker.id, '3');
  client.emit(Events.GuildAvailable as string, { id: guildId });
  expect([isPaused(), told]).toEqual([
    false,
    [`1/2 <@${asker.id}> had paused me and left <#2>, so I go on.`],
  ]);
});

test('a call that is over is told of no more', () => {
  const pausing = new Pausing(parts());
  pausing.pause(asker);
  calls.leave(guildId);
  pausing.look(guildId);
  vi.advanceTimersByTime(600_000);
  expect(told).toEqual([]);
  calls.inChannel(guildId, '2');
  pausing.pause(asker);
  closing.abort();
  expect(vi.getTimerCount()).toBe(0);
});
