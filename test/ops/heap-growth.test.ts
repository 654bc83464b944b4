import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it, vi } from 'vitest';

import { HeapGrowth } from '#ops/heap-growth.ts';

import { stopClocks } from '../virtual-time.ts';

/** Fills and drops memory while so much is under way, and prints how often the whole heap was collected. */
const program = (underWay: number) => `
  import { PerformanceObserver, constants } from 'node:perf_hooks';
  import { keepHeapSmall, whileWorking } from '#ops/heap-growth.ts';

  const inUse = Array.from({ length: 200_000 }, (_, at) => ({ at }));
  keepHeapSmall();
  const ends = Array.from({ length: ${underWay} }, () => {
    const { promise, resolve } = Promise.withResolvers();
    void whileWorking(() => promise);
    return resolve;
  });
  let whole = 0;
  new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries())
      if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) whole += 1;
  }).observe({ entryTypes: ['gc'] });
  for (let round = 0; round < 40; round += 1) {
    const garbage = [];
    for (let at = 0; at < 20_000; at += 1) garbage.push([round, at]);
    inUse[0] = garbage;
    await new Promise(setImmediate);
  }
  console.log(whole);
  for (const end of ends) end();
`;

const collections = async (underWay: number): Promise<number> => {
  const args = [
    '--max-semi-space-size=1',
    '--input-type=module-typescript',
    '--eval',
    program(underWay),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: process.cwd() });
  return Number(stdout);
};

describe('the heap', () => {
  it('is collected much more rarely while much is under way', async () => {
    const [few, many] = await Promise.all([collections(7), collections(8)]);
    expect(few).toBeGreaterThan(2);
    expect(few).toBeGreaterThan(2 * many);
  });

  /** A heap, whether it is small or roomy, and what begins one piece of work and gives back how it ends. */
  const heap = () => {
    stopClocks();
    const shown: string[] = [];
    const growth = new HeapGrowth((flag) => {
      if (flag.startsWith('--heap-growing-percent=')) shown.push(flag.split('=')[1] ?? '');
    });
    growth.keepSmall();
    const begin = () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const working = growth.whileWorking(() => promise);
      return async () => {
        resolve();
        await working;
      };
    };
    return { growth: () => shown.at(-1), changes: () => shown.length, begin };
  };
  const [isSmall, isRoomy] = ['20', '0'];

  it('is small again ten seconds after there was much under way, and not before', async () => {
    const { growth, begin } = heap();
    const ends = Array.from({ length: 8 }, begin);
    expect(growth()).toBe(isRoomy);
    for (const end of ends) await end();
    vi.advanceTimersByTime(9_999);
    expect(growth()).toBe(isRoomy);
    vi.advanceTimersByTime(1);
    expect(growth()).toBe(isSmall);
  });

  it('stays roomy where as much begins again within that time, for as long as that lasts', async () => {
    const { growth, begin } = heap();
    const ends = Array.from({ length: 8 }, begin);
    await ends[0]?.();
    vi.advanceTimersByTime(5_000);
    begin();
    vi.advanceTimersByTime(60_000);
    expect(growth()).toBe(isRoomy);
  });

  it('is told nothing by few, nor by more than many', async () => {
    const { changes, begin } = heap();
    const few = Array.from({ length: 7 }, begin);
    for (const end of few) await end();
    expect(changes()).toBe(1);
    const more = Array.from({ length: 20 }, begin);
    await more[0]?.();
    vi.advanceTimersByTime(60_000);
    expect(changes()).toBe(2);
  });
});
