import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Turns } from '#call/turns.ts';

// Calls in a time of their own: what people write, how long each line takes, and when it is heard.

interface Written {
  readonly userId: string;
  readonly atMs: number;
  readonly lengthMs: number;
}

interface Heard extends Written {
  readonly fromMs: number;
}

/** All lines in the order in which they are heard, one right after the other while any waits. */
function heard(all: readonly Written[]): readonly Heard[] {
  const turns = new Turns<Written>(({ lengthMs }) => lengthMs);
  const lines: Heard[] = [];
  let endsAtMs = 0;
  const speakUntil = (untilMs: number): void => {
    const [first] = turns.lines;
    if (!first || endsAtMs > untilMs) return;
    turns.remove(first);
    begin();
    speakUntil(untilMs);
  };
  const begin = (): void => {
    const [first] = turns.lines;
    if (!first) return;
    const fromMs = Math.max(endsAtMs, first.atMs);
    lines.push({ ...first, fromMs });
    endsAtMs = fromMs + first.lengthMs;
  };
  let last: Written | undefined;
  for (const line of all.toSorted((one, other) => one.atMs - other.atMs)) {
    speakUntil(line.atMs);
    const isSoon = last?.userId === line.userId && line.atMs - last.atMs < 2_000;
    const isSilent = turns.lines.length === 0;
    turns.add(line.userId, line, isSoon);
    if (isSilent) begin();
    last = line;
  }
  speakUntil(Infinity);
  return lines;
}

const lengthMs = fc.integer({ min: 400, max: 7_000 });
const longMs = fc.integer({ min: 1_000, max: 7_000 });
const others = ['ann', 'bob', 'cem', 'dea'] as const;

/** Somebody who writes without end: all at once, or as long as they are heard. */
const flood = fc
  .record({
    betweenMs: fc.constantFrom(0, 300, 1_500),
    lengthsMs: fc.array(fc.integer({ min: 1_000, max: 7_000 }), { minLength: 16, maxLength: 24 }),
  })
  .map(({ betweenMs, lengthsMs }): readonly Written[] =>
    lengthsMs.map((ms, at) => ({ userId: 'flo', atMs: at * betweenMs, lengthMs: ms })),
  );

/** The most that any line of others was heard later than without the flood, beyond the longest line of that. */
function beyondMs(flooded: readonly Written[], calm: readonly Written[]): number {
  const longestMs = Math.max(...flooded.map(({ lengthMs: ms }) => ms));
  const without = heard(calm);
  const waits = heard([...flooded, ...calm])
    .filter(({ userId }) => userId !== 'flo')
    .map((line) => {
      const same = without.find(
        (other) => other.userId === line.userId && other.atMs === line.atMs,
      );
      return line.fromMs - (same?.fromMs ?? Number.NaN);
    });
  expect(waits).toHaveLength(calm.length);
  return Math.max(...waits) - longestMs;
}

test('a flood keeps nobody waiting for longer than one line of it', () => {
  const line = fc.record({ atMs: fc.integer({ min: 1, max: 60_000 }), lengthMs });
  const calm = fc
    .tuple(line, line, line, line)
    .map((lines) => others.map((userId, at): Written => ({ userId, ...lines[at]! })));
  fc.assert(
    fc.property(flood, calm, (flooded, lines) => {
      expect(beyondMs(flooded, lines)).toBeLessThanOrEqual(1_000);
    }),
    { numRuns: 500 },
  );
});

/** The speech of these lines that was heard until then. */
const heardMs = (lines: readonly Heard[], untilMs: number): number =>
  lines.reduce((sum, line) => sum + Math.min(line.lengthMs, Math.max(0, untilMs - line.fromMs)), 0);

test('however much others write, their speech is never further behind than that', () => {
  const times = fc.array(fc.integer({ min: 20_000, max: 40_000 }), { minLength: 4, maxLength: 4 });
  const lengths = fc.array(fc.integer({ min: 400, max: 2_500 }), { minLength: 1, maxLength: 3 });
  const calm = fc
    .tuple(times, fc.tuple(lengths, lengths, lengths, lengths))
    .map(([atMs, ms]) =>
      others.flatMap((userId, at) =>
        ms[at]!.map((each, count) => ({ userId, atMs: atMs[at]! + count, lengthMs: each })),
      ),
    );
  fc.assert(
    fc.property(flood, calm, (flooded, lines) => {
      const without = heard(lines);
      const between = heard([...flooded, ...lines]).filter(({ userId }) => userId !== 'flo');
      const longestMs = Math.max(...flooded.map(({ lengthMs: ms }) => ms));
      const ends = without.map((line) => line.fromMs + line.lengthMs);
      const behindMs = ends.map((atMs) => heardMs(without, atMs) - heardMs(between, atMs));
      expect(Math.max(...behindMs)).toBeLessThanOrEqual(longestMs);
    }),
    { numRuns: 500 },
  );
});

test('who writes without end has as much time as all others who do, however long their lines are', () => {
  const hadMs = (lengthsMs: readonly number[], turnMs: number): number[] => {
    const turns = new Turns<{ readonly at: number }>(({ at }) => lengthsMs[at] ?? 0);
    const had = lengthsMs.map(() => 0);
    for (let spokenMs = 0; spokenMs < turnMs;) {
      // As soon as it is heard, the next one waits.
      for (const at of lengthsMs.keys())
        while (turns.countOf(String(at)) < 3) turns.add(String(at), { at });
      const [first] = turns.lines;
      if (!first) break;
      const ms = lengthsMs[first.at] ?? 0;
      had[first.at] = (had[first.at] ?? 0) + ms;
      spokenMs += ms;
      turns.remove(first);
    }
    return had;
  };
  fc.assert(
    fc.property(fc.tuple(longMs, longMs, longMs), (lengthsMs) => {
      const had = hadMs(lengthsMs, 300_000);
      expect(Math.max(...had) - Math.min(...had)).toBeLessThan(30_000);
    }),
    { numRuns: 50 },
  );
});

test('a flood is heard once others had two minutes of speech', () => {
  const flooded = Array.from({ length: 20 }, (): Written => ({
    userId: 'flo',
    atMs: 0,
    lengthMs: 3_000,
  }));
  // They fill the call without it.
  const full = Array.from({ length: 400 }, (_, at): Written => ({
    userId: `somebody ${at}`,
    atMs: 1 + at * 2_000,
    lengthMs: 2_000,
  }));
  const starts = heard([...flooded, ...full]).filter(({ userId }) => userId === 'flo');
  const waits = starts.slice(1).map(({ fromMs }, at) => fromMs - starts[at]!.fromMs);
  expect(waits.slice(0, 5)).toEqual([123_000, 123_000, 123_000, 123_000, 123_000]);
});

test('pieces of one thing stay together, unless their author has said much', () => {
  const line = (userId: string, atMs: number, ms = 1_000): Written => ({
    userId,
    atMs,
    lengthMs: ms,
  });
  const order = (...lines: readonly Written[]): string =>
    heard(lines)
      .map(({ userId }) => userId)
      .join(' ');
  const before = line('dea', 0, 10_000);
  expect(order(before, line('ann', 10), line('ann', 1_000), line('bob', 1_010))).toBe(
    'dea ann ann bob',
  );
  expect(order(before, line('ann', 10), line('bob', 500), line('ann', 1_000))).toBe(
    'dea ann bob ann',
  );
  expect(order(before, line('ann', 10), line('ann', 3_000), line('bob', 3_010))).toBe(
    'dea ann bob ann',
  );
  const many = Array.from({ length: 6 }, (_, at) => line('ann', 10 + at));
  expect(order(before, ...many, line('bob', 30))).toBe('dea ann ann ann ann bob ann ann');
  const long = Array.from({ length: 3 }, (_, at) => line('ann', 10 + at, 3_500));
  expect(order(before, ...long, line('bob', 30))).toBe('dea bob ann ann ann');
});
