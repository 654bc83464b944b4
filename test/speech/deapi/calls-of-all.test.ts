import { seededRandom } from '@crier/rehearsal/random.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { dayMs, dayOf } from '#ops/utc-day.ts';
import {
  arrivesWithinMs,
  endCall,
  patienceMs,
  readCalls,
  refuseCalls,
  takeCall,
} from '#speech/deapi/calls-of-all.ts';
import type { CallsOfAll } from '#speech/deapi/calls-of-all.ts';

// Processes that share an account, in virtual time: what the service sees of all of them, however late and whoever dies.

interface World {
  readonly perMinute: number;
  readonly perDay: number | undefined;
  readonly processes: number;
  /** How often a process dies when it could do something, of 1. */
  readonly deaths: number;
  /** Whether some ask for what is left to commands. */
  readonly leaves: boolean;
  readonly seed: number;
}

const startMs = Date.parse('2026-12-01T23:50:00Z');
const lastsMs = 20 * 60_000;
/** The longest that calls of one minute can stand in the way of the next. */
const turnMs = arrivesWithinMs + 62_000;

/** All that happens, in order: arrivals at the service, and how long each process waited that went on asking. */
function play({ perMinute, perDay, processes, deaths, leaves, seed }: World) {
  const random = seededRandom(seed);
  const upTo = (ms: number): number => Math.floor(random() * ms);
  const limits = { perMinute, ...(perDay !== undefined && { perDay }) };
  const events: { readonly atMs: number; readonly run: (atMs: number) => void }[] = [];
  const at = (atMs: number, run: (atMs: number) => void): void => {
    const later = events.findIndex((event) => event.atMs > atMs);
    events.splice(later < 0 ? events.length : later, 0, { atMs, run });
  };
  let calls: CallsOfAll = readCalls(undefined, startMs);
  const arrivals: number[] = [];
  const waits: number[] = [];
  let born = 0;

  function live(atMs: number): void {
    const by = `p${(born += 1)}`;
    let isAlive = true;
    let since: number | undefined;
    const ask = (nowMs: number): void => {
      if (random() < deaths) {
        isAlive = false;
        at(nowMs + upTo(5_000), live);
        return;
      }
      since ??= nowMs;
      const kept = leaves && random() < 0.5;
      const left = { ofMinute: kept ? Math.floor(perMinute / 5) : 0, ofDay: 0 };
      const next = takeCall(calls, { by, limits, leaves: left }, nowMs);
      // Others read what was written.
      calls = random() < 0.02 ? readCalls(JSON.stringify(next.calls), nowMs) : next.calls;
      if ('shortage' in next.taken) {
        expect(next.taken.shortage.retryAfterMs).toBeGreaterThan(0);
        return at(nowMs + 200 + upTo(patienceMs - 400), ask);
      }
      waits.push(nowMs - since);
      since = undefined;
      const arrivesMs = nowMs + upTo(random() < 0.8 ? 500 : arrivesWithinMs - 1);
      at(arrivesMs, () => void arrivals.push(arrivesMs));
      at(arrivesMs + upTo(random() < 0.8 ? 1_000 : 120_000), (answeredMs) => {
        if (!isAlive || random() < deaths) return;
        calls = endCall(calls, { by, wasSent: true, wasCounted: true }, answeredMs);
      });
      at(nowMs + upTo(4_000), ask);
    };
    at(atMs, ask);
  }

  for (let index = 0; index < processes; index += 1) live(startMs + upTo(1_000));
  for (let nowMs = startMs; nowMs < startMs + lastsMs && events.length > 0;) {
    const next = events.shift();
    if (!next) break;
    nowMs = next.atMs;
    next.run(nowMs);
  }
  return { arrivals: arrivals.toSorted((one, other) => one - other), waits };
}

const worlds = fc.record({
  perMinute: fc.integer({ min: 1, max: 8 }),
  perDay: fc.option(fc.integer({ min: 8, max: 60 }), { nil: undefined }),
  processes: fc.integer({ min: 1, max: 6 }),
  deaths: fc.constantFrom(0, 0.02, 0.2),
  leaves: fc.boolean(),
  seed: fc.nat(),
});

test('however many ask, die and answer late, the service never sees more in a minute or a day than it takes', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { arrivals } = play(world);
      const { perMinute, perDay = Infinity } = world;
      for (const [index, atMs] of arrivals.entries())
        expect((arrivals[index + perMinute] ?? Infinity) - atMs).toBeGreaterThanOrEqual(60_000);
      const days = Map.groupBy(arrivals, dayOf);
      for (const ofDay of days.values()) expect(ofDay.length).toBeLessThanOrEqual(perDay);
    }),
    { numRuns: 40 },
  );
});

test('whoever goes on asking is never passed over for long, and what there is is used', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { waits, arrivals } = play({ ...world, perDay: undefined, leaves: false, deaths: 0 });
      const turns = Math.floor((world.processes - 1) / world.perMinute) + 1;
      const most = turns * (turnMs + 2 * patienceMs) + world.processes * patienceMs;
      for (const waited of waits) expect(waited).toBeLessThanOrEqual(most);
      // Half of the quota at least, where calls are as slow as they are here.
      const minutes = lastsMs / 60_000;
      const could = Math.min(world.perMinute * minutes, world.processes * minutes * 15);
      expect(arrivals.length).toBeGreaterThan(could / 3);
    }),
    { numRuns: 40 },
  );
});

const limits = { perMinute: 300, perDay: 1_000 };
const leaves = { ofMinute: 0, ofDay: 0 };
const noon = startMs - (startMs % dayMs) + dayMs / 2;

test('what the service said of when to come again goes for all', () => {
  const calls = refuseCalls(
    readCalls(undefined, noon),
    { retryAfterMs: 7_000, quota: 'minute' },
    noon,
  );
  const at = (ms: number) => takeCall(calls, { by: 'other', limits, leaves }, noon + ms).taken;
  expect(at(2_000)).toEqual({ shortage: { retryAfterMs: 5_000, quota: 'minute' } });
  expect(at(7_001)).toEqual({ left: 299, used: 1 });
});

test('a call that was never sent, or that the service refused, is there for others of the day', () => {
  const { calls } = takeCall(readCalls(undefined, noon), { by: 'a', limits, leaves }, noon);
  for (const wasSent of [true, false]) {
    const after = endCall(calls, { by: 'a', wasSent, wasCounted: false }, noon + 1);
    const { taken } = takeCall(after, { by: 'b', limits, leaves }, noon + 2);
    expect(taken).toEqual({ left: wasSent ? 298 : 299, used: 1 });
  }
});

test('what is kept for commands is kept from what is read, whichever process reads it', () => {
  let calls = readCalls(undefined, noon);
  const ask = (by: string, ofMinute: number) => {
    const next = takeCall(
      calls,
      { by, limits: { perMinute: 5 }, leaves: { ofMinute, ofDay: 0 } },
      noon,
    );
    calls = next.calls;
    return next.taken;
  };
  for (const by of ['a', 'b', 'a', 'b']) expect(ask(by, 1)).not.toHaveProperty('shortage');
  expect(ask('a', 1)).toMatchObject({ shortage: { quota: 'minute', isKept: true } });
  expect(ask('b', 0)).toEqual({ left: 0, used: 5 });
});

test('what can’t be read counts as nothing', () => {
  expect(readCalls('rubbish', noon)).toEqual(readCalls(undefined, noon));
});
