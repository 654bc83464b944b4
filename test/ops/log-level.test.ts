import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { LogLevel } from '#ops/log-level.ts';

import { MapMemo } from '../fakes/map-memo.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minute = 60_000;

/** A machine on which the bot can be started again and again. */
function machine(usual = 'info') {
  const memo = new MapMemo();
  return {
    memory: memo.values,
    start: async () => {
      const log = { level: usual };
      return { log, logLevel: await LogLevel.resumed({ log, memo }) };
    },
  };
}

test('a level counts for an hour', async () => {
  const { log, logLevel } = await machine().start();
  await logLevel.change('debug');
  vi.advanceTimersByTime(59 * minute);
  expect(logLevel.current).toEqual({ level: 'debug', untilMs: Date.now() + minute });
  vi.advanceTimersByTime(minute);
  expect([log.level, logLevel.current]).toEqual(['info', { level: 'info' }]);
});

test('a restart neither ends the hour nor makes it longer', async () => {
  const { start } = machine();
  await (await start()).logLevel.change('trace');
  vi.setSystemTime(Date.now() + 20 * minute);
  const { log } = await start();
  expect(log.level).toBe('trace');
  vi.advanceTimersByTime(40 * minute);
  expect(log.level).toBe('info');
  expect((await start()).log.level).toBe('info');
});

test('an hour that went by while the bot was down is over', async () => {
  const { start } = machine();
  await (await start()).logLevel.change('trace');
  vi.setSystemTime(Date.now() + 60 * minute);
  expect((await start()).log.level).toBe('info');
});

test('the usual level counts at once, and after a restart', async () => {
  const { start } = machine('warn');
  const { log, logLevel } = await start();
  await logLevel.change('debug');
  await logLevel.change('warn');
  expect([log.level, logLevel.current]).toEqual(['warn', { level: 'warn' }]);
  expect((await start()).log.level).toBe('warn');
});

test('the last level that was chosen counts for an hour of its own', async () => {
  const { log, logLevel } = await machine().start();
  await logLevel.change('debug');
  vi.advanceTimersByTime(30 * minute);
  await logLevel.change('error');
  vi.advanceTimersByTime(59 * minute);
  expect(log.level).toBe('error');
  vi.advanceTimersByTime(minute);
  expect(log.level).toBe('info');
});

test.each([
  ['a clock that was put back by a day', { level: 'trace', untilMs: 86_400_000 + 3_600_000 }],
  ['no level', { level: 'loud', untilMs: 1 }],
  ['nothing', undefined],
])('%s has nothing logged otherwise', async (_, kept) => {
  vi.setSystemTime(1);
  const { memory, start } = machine();
  memory.set('log-level', kept);
  expect((await start()).log.level).toBe('info');
});
