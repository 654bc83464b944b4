import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { plan, step } from './arbitraries.ts';
import { Run } from './run.ts';
import { Sockets } from './sockets.ts';

/*
 * A job is heard of by the answer to its submit, by webhook, by WebSocket and by asking, in whatever order, doubled, late
 * or never; somebody leaves, and the bot is killed. All of it comes by the real ways: the server that judges signatures,
 * the library of the WebSocket, the poller on a clock of the test, and a store in SQLite that is opened anew.
 */

let sockets: Sockets;

beforeAll(async () => {
  sockets = await Sockets.open();
});

afterAll(() => sockets.close());

test(
  'whatever is heard of jobs, by which way and in which order: each ends once, is paid once, and as the first news said',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { minLength: 1, maxLength: 3 }),
        fc.array(step, { minLength: 2, maxLength: 16, size: 'max' }),
        async (plans, steps) => {
          expect(await Run.play(plans, steps, sockets)).toEqual([]);
        },
      ),
      { numRuns: 30, interruptAfterTimeLimit: 100_000 },
    );
  },
);
