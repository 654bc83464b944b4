import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { after } from '#jobs/after.ts';
import type { Change, JobEnd, JobState } from '#jobs/job.ts';

type Job = JobState | JobEnd;

const reservedUsd = 0.5;
const rank = { intended: 0, submitted: 1, done: 2, settled: 3, free: 3, doubtful: 3 } as const;

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ to: fc.constant('submitted' as const), requestId: fc.constantFrom('r-1', 'r-2') }),
  fc.record({ to: fc.constant('done' as const), costUsd: fc.constantFrom(0.25, 0.75) }),
  fc.record({ to: fc.constant('failed' as const), refunded: fc.boolean() }),
  fc.constantFrom<Change>(
    { to: 'submitted' },
    { to: 'done' },
    { to: 'failed' },
    { to: 'kept' },
    { to: 'refused' },
    { to: 'lost' },
  ),
);

/** An ended job is not asked any more, as the store has it. */
function step(job: Job, heard: Change): Job {
  return rank[job.state] === 3 ? job : after(job as JobState, heard, reservedUsd);
}

const through = (changes: readonly Change[]): Job =>
  changes.reduce<Job>(step, { state: 'intended' });

describe('whatever is heard, in whatever order and however often', () => {
  test('a job only goes on', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let job: Job = { state: 'intended' };
        for (const heard of changes) {
          const next = step(job, heard);
          expect(rank[next.state]).toBeGreaterThanOrEqual(rank[job.state]);
          job = next;
        }
      }),
    );
  });

  test('hearing it twice is hearing it once', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), change, (changes, heard) => {
        const once = step(through(changes), heard);
        expect(step(once, heard)).toEqual(once);
      }),
    );
  });

  test('the first id and the first price stay, and nothing is lost of them until it ends', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let known: { requestId?: string; costUsd?: number } = {};
        let job: Job = { state: 'intended' };
        for (const heard of changes) {
          job = step(job, heard);
          if (rank[job.state] === 3) return;
          const { requestId, costUsd } = { ...known, ...job } as typeof known;
          expect(job).toMatchObject(known);
          known = {
            ...(requestId !== undefined && { requestId }),
            ...(costUsd !== undefined && { costUsd }),
          };
        }
      }),
    );
  });

  test('it is free only when it was never taken or its money came back, and doubtful only when nobody said', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const said = (to: Change['to']): boolean => changes.some((heard) => heard.to === to);
        const isPaidBack = changes.some((heard) => heard.to === 'failed' && heard.refunded);
        const why = {
          free: said('refused') || isPaidBack,
          doubtful: said('lost') || said('failed'),
          settled: said('kept') || (said('done') && said('lost')),
          intended: true,
          submitted: said('submitted'),
          done: said('done'),
        };
        expect(why[through(changes).state]).toBe(true);
      }),
    );
  });
});

/** The ways a job takes, with what was heard on them out of order. */
test.each<[way: string, changes: readonly Change[], end: Job]>([
  [
    'as it should be',
    [{ to: 'submitted', requestId: 'r' }, { to: 'done', costUsd: 0.25 }, { to: 'kept' }],
    { state: 'settled', usd: 0.25 },
  ],
  [
    'the end is heard before the answer to the submit',
    [{ to: 'done', costUsd: 0.25 }, { to: 'submitted', requestId: 'r' }, { to: 'kept' }],
    { state: 'settled', usd: 0.25 },
  ],
  [
    'the price is heard twice, and differs',
    [
      { to: 'submitted', requestId: 'r' },
      { to: 'done', costUsd: 0.25 },
      { to: 'done', costUsd: 9 },
    ],
    { state: 'done', requestId: 'r', costUsd: 0.25 },
  ],
  [
    'no price is told',
    [{ to: 'submitted', requestId: 'r' }, { to: 'done' }, { to: 'kept' }],
    { state: 'settled', usd: reservedUsd },
  ],
  ['it is refused', [{ to: 'refused' }], { state: 'free' }],
  [
    'a refusal is heard of what was taken',
    [{ to: 'submitted', requestId: 'r' }, { to: 'refused' }],
    { state: 'submitted', requestId: 'r' },
  ],
  [
    'it fails and is refunded',
    [
      { to: 'submitted', requestId: 'r' },
      { to: 'failed', refunded: true },
    ],
    { state: 'free' },
  ],
  [
    'it fails and nothing is said of its money',
    [{ to: 'submitted', requestId: 'r' }, { to: 'failed' }],
    { state: 'doubtful', usd: reservedUsd },
  ],
  [
    'a failure is heard after the sound was there',
    [
      { to: 'done', costUsd: 0.25 },
      { to: 'failed', refunded: true },
    ],
    { state: 'done', costUsd: 0.25 },
  ],
  ['the answer is lost', [{ to: 'lost' }], { state: 'doubtful', usd: reservedUsd }],
  [
    'what was read is never kept',
    [{ to: 'done', costUsd: 0.25 }, { to: 'lost' }],
    { state: 'settled', usd: 0.25 },
  ],
])('%s', (_, changes, end) => {
  expect(through(changes)).toEqual(end);
});
