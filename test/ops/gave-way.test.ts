import { expect, test } from 'vitest';

import { noteGivingWay, pauseAfterGivingWay } from '#ops/gave-way.ts';
import type { Memo } from '#ops/memo.ts';

class FakeMemo implements Memo {
  readonly kept = new Map<string, unknown>();

  async get(name: string): Promise<unknown> {
    return this.kept.get(name);
  }

  async put(name: string, value: unknown): Promise<void> {
    this.kept.set(name, value);
  }
}

const minuteMs = 60_000;
const startMs = Date.UTC(2026, 10, 1);

test('a bot that gave way to none comes at once', async () => {
  expect(await pauseAfterGivingWay(new FakeMemo(), startMs)).toBe(0);
});

test('two bots that supervisors start again meet less and less often', async () => {
  const memo = new FakeMemo();
  let nowMs = startMs;
  const pauses: number[] = [];
  for (let time = 0; time < 12; time += 1) {
    await noteGivingWay(memo, nowMs);
    const pauseMs = await pauseAfterGivingWay(memo, nowMs);
    pauses.push(pauseMs / minuteMs);
    expect(await pauseAfterGivingWay(memo, nowMs + pauseMs)).toBe(0);
    nowMs += pauseMs;
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
});

test('the pause counts from then, is over after a day, and is not made longer by a clock that goes back', async () => {
  const memo = new FakeMemo();
  await noteGivingWay(memo, startMs);
  expect(await pauseAfterGivingWay(memo, startMs + 20_000)).toBe(40_000);
  expect(await pauseAfterGivingWay(memo, startMs - minuteMs)).toBe(0);
  await noteGivingWay(memo, startMs + 25 * 60 * minuteMs);
  expect(await pauseAfterGivingWay(memo, startMs + 25 * 60 * minuteMs)).toBe(minuteMs);
});
