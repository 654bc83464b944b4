import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { busyByHour, languages } from '../../bench/growth/assumptions.ts';
import kept from '../../bench/growth/calibration.json' with { type: 'json' };
import { calibrated, costsOf } from '../../bench/growth/calibration.ts';
import type { Measured } from '../../bench/growth/calibration.ts';
import { loadOf, newCharactersPerMonth } from '../../bench/growth/load.ts';
import { moneyOf, needsOf, speechUsd } from '../../bench/growth/needs.ts';
import { outlookOf } from '../../bench/growth/outlook.ts';
import { growthPart, outlooks, withGrowth } from '../../bench/growth/page.ts';
import { simulated } from '../../bench/growth/simulation.ts';
import type { Traffic } from '../../bench/growth/simulation.ts';

const measured: Measured = kept;
const costs = costsOf(measured.figures);
const servers = fc.integer({ min: 1, max: 2_000_000 });

describe('the page', () => {
  test('docs/growing.md says what the model does; npm run growth -- --write does it anew', () => {
    const page = readFileSync(new URL('../../docs/growing.md', import.meta.url), 'utf8');
    expect(withGrowth(page, growthPart(measured, outlooks(measured)))).toBe(page);
  });

  test('a page without marks is left alone', () => {
    expect(() => withGrowth('# Growing', '')).toThrow('no marks');
  });

  test('all languages together are all that is read, and one hour is the busiest', () => {
    expect(languages.reduce((sum, { share }) => sum + share, 0)).toBe(100);
    expect(busyByHour).toHaveLength(24);
    expect(Math.max(...busyByHour)).toBe(100);
  });

  test('newer rows of the benchmark count in the place of older ones, and none may be missing', () => {
    const row = { name: 'cpu/idle-call', median: 7, p95: 9, unit: 'ms/s', runs: 3 };
    const { figures } = measured;
    expect(calibrated(figures, [row])).toEqual({ ...figures, 'cpu/idle-call': 7 });
    expect(() => calibrated({}, [row])).toThrow('no row');
  });
});

describe('needs', () => {
  test('more servers never need fewer machines, processes or calls of the service', () => {
    fc.assert(
      fc.property(servers, servers, (one, other) => {
        const [fewer, more] = [Math.min(one, other), Math.max(one, other)].map((count) =>
          needsOf(loadOf(count), costs),
        );
        for (const what of ['machines', 'processes', 'quotas', 'cores', 'memoryMb'] as const)
          expect(more?.[what]).toBeGreaterThanOrEqual(fewer?.[what] ?? Number.NaN);
      }),
    );
  });

  test('machines have at least the cores and the memory that are used', () => {
    fc.assert(
      fc.property(servers, (count) => {
        const { cores, memoryMb, machines, processes } = needsOf(loadOf(count), costs);
        expect(machines * 4).toBeGreaterThanOrEqual(cores);
        expect(machines * 8_192).toBeGreaterThanOrEqual(memoryMb);
        expect(processes).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('money for speech follows the characters that are new, and nothing else', () => {
    fc.assert(
      fc.property(servers, fc.integer({ min: 1, max: 50 }), (count, machines) => {
        const { speech } = moneyOf(count, { machines });
        expect(speech).toBeCloseTo(speechUsd(newCharactersPerMonth(count)), 6);
        expect(moneyOf(3 * count, { machines }).speech / speech).toBeCloseTo(3, 6);
      }),
    );
    expect(speechUsd(1_000_000)).toBe(0.77);
  });
});

describe('waits', () => {
  const traffic = fc.record<Traffic>({
    linesPerSecond: fc.double({ min: 0.1, max: 40, noNaN: true }),
    newShare: fc.double({ min: 0, max: 1, noNaN: true }),
    processes: fc.integer({ min: 1, max: 8 }),
    readMs: fc.double({ min: 0, max: 30, noNaN: true }),
    soundMs: fc.double({ min: 0, max: 80, noNaN: true }),
    busy: fc.double({ min: 0, max: 0.9, noNaN: true }),
    quotaPerMinute: fc.integer({ min: 5, max: 600 }),
    api: fc.constant({ medianMs: 1_500, p95Ms: 4_000 }),
    ownNewMs: fc.double({ min: 0, max: 100, noNaN: true }),
    ownKeptMs: fc.double({ min: 0, max: 20, noNaN: true }),
    seconds: fc.constant(90),
    seed: fc.integer(),
  });

  test('no line begins before the service has answered and Crier has done its part', () => {
    fc.assert(
      fc.property(traffic, (all) => {
        const { fresh, kept: again, apiMs } = simulated(all);
        expect(fresh).toHaveLength(apiMs.length);
        for (const [at, waitMs] of fresh.entries())
          expect(waitMs).toBeGreaterThan((apiMs[at] ?? Infinity) + all.ownNewMs - 0.001);
        for (const waitMs of again) expect(waitMs).toBeGreaterThan(all.ownKeptMs - 0.001);
      }),
      { numRuns: 40 },
    );
  });

  test('the same seed gives the same waits, and a smaller quota never shorter ones in all', () => {
    fc.assert(
      fc.property(traffic, (all) => {
        expect(simulated(all)).toEqual(simulated(all));
        const sum = (of: readonly number[]): number => of.reduce((total, ms) => total + ms, 0);
        const half = { ...all, readMs: 0, soundMs: 0 };
        const fewer = { ...half, quotaPerMinute: Math.ceil(all.quotaPerMinute / 2) };
        expect(sum(simulated(fewer).fresh)).toBeGreaterThanOrEqual(
          sum(simulated(half).fresh) - 0.001,
        );
      }),
      { numRuns: 20 },
    );
  });

  test('no more requests go than the quota has', () => {
    const api = { medianMs: 0.001, p95Ms: 0.0011 };
    const { fresh } = simulated({
      linesPerSecond: 10,
      newShare: 1,
      processes: 1,
      readMs: 0,
      soundMs: 0,
      busy: 0,
      quotaPerMinute: 60,
      api,
      ownNewMs: 0,
      ownKeptMs: 0,
      seconds: 120,
      seed: 1,
    });
    // Ten times as many are wanted as go: the last of 1,200 waits until 20 minutes are over.
    expect(Math.max(...fresh)).toBeGreaterThan(15 * 60_000);
  });

  test('at the sizes of the page, people wait for the service, and for little else', () => {
    const { fresh, load } = outlookOf(100_000, costs);
    expect(load.calls).toBe(2_000);
    expect(fresh.halfMs).toBeLessThan(2_000);
  });
});
