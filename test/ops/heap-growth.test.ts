import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

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
});
