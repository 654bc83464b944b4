import type { APIGatewayBotInfo } from 'discord-api-types/v10';
import { expect, test, vi } from 'vitest';

import { identifyThrottle } from '#discord/identify-throttle.ts';
import { apartMs, OwnTurns } from '#discord/identify-turns.ts';

import { FakeLog } from '../fakes/log.ts';
import { stopClocks } from '../virtual-time.ts';

// Discord takes few shards at once, and a bot that identifies too often in a day loses its token.

const hourMs = 3_600_000;

function throttled({ remaining = 1_000, concurrency = 1 } = {}) {
  stopClocks();
  const day = { total: 1_000, remaining, reset_after: 4 * hourMs, max_concurrency: concurrency };
  const log = new FakeLog();
  const info = () => structuredClone({ session_start_limit: day }) as APIGatewayBotInfo;
  /** How Discord answers after the first time. */
  const discord = { get: async () => info() };
  const gateway = {
    fetchGatewayInformation: async () => info(),
    options: { rest: { get: async () => discord.get() } },
  };
  const throttle = identifyThrottle(new OwnTurns(), log)(gateway);
  const startedMs = Date.now();
  const identified: (readonly [shard: number, afterMs: number])[] = [];
  const identify = async (shard: number, signal = new AbortController().signal) => {
    await throttle.waitForIdentify(shard, signal);
    day.remaining -= 1;
    identified.push([shard, Date.now() - startedMs]);
  };
  return { day, log, discord, info, identify, identified };
}

test('shards of one bucket identify one after the other, and those of others at once', async () => {
  const { identify, identified } = throttled({ concurrency: 2 });
  for (const shard of [0, 1, 2, 3, 4]) void identify(shard);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(identified).toEqual([
    [0, 0],
    [1, 0],
    [2, apartMs],
    [3, apartMs],
    [4, 2 * apartMs],
  ]);
});

test('a shard that is closed while it waits waits no longer', async () => {
  const { identify } = throttled();
  await identify(0);
  const closed = new AbortController();
  const waiting = identify(1, closed.signal);
  closed.abort(new Error('closed'));
  await expect(waiting).rejects.toThrow('closed');
});

test('that few times are left is told once, before they end', async () => {
  const { identify, log } = throttled({ remaining: 102 });
  const told = () => log.lines.filter(({ message }) => message.includes('few times are left'));
  for (let shard = 0; shard < 2; shard += 1) void identify(shard);
  await vi.advanceTimersByTimeAsync(2 * apartMs);
  expect(told()).toEqual([]);
  for (let shard = 2; shard < 5; shard += 1) void identify(shard);
  await vi.advanceTimersByTimeAsync(5 * apartMs);
  expect(told()).toHaveLength(1);
  expect(told()[0]?.facts).toMatchObject({ left: 99, of: 1_000 });
});

test('with no time left a shard waits for the next day instead of losing the token', async () => {
  const { day, identify, identified, log } = throttled({ remaining: 0 });
  void identify(0);
  await vi.advanceTimersByTimeAsync(3.9 * hourMs);
  expect(identified).toEqual([]);
  expect(log.lines.map(({ level }) => level)).toEqual(['error']);
  day.remaining = 1_000;
  await vi.advanceTimersByTimeAsync(0.2 * hourMs);
  expect(identified).toHaveLength(1);
});

test('shards that lose their sessions at once share what is left, however late each is answered', async () => {
  const { day, discord, info, identify, identified } = throttled({ concurrency: 16 });
  await identify(0);
  await vi.advanceTimersByTimeAsync(hourMs);
  day.remaining = 2;
  let [answers, waits] = [0, 0];
  discord.get = async () => {
    waits += 100;
    const answer = info();
    await new Promise((resolve) => setTimeout(resolve, waits));
    answers += 1;
    return answer;
  };
  for (const shard of [1, 2, 3, 4]) void identify(shard);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(identified.map(([shard]) => shard)).toEqual([0, 1, 2]);
  expect(answers).toBe(1);
});

test('a shard that waited for the next day asks again soon when Discord did not answer then', async () => {
  const { day, discord, info, identify, identified } = throttled({ remaining: 0 });
  discord.get = async () => Promise.reject(new Error('away'));
  void identify(0);
  await vi.advanceTimersByTimeAsync(4 * hourMs + 1);
  expect(identified).toEqual([]);
  day.remaining = 1_000;
  discord.get = async () => info();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(identified).toHaveLength(1);
});

test('what can’t be asked keeps no shard away', async () => {
  stopClocks();
  const away = async () => Promise.reject(new Error('away'));
  const gateway = { fetchGatewayInformation: away, options: { rest: { get: away } } };
  const log = new FakeLog();
  await identifyThrottle(
    new OwnTurns(),
    log,
  )(gateway).waitForIdentify(0, new AbortController().signal);
  expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
});
